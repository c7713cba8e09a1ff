"""An RQDA project while it is read: its coders, codes, texts and coded passages."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from qda.core.exchange.bundle import CodeItem, CodingItem, TextItem, User
from qda.core.exchange.foreign_rows import Ids, colour, whole, words
from qda.core.exchange.passages import Counting, Passage, placed
from qda.core.exchange.times import moment
from qda.core.refi.losses import Losses
from qda.core.refi.offsets import Convention
from qda.i18n import _
from qda.storage.foreign import Foreign

LIKELY = (Convention("points", 2), Convention("points", 1))
"""How GTK counts, and what it would show of line ends of Windows that something else turned into one sign."""


@dataclass(slots=True)
class Reading:
    """An open project and what of it was read, by the numbers of the rows: id, name, and of texts how they count."""

    foreign: Foreign
    ids: Ids
    losses: Losses = field(default_factory=Losses)
    codes: dict[int, tuple[str, str]] = field(default_factory=dict)
    texts: dict[int, tuple[str, str, Counting]] = field(default_factory=dict)
    _coders: dict[str, str] = field(default_factory=dict)
    _gone: int = 0

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table that are not in the trash."""
        for status, *row in self.foreign.rows(table, "status", *columns):
            # Tables of old versions have no status.
            if status is None or whole(status) == 1:
                yield tuple(row)
            else:
                self._gone += 1

    def coder(self, owner: object) -> str | None:
        """Return the id of the coder whose name stands in a row, None where there is none."""
        name = words(owner).strip()
        return self._coders.setdefault(name, self.ids.of("coder", name)) if name else None

    def users(self) -> tuple[User, ...]:
        """Return everybody who was named so far."""
        return tuple(User(key, name) for name, key in self._coders.items())

    def tell_of_the_trash(self) -> None:
        """Tell how many rows were left where they are: in the trash of the project."""
        why = _("They had been deleted in RQDA, which keeps them in its trash.")
        self.losses.lose("dropped", _("Deleted things"), "", why, self._gone)


def read_codes(reading: Reading) -> tuple[CodeItem, ...]:
    """Return categories, then codes, each under the first of its categories."""
    categories: dict[int, CodeItem] = {}
    for number, name, memo in reading.rows("codecat", "catid", "name", "memo"):
        key = reading.ids.of("category", words(name))
        categories[whole(number) or 0] = CodeItem(key, words(name), codable=False, description=words(memo))
    above: dict[int, list[CodeItem]] = {}
    for cid, catid in reading.rows("treecode", "cid", "catid"):
        if (whole(catid) or 0) in categories:
            above.setdefault(whole(cid) or 0, []).append(categories[whole(catid) or 0])
    found = list(categories.values())
    for number, name, memo, tint in reading.rows("freecode", "id", "name", "memo", "color"):
        key, over = reading.ids.of("code", words(name)), above.get(whole(number) or 0, [])
        reading.codes[whole(number) or 0] = (key, words(name))
        parent = over[0].id if over else None
        found.append(CodeItem(key, words(name), parent, description=words(memo), colour=colour(tint)))
        why = _("It is under the first of its categories.")
        reading.losses.lose("moved", _("Codes in several categories"), words(name), why, max(0, len(over) - 1))
    return tuple(found)


def read_sources(reading: Reading) -> tuple[TextItem, ...]:
    """Return the files, which are all texts."""
    found = []
    for number, name, file, memo, owner, date in reading.rows("source", "id", "name", "file", "memo", "owner", "date"):
        raw = file if isinstance(file, str) else ""
        key, counting = reading.ids.of("source", words(name)), Counting(raw)
        reading.texts[whole(number) or 0] = (key, words(name), counting)
        found.append(
            TextItem(
                id=key,
                name=words(name),
                text=counting.text,
                description=words(memo),
                original=raw.encode("utf-8", "replace"),
                original_name=f"{words(name) or 'file'}.txt",
                coder=reading.coder(owner),
                created=moment(date),
            )
        )
    return tuple(found)


def read_codings(reading: Reading) -> tuple[CodingItem, ...]:
    """Return the coded passages of both rounds, each where its words are."""
    columns = ("fid", "selfirst", "selend", "seltext", "cid", "owner", "date", "memo")
    rows = [(table, *row) for table in ("coding", "coding2") for row in reading.rows(table, *columns)]
    known = [row for row in rows if whole(row[1]) in reading.texts]
    why = _("The file is not in the project any more.")
    reading.losses.lose("unplaced", _("Coded passages"), "", why, len(rows) - len(known))
    counted: dict[Hashable, Counting] = {number: text[2] for number, text in reading.texts.items()}
    passages = [Passage(whole(row[1]), position(row[2]), position(row[3]), words(row[4])) for row in known]
    found = []
    for row, place in zip(known, placed(counted, passages, LIKELY), strict=True):
        table, fid, start, end, _words, cid, owner, date, memo = row
        key, name, _counting = reading.texts[whole(fid) or 0]
        code = reading.codes.get(whole(cid) or 0)
        if code is None or place is None:
            why = _("It lies outside the text.") if code else _("Its code is not in the project any more.")
            reading.losses.lose("unplaced", _("Coded passages"), name, why)
            continue
        if not place.sure:
            why = _("The words that RQDA keeps with it are not those at its place, which is where RQDA shows it.")
            reading.losses.lose("moved", _("Coded passages"), name, why)
        own = reading.ids.of(table, name, code[1], owner, whole(start), whole(end))
        note, coder = words(memo).strip(), reading.coder(owner)
        found.append(CodingItem(own, key, code[0], coder, place.start, place.end, note, moment(date)))
    return tuple(found)


def position(value: object) -> int:
    """Return a position; one that is none lies outside every text."""
    number = whole(value)
    return -1 if number is None else number
