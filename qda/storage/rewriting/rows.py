"""Rows and their images, as they are after a rewriting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qda.storage.journal import Image
from qda.storage.lineage import Was
from qda.storage.rewriting.cells import Cells, placed_in_sides
from qda.storage.rewriting.going import Gone
from qda.storage.rewriting.past import Row, Stand, Stands, moved
from qda.storage.rewriting.plan import NewText, Single
from qda.storage.rewriting.shape import Shape, shapes
from qda.storage.rewriting.waiting import TABLE, Waiting


class Rows:
    """Rewrites rows as the journal spells them: ids and hashes are capital hexadecimal digits."""

    def __init__(
        self, cells: Cells, texts: Mapping[str, NewText], gone: Gone, single: Single, waiting: Waiting
    ) -> None:
        self.cells = cells
        self.texts = texts
        self.gone = gone
        self._waiting = waiting
        self.single = {
            table: {key.upper(): columns for key, columns in rows.items()} for table, rows in single.items() if rows
        }

    def image(self, image: Image, stands: Stands) -> Image | None:
        """Return what an image becomes, or None where it tells of nothing any more."""
        if image.key in self.gone[image.table]:
            return None
        shape = shapes()[image.table]
        before, after = stands
        if image.op != "u":
            return replace(image, row=self.row(shape, image.key, image.row, before or after))
        old = self.row(shape, image.key, {name: pair[0] for name, pair in image.row.items()}, before)
        new = self.row(shape, image.key, {name: pair[1] for name, pair in image.row.items()}, after)
        pairs = {name: [old[name], new[name]] for name in old if name in new and old[name] != new[name]}
        return replace(image, row=pairs) if pairs else None

    def was(self, table: str, key: str, was: Was, stand: Stand | None) -> Was | None:
        """Return what a kept state of a row becomes, or None where nothing of it may stay."""
        if key in self.gone[table]:
            return None
        return was if was.row is None else Was(self.row(shapes()[table], key, was.row, stand), was.part)

    def row(self, shape: Shape, key: str, row: Row, stand: Stand | None) -> dict[str, Any]:
        """Return a row, or some columns of one, with other words, texts and places; `stand` says where its passage is.

        A passage of which nothing is left stays where it is: its row goes, unless it had other words later.
        """
        new = dict(row)
        for name in shape.words:
            if isinstance(row.get(name), str):
                new[name] = self.cells.text(row[name])
        for name in shape.hashes:
            if name in row:
                new[name] = self.cells.hash(name, row[name])
        for name, target in shape.links.items():
            if row.get(name) in self.gone[target]:
                new[name] = None
        if shape.name == "source" and (text := self.texts.get(row.get("text_hash", ""))) is not None:
            new |= {"characters": len(text.text), "words": text.words}
        if shape.name == TABLE:
            new |= self._waiting.moved(key, new) or {}
        if stand is not None and stand.text is not None and (text := self.texts.get(stand.text)) is not None:
            places = moved(text, stand.row, shape.spans)
            new |= {name: places[name] for name in shape.spans} if places is not None else {}
            if "sides" in new:
                new["sides"] = placed_in_sides(text.place, new["sides"])
        single = self.single.get(shape.name, {}).get(key, {})
        set_ = {name: value(new[name]) if callable(value) else value for name, value in single.items() if name in new}
        return new | set_
