"""Cases, attributes and pictures of an RQDA project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qda.core.exchange.bundle import About, Area, MediaItem, MediaMark, NoteItem, PersonItem, ValueItem, Variable
from qda.core.exchange.foreign_rows import whole, with_their_texts, words
from qda.core.exchange.passages import Counting, Passage, placed
from qda.core.exchange.rqda_reading import LIKELY, Reading, position
from qda.core.exchange.times import moment
from qda.i18n import _


@dataclass(frozen=True, slots=True)
class People:
    """Cases with their texts and passages, attributes with their values, and memos of what ties them."""

    persons: tuple[PersonItem, ...]
    variables: tuple[Variable, ...]
    values: tuple[ValueItem, ...]
    notes: tuple[NoteItem, ...]


def read_people(reading: Reading) -> People:
    """Read cases and attributes."""
    cases: dict[int, PersonItem] = {}
    for number, name, memo in reading.rows("cases", "id", "name", "memo"):
        cases[whole(number) or 0] = PersonItem(reading.ids.of("case", words(name)), words(name), words(memo))
    sources: dict[int, list[str]] = {}
    passages: dict[int, list[tuple[str, int, int]]] = {}
    notes = []
    columns = ("caseid", "fid", "selfirst", "selend", "owner", "date", "memo")
    for caseid, fid, first, last, owner, date, memo in reading.rows("caselinkage", *columns):
        case, text = whole(caseid) or 0, reading.texts.get(whole(fid) or 0)
        if case not in cases or text is None:
            why = _("The case or file is not in the project any more.")
            reading.losses.lose("unplaced", _("Passages of cases"), "", why)
            continue
        key, name, counting = text
        span = _span(counting, position(first), position(last))
        if span is None:
            reading.losses.lose("unplaced", _("Passages of cases"), name, _("It lies outside the text."))
            continue
        if span == ():
            sources.setdefault(case, []).append(key)
        else:
            passages.setdefault(case, []).append((key, *span))
        if words(memo).strip():
            own = reading.ids.of("case note", cases[case].name, name, whole(first), whole(last))
            about = (About("person", cases[case].id), About("source", key, *span))
            notes.append(NoteItem(own, "", words(memo), about, "case", reading.coder(owner), moment(date)))
    variables, values = _attributes(reading, {number: one.id for number, one in cases.items()})
    return People(with_their_texts(cases, sources, passages), variables, values, tuple(notes))


def _span(counting: Counting, first: int, last: int) -> tuple[()] | tuple[int, int] | None:
    """Return where a passage without words lies: nothing for the whole text, None where it is outside."""
    if counting.whole(first, last):
        return ()
    (place,) = placed({None: counting}, [Passage(None, first, last)], LIKELY)
    return (place.start, place.end) if place else None


def _attributes(reading: Reading, cases: dict[int, str]) -> tuple[tuple[Variable, ...], tuple[ValueItem, ...]]:
    """Return an attribute for cases, for files or for both, wherever it has values; for cases where it has none."""
    types = {
        words(name): (words(memo), "number" if words(kind) == "numeric" else "text")
        for name, memo, kind in reading.rows("attributes", "name", "memo", "class")
    }
    files = {number: text[0] for number, text in reading.texts.items()}
    variables: dict[tuple[str, str], Variable] = {}
    values = []

    def variable(name: str, scope: Literal["participant", "source"]) -> Variable:
        memo, kind = types.get(name, ("", "text"))
        made = Variable(reading.ids.of("attribute", name, scope), name, kind, scope, memo)
        return variables.setdefault((name, scope), made)

    wanted: tuple[tuple[str, str, Literal["participant", "source"], dict[int, str]], ...] = (
        ("caseAttr", "caseID", "participant", cases),
        ("fileAttr", "fileID", "source", files),
    )
    for table, column, scope, bearers in wanted:
        for name, value, number in reading.rows(table, "variable", "value", column):
            said, of = words(value).strip(), bearers.get(whole(number) or 0)
            if not said or said == "NA":  # R's word for what is not known
                continue
            if of is None:
                why = _("The case or file is not in the project any more.")
                reading.losses.lose("unplaced", _("Values of attributes"), words(name), why)
                continue
            values.append(ValueItem(variable(words(name), scope).id, of, said))
    used = {name for name, _scope in variables}
    for name in types:
        if name not in used:
            variable(name, "participant")
    return tuple(variables.values()), tuple(values)


def read_pictures(reading: Reading) -> tuple[MediaItem, ...]:
    """Return pictures with their coded parts; the files themselves lie in a folder outside the project."""
    names: dict[int, str] = {}
    for number, name in reading.rows("image", "id", "name"):
        names[whole(number) or 0] = words(name)
    marks: dict[int, list[MediaMark]] = {}
    columns = ("iid", "cid", "x1", "y1", "x2", "y2", "memo", "date", "owner")
    for iid, cid, *corners, memo, date, owner in reading.rows("imageCoding", *columns):
        number, code = whole(iid) or 0, reading.codes.get(whole(cid) or 0)
        x1, y1, x2, y2 = (whole(one) or 0 for one in corners)
        if number not in names or code is None:
            why = _("Its picture or code is not in the project any more.")
            reading.losses.lose("unplaced", _("Coded parts of pictures"), "", why)
            continue
        area = Area(left=min(x1, x2), top=min(y1, y2), right=max(x1, x2), bottom=max(y1, y2))
        own = reading.ids.of("part", names[number], code[1], owner, area)
        mark = MediaMark(own, area, code[0], reading.coder(owner), "", words(memo).strip(), moment(date))
        marks.setdefault(number, []).append(mark)
    return tuple(
        MediaItem(reading.ids.of("picture", name), name, "picture", None, name, "", tuple(marks.get(number, ())))
        for number, name in names.items()
    )
