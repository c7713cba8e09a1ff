"""What goes with a rewriting: the rows that the plan names, what belonged to them, passages that are no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.storage import lineage
from qda.storage.rewriting.past import Key, Past, Row, changes_back, moved
from qda.storage.rewriting.plan import NewText
from qda.storage.rewriting.shape import TEXT, Shape, shapes
from qda.storage.rewriting.waiting import TABLE, Waiting

Gone = dict[str, set[str]]
"""Ids (capital hexadecimal digits) by table."""


class Going:
    """Works out what goes: `texts` are the new texts by the hash of the old, `lost` the hashes of files without one."""

    def __init__(
        self, named: Mapping[str, frozenset[str]], texts: Mapping[str, NewText], lost: frozenset[str], waiting: Waiting
    ) -> None:
        self.gone: Gone = defaultdict(set)
        for table, keys in named.items():
            self.gone[table] |= {key.upper() for key in keys}
        self._texts = texts
        self._lost = lost
        self._waiting = waiting
        self._children: dict[Key, list[Key]] = defaultdict(list)
        self._seen: set[Key] = set()

    def work_out(self, session: Session, past: Past, done: Callable[[], None]) -> Gone:
        """Return all that goes, of what is there and what was; `past` is used up, `done` is called for each change."""
        self._present(session, past)
        self.gone[TABLE] |= self._waiting.gone(session)
        for _change, images in changes_back(session):
            done()
            for image, (before, after) in zip(images, past.back(images), strict=True):
                stand = before or after
                if image.op != "u":
                    self._look((image.table, image.key), image.row, stand.text if stand else None)
        for _number, states in lineage.stretches_back(session):
            stands = past.overlay(states)
            for key, was in states.items():
                if was.row is not None and not was.part:
                    self._look(key, was.row, stands[key].text if key in stands else None)
        self._close()
        return self.gone

    def _present(self, session: Session, past: Past) -> None:
        for shape in shapes().values():
            columns = list(dict.fromkeys(("id", *shape.owners, *shape.hashes, *shape.spans)))
            if shape.spans:
                columns = list(dict.fromkeys((*columns, "source_id")))
            for values in session.execute(select(*(shape.table.c[name] for name in columns))):
                row = {name: _spelled(value) for name, value in zip(columns, values, strict=True)}
                self._look((shape.name, row["id"]), row, past.texts.get(row.get("source_id") or ""))

    def _look(self, key: Key, row: Row, text: str | None) -> None:
        """Take in a row as it was last: the first time that it is met, going back."""
        if key in self._seen:
            return
        self._seen.add(key)
        shape = shapes()[key[0]]
        for column, target in shape.owners.items():
            if row[column] is not None:
                self._children[target, row[column]].append(key)
        if self._loses(shape, key[1], row, text):
            self.gone[key[0]].add(key[1])

    def _loses(self, shape: Shape, key: str, row: Row, text: str | None) -> bool:
        """Say whether a row loses its words or its file, so that nothing of it can stay."""
        needed = [column for column, may_be_empty in shape.hashes.items() if column != TEXT and not may_be_empty]
        if any(row[column] in self._lost for column in needed):
            return True
        if shape.name == TABLE:
            return self._waiting.moved(key, row) is None
        return bool(shape.spans) and text is not None and moved(self._texts.get(text), row, shape.spans) is None

    def _close(self) -> None:
        todo = [(table, key) for table, keys in self.gone.items() for key in keys]
        while todo:
            for table, key in self._children.get(todo.pop(), ()):
                if key not in self.gone[table]:
                    self.gone[table].add(key)
                    todo.append((table, key))


def _spelled(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex().upper()
    return value.upper() if isinstance(value, str) else value
