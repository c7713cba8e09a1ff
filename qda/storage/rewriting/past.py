"""Going back through the journal: in which text each passage of an image lies, before and after it.

A passage is a place in a text, and a source's text changes. So the journal is read backwards from what is there now,
and what each source's text and each passage was is kept on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.storage import journal
from qda.storage.journal import Image
from qda.storage.lineage import States
from qda.storage.models import ChangeRow, Source
from qda.storage.rewriting.plan import NewText
from qda.storage.rewriting.shape import shapes

Key = tuple[str, str]
Row = Mapping[str, Any]
_MOVES = frozenset(("start", "end", "speech", "text_version"))
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Stand:
    """A passage as a row has it (its columns of places and ``source_id``), and the hash of the text that it lies in."""

    text: str | None
    row: Row


Stands = tuple[Stand | None, Stand | None]


class Past:
    """How texts and passages stood at a moment: at first as they are in the file."""

    def __init__(self, session: Session) -> None:
        query = select(Source.__table__.c.id, Source.text_hash)
        self.texts: dict[str, str | None] = {key.upper(): value.hex().upper() for key, value in session.execute(query)}
        self.rows: dict[Key, Row] = {}
        for shape in shapes().values():
            if not shape.spans:
                continue
            columns = ("id", "source_id", *shape.spans)
            for row in session.execute(select(*(shape.table.c[name] for name in columns))):
                source_id = row[1].upper() if row[1] is not None else None
                fields = dict(zip(columns[1:], (source_id, *row[2:]), strict=True))
                self.rows[shape.name, row[0].upper()] = fields

    def back(self, images: Sequence[Image]) -> list[Stands]:
        """Go back over a change; return for each image where its passage stood before and after it."""
        then = self._texts_back(images)
        stands: list[Stands] = [(None, None)] * len(images)
        for number, (early, late) in reversed(list(self._moments(images))):
            image = images[number]
            key, spans = (image.table, image.key), (*shapes()[image.table].spans, "source_id")

            def stand(row: Row, after: bool) -> Stand:
                source_id = row["source_id"]
                now, later = self.texts.get(source_id), then.get(source_id)
                return Stand((later or now) if after else (now or later), row)

            if image.op != "u":
                whole = {name: image.row[name] for name in spans}
                if image.op == "d":
                    self.rows[key] = whole
                    stands[number] = (stand(whole, early), None)
                else:
                    self.rows.pop(key, None)
                    stands[number] = (None, stand(whole, late))
            elif key in self.rows:
                new = self.rows[key]
                old = {**new, **{name: image.row[name][0] for name in spans if name in image.row}}
                self.rows[key] = old
                stands[number] = (stand(old, early), stand(new, late))
        return stands

    def overlay(self, states: States) -> dict[Key, Stand]:
        """Go back to an older point of which `states` says what was otherwise; return where its passages stood."""
        for (table, source_id), was in states.items():
            if table == "source" and was.row is not None and "text_hash" in was.row:
                self.texts[source_id] = was.row["text_hash"]
        stands: dict[Key, Stand] = {}
        for key, was in states.items():
            spans = (*shapes()[key[0]].spans, "source_id")
            if was.row is None or len(spans) == 1:
                self.rows.pop(key, None)
                continue
            known = {**self.rows.get(key, {}), **{name: was.row[name] for name in spans if name in was.row}}
            if "source_id" in known:
                self.rows[key] = known
                stands[key] = Stand(self.texts.get(known["source_id"]), known)
        return stands

    def _texts_back(self, images: Sequence[Image]) -> Mapping[str, str | None]:
        """Go back over what a change did to the texts; return those it left, of the sources it touched."""
        then: dict[str, str | None] = {}
        for image in reversed(images):
            if image.table != "source" or "text_hash" not in image.row:
                continue
            old, new = image.row["text_hash"] if image.op == "u" else (image.row["text_hash"],) * 2
            then.setdefault(image.key, new)
            if image.op == "i":
                self.texts.pop(image.key, None)
            else:
                self.texts[image.key] = old
        return then

    @staticmethod
    def _moments(images: Sequence[Image]) -> Iterator[tuple[int, tuple[bool, bool]]]:
        """Say of each image of a passage whether it lies in the text after the change, before the image and after it.

        A correction writes text and passages in one change: a row that it has moved lies in the new text from then on.
        """
        moved: set[Key] = set()
        for number, image in enumerate(images):
            if not shapes()[image.table].spans:
                continue
            key = (image.table, image.key)
            early = key in moved
            if image.op == "i" or (image.op == "u" and _MOVES & image.row.keys()):
                moved.add(key)
            yield number, (early, key in moved)


def moved(new: NewText | None, row: Row, spans: Sequence[str]) -> Row | None:
    """Return the places of a row in a new text (None: the text stays), or None where nothing of its passage is left."""
    start, end = row["start"], row["end"]
    if new is None or start is None:
        return row
    if end is None or start == end:  # to the end of its source; a turn of nothing
        begin = new.place(start, start + 1)
        at = begin[0] if begin else min(start, len(new.text))
        return {**row, "start": at, **({} if end is None else {name: at for name in spans if name != "start"})}
    span = new.place(start, end)
    if span is None:
        return None
    places = {**row, "start": span[0], "end": span[1]}
    if "speech" in spans:
        said = new.place(row["speech"], end) if row["speech"] < end else None
        places["speech"] = min(max(said[0], span[0]), span[1]) if said else span[1]
    return places


def changes_back(session: Session) -> Iterator[tuple[Any, list[Image]]]:
    """Give all changes, newest first, as (row, images); an undo's are those it took back, inverted.

    The rows have seq, undoes, coder_id and about.
    """
    connection = session.connection()
    query = select(ChangeRow.seq, ChangeRow.undoes, ChangeRow.coder_id, ChangeRow.about).order_by(ChangeRow.seq.desc())
    before: int | None = None
    while True:
        page = query if before is None else query.where(ChangeRow.seq < before)
        rows = connection.execute(page.limit(_PAGE)).all()
        for row in rows:
            yield row, journal.images_of(connection, row.seq)
        if len(rows) < _PAGE:
            return
        before = rows[-1].seq
