"""Coded passages, annotations and passages of cases of a QualCoder project, each where its words are."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from qda.core.exchange.bundle import About, CodingItem, NoteItem
from qda.core.exchange.foreign_rows import whole, words
from qda.core.exchange.passages import Passage, Place, placed
from qda.core.exchange.qualcoder_reading import Reading
from qda.core.exchange.times import moment
from qda.core.refi.offsets import Convention
from qda.i18n import _

WINDOW = Convention("utf16", 1)
"""How QualCoder's window counts, and whoever writes for it."""
_STORED = Convention("points", 2)
_Row = tuple[Any, ...]


@dataclass(slots=True)
class Coded:
    """What was read of passages. `linked` are (case, text, start, end, memo …) of cases; start None: the whole text.

    `important` are codings that bear QualCoder's mark.
    """

    codings: tuple[CodingItem, ...] = ()
    notes: tuple[NoteItem, ...] = ()
    linked: list[tuple[_Row, tuple[int, int] | None]] = field(default_factory=list)
    important: list[str] = field(default_factory=list)

    def important_note(self, reading: Reading) -> tuple[NoteItem, ...]:
        """Return a memo about all passages that are marked as important; none where nothing is."""
        if not self.important:
            return ()
        about = tuple(About("coding", id) for id in self.important)
        body = _("These coded passages are marked as important in QualCoder.")
        return (NoteItem(reading.ids.of("note", "important"), important_name(), body, about),)


def important_name() -> str:
    """Return what the memo about all that QualCoder marks as important is called, and a part of a file that is."""
    return _("Important in QualCoder")


def read_passages(reading: Reading) -> Coded:
    """Read all that has positions in texts, so that each text's convention is told once for all of it."""
    codings, unknown = _rows(reading, "code_text", ("fid", "pos0", "pos1", "seltext", "cid", "owner", "date", "memo"))
    annotations, without = _rows(reading, "annotation", ("fid", "pos0", "pos1", "owner", "date", "memo"))
    linked, lost = _rows(reading, "case_text", ("fid", "pos0", "pos1", "caseid", "owner", "date", "memo"))
    why = _("The source is not in the project any more, or has no words.")
    reading.losses.lose("unplaced", _("Coded passages"), "", why, unknown)
    reading.losses.lose("unplaced", _("Annotations"), "", why, without)
    reading.losses.lose("unplaced", _("Passages of cases"), "", why, lost)
    passages = [Passage(row[0], row[1], row[2], words(row[3])) for row in codings]
    passages += [Passage(row[0], row[1], row[2]) for row in (*annotations, *linked)]
    counted: dict[Hashable, Any] = {number: text.counting for number, text in reading.texts.items()}
    places = placed(counted, passages, (WINDOW, _STORED))
    coded = Coded()
    coded.codings = _codings(reading, codings, places[: len(codings)], coded)
    coded.notes = _annotations(reading, annotations, places[len(codings) :])
    for row, place in zip(linked, places[len(codings) + len(annotations) :], strict=True):
        text = reading.texts[row[0]]
        if text.counting.whole(row[1], row[2]):
            coded.linked.append((row, None))
        elif place is not None:
            coded.linked.append((row, (place.start, place.end)))
        else:
            reading.losses.lose("unplaced", _("Passages of cases"), text.name, _outside())
    return coded


def _rows(reading: Reading, table: str, columns: tuple[str, ...]) -> tuple[list[_Row], int]:
    """Return rows that lie in a text, with number, start and end in front, and how many do not."""
    found, lost = [], 0
    important = table == "code_text"
    for row in reading.foreign.rows(table, *columns, *(("important", "avid") if important else ())):
        number, start, end = whole(row[0]), whole(row[1]), whole(row[2])
        if number is not None and number in reading.unworded:
            lost += table != "case_text"  # a case is linked to a file as a whole, which is read with the cases
        elif number is None or number not in reading.texts or start is None or end is None:
            lost += 1
        else:
            found.append((number, start, end, *row[3:]))
    return found, lost


def _codings(reading: Reading, rows: list[_Row], places: list[Place | None], coded: Coded) -> tuple[CodingItem, ...]:
    found = []
    for (number, start, end, _words, cid, owner, date, memo, important, avid), place in zip(rows, places, strict=True):
        text, code = reading.texts[number], reading.codes.get(whole(cid) or 0)
        if code is None or place is None:
            why = _outside() if code is not None else _("Its code is not in the project any more.")
            reading.losses.lose("unplaced", _("Coded passages"), text.name, why)
            continue
        if not place.sure:
            why = _(
                "The words that QualCoder keeps with it are not those at its place, which is where QualCoder shows it."
            )
            reading.losses.lose("moved", _("Coded passages"), text.name, why)
        key = reading.ids.of("coding", text.name, code[1], owner, start, end)
        coder = reading.coder(owner)
        found.append(
            CodingItem(key, text.id, code[0], coder, place.start, place.end, words(memo).strip(), moment(date))
        )
        if whole(important):
            coded.important.append(key)
        if whole(avid):
            why = _("A coded passage is not tied to a part of a recording here.")
            reading.losses.lose("dropped", _("Ties between coded words and recordings"), text.name, why)
    return tuple(found)


def _annotations(reading: Reading, rows: list[_Row], places: list[Place | None]) -> tuple[NoteItem, ...]:
    found = []
    for (number, start, end, owner, date, memo), place in zip(rows, places, strict=False):
        text, body = reading.texts[number], words(memo)
        if not body.strip():
            continue
        if place is None:
            reading.losses.lose(
                "moved", _("Annotations"), text.name, _("It lies outside the text; it is about the whole.")
            )
        about = About("source", text.id, *((place.start, place.end) if place else ()))
        key = reading.ids.of("annotation", text.name, owner, start, end)
        found.append(NoteItem(key, "", body, (about,), coder=reading.coder(owner), created=moment(date)))
    return tuple(found)


def _outside() -> str:
    return _("It lies outside the text.")
