"""Codings, notes, cases and attributes of a bundle as rows of a QualCoder project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qda.core.attribute_types import SEVERAL, number
from qda.core.exchange.bundle import Area, CodingItem, MediaItem, NoteItem, PersonItem, Variable
from qda.core.exchange.foreign_rows import some
from qda.core.exchange.qualcoder_codings import important_name
from qda.core.exchange.qualcoder_media import page_heights
from qda.core.exchange.qualcoder_writing import NOBODY, Sheet, free
from qda.core.naming import clean
from qda.i18n import _
from qda.storage.foreign import Value

_TITLE = 60
_MEMO = 7  # where a coding's memo stands among its values


def put_codings(sheet: Sheet) -> None:
    """Have coded passages of texts and coded parts of files written."""
    important = _important(sheet)
    there: dict[tuple[object, ...], list[Value]] = {}
    for item in sheet.bundle.codings:
        cid, code = sheet.codes.get(item.code, (None, ""))
        if cid is None or item.source not in sheet.texts:
            sheet.losses.lose("unplaced", _("Coded passages"), "", _no_heading())
            continue
        fid, text = sheet.texts[item.source]
        words, start, end = sheet.span(item.source, item.start, item.end)
        owner = sheet.coder(item.coder)
        if item.coder not in sheet.coders:
            why = _("Nobody is named as their coder; in QualCoder they are those of “{name}”.").format(name=NOBODY)
            sheet.losses.lose("moved", _("Coded passages"), text, why)
        same = (cid, fid, start, end, owner)
        if same in there:
            why = _("The same coder has the same code twice at the same words; it is there once, with both notes.")
            sheet.losses.lose("moved", _("Coded passages"), text, why)
            there[same][_MEMO] = "\n\n".join(filter(None, (str(there[same][_MEMO]), item.note)))
            continue
        mark = 1 if item.id in important else None
        there[same] = [cid, fid, words, start, end, owner, sheet.at(item.created), item.note, None, mark]
        sheet.known_as(item.id, "coding", text, code, owner, start, end)
    for row in there.values():
        sheet.put("code_text", sheet.next("code_text"), *row)
    for file in sheet.bundle.media:
        _put_parts(sheet, file)
    _tell_of_sets(sheet)


def _no_heading() -> str:
    return _("In QualCoder passages have codes, and a heading above codes is none.")


def _important(sheet: Sheet) -> set[str]:
    """Return the codings that QualCoder marks as important: those of the memo that says so."""
    return {one.id for note in sheet.bundle.notes if note.title == important_name() for one in note.about}


def _tell_of_sets(sheet: Sheet) -> None:
    names = [group.name for group in sheet.bundle.sets]
    why = _("QualCoder has no sets; these stay here: {names}.").format(names=some(names))
    sheet.losses.lose("dropped", _("Sets"), "", why, len(names))


def _put_parts(sheet: Sheet, file: MediaItem) -> None:
    fid, name = sheet.media[file.id]
    heights = page_heights(file.data) if file.kind == "pdf" and file.marks else ()
    for mark in file.marks:
        cid, code = sheet.codes.get(mark.code or "", (None, ""))
        if cid is None:
            if mark.code is not None:
                sheet.losses.lose("unplaced", _("Coded parts of files"), name, _no_heading())
            continue  # What is said of a part without a code stands in the memo of the file.
        owner, made = sheet.coder(mark.coder), sheet.at(mark.created)
        marked = 1 if mark.name == important_name() else None
        said = "\n".join(filter(None, ("" if marked else mark.name, mark.note)))
        if file.kind in ("audio", "video"):
            begin, end = mark.area.begin or 0, mark.area.end or 0
            sheet.put("code_av", sheet.next("code_av"), fid, begin, end, cid, said, made, owner, marked)
        else:
            box = _box(mark.area, heights) if file.kind == "pdf" else _box(mark.area, None)
            if box is None:
                why = _("The page is not in the file, so its place on the page is not known.")
                sheet.losses.lose("unplaced", _("Coded parts of pages"), name, why)
                continue
            sheet.put("code_image", sheet.next("code_image"), fid, *box, cid, said, made, owner, marked, mark.area.page)
        sheet.known_as(mark.id, "part", name, code, owner, mark.area)


def _box(area: Area, heights: tuple[float, ...] | None) -> tuple[int, int, int, int] | None:
    """Return left, top, width and height from the upper left; `heights` are those of pages, counted from below."""
    left, right = sorted((area.left or 0, area.right or 0))
    edges = (area.top or 0, area.bottom or 0)
    if heights is not None:
        if area.page is None or not 0 <= area.page < len(heights):
            return None
        edges = (round(heights[area.page]) - edges[0], round(heights[area.page]) - edges[1])
    top, bottom = sorted(edges)
    return left, top, right - left, bottom - top


def put_notes(sheet: Sheet) -> None:
    """Have notes written: those on a passage as annotations, all others in the journal."""
    annotations: dict[tuple[int, int, int, str], tuple[NoteItem, list[str]]] = {}
    names: set[str] = set()
    codings = {one.id: one for one in sheet.bundle.codings}
    for note in sheet.bundle.notes:
        if note.title == important_name():
            sheet.known_as(note.id, "note", "important")
            continue  # It stands with each coding.
        owner = sheet.coder(note.coder)
        only = note.about[0] if len(note.about) == 1 else None
        if only is not None and only.id in sheet.texts and only.start is not None and only.end is not None:
            _words, start, end = sheet.span(only.id, only.start, only.end)
            place = (sheet.texts[only.id][0], start, end, owner)
            body = "\n".join(filter(None, (note.title, note.body)))
            annotations.setdefault(place, (note, []))[1].append(body)
            continue
        name = free(clean(note.title) or clean(note.body)[:_TITLE], names)
        about = list(_about(sheet, note, codings))
        said = _("About: {things}").format(things="; ".join(about)) if about else ""
        body = "\n\n".join(filter(None, (note.body, said)))
        sheet.put("journal", len(names), name, body, sheet.at(note.created), owner)
        sheet.known_as(note.id, "journal", name)
        why = _("The journal of QualCoder has no links; what a memo is about stands at its end.")
        sheet.losses.lose("moved", _("Links of memos"), "", why, len(note.about))
    by_number = dict(sheet.texts.values())
    for place, (note, bodies) in annotations.items():
        sheet.put(
            "annotation", sheet.next("annotation"), *place[:3], "\n\n".join(bodies), place[3], sheet.at(note.created)
        )
        sheet.known_as(note.id, "annotation", by_number[place[0]], place[3], place[1], place[2])


def _about(sheet: Sheet, note: NoteItem, codings: Mapping[str, CodingItem]) -> Iterable[str]:
    things = {**sheet.codes, **sheet.categories, **sheet.texts, **sheet.media, **sheet.cases}
    for one in note.about:
        coding = codings.get(one.id)
        if one.id in sheet.texts and one.start is not None and one.end is not None:
            yield f"{things[one.id][1]}: “{clean(sheet.span(one.id, one.start, one.end)[0])}”"
        elif coding is not None and coding.source in sheet.texts:
            words = clean(sheet.span(coding.source, coding.start, coding.end)[0])
            yield f"{things.get(coding.code, (0, ''))[1]}: “{words}”"
        elif one.id in things:
            yield things[one.id][1]


def put_people(sheet: Sheet) -> None:
    """Have persons written as cases with what is theirs, and attributes with a row for each case or file."""
    names: set[str] = set()
    for person in sheet.bundle.persons:
        name = free(person.name, names)
        sheet.cases[person.id] = (len(names), name)
        sheet.known_as(person.id, "case", name)
        sheet.put("cases", len(names), name, person.description, NOBODY, sheet.at(None))
        _put_passages(sheet, person, len(names))
    for link in sheet.bundle.links:
        kinds = (link.origin[0], link.target[0])
        if kinds == ("person", "media") and link.origin[1] in sheet.cases and link.target[1] in sheet.media:
            _link_case(sheet, sheet.cases[link.origin[1]][0], sheet.media[link.target[1]][0], 0, 0)
        elif kinds != ("media", "source"):
            sheet.losses.lose("dropped", _("Links"), "", _("QualCoder has no links between things."))
    _put_attributes(sheet)


def _put_passages(sheet: Sheet, person: PersonItem, case: int) -> None:
    for source in person.sources:
        if source in sheet.texts:
            _words, start, end = sheet.span(source, 0, len(sheet.counted[source][0]))
            _link_case(sheet, case, sheet.texts[source][0], start, end)
    for source, start, end in person.passages:
        if source in sheet.texts:
            _words, start, end = sheet.span(source, start, end)
            _link_case(sheet, case, sheet.texts[source][0], start, end)


def _link_case(sheet: Sheet, case: int, file: int, start: int, end: int) -> None:
    sheet.put("case_text", sheet.next("case_text"), case, file, start, end, NOBODY, sheet.at(None), "")


def _put_attributes(sheet: Sheet) -> None:
    said: dict[str, dict[str, str]] = {}
    for value in sheet.bundle.values:
        there = said.setdefault(value.variable, {})
        # One cell holds all that somebody chose.
        there[value.of] = SEVERAL.join(filter(None, (there.get(value.of, ""), value.value)))
    names: set[str] = set()
    for variable in sheet.bundle.variables:
        name = free(variable.name, names)
        whose = "case" if variable.scope == "participant" else "file"
        values = said.get(variable.id, {})
        kind = "numeric" if _numeric(variable, values.values()) else "character"
        sheet.put("attribute_type", name, sheet.at(None), NOBODY, variable.description, whose, kind)
        sheet.known_as(variable.id, "attribute", name, whose)
        bearers = sheet.cases if whose == "case" else {**sheet.texts, **sheet.media}
        seen: set[int] = set()
        for id, (row, _name) in bearers.items():
            if row not in seen:  # the pages of a PDF share the row of its text
                # QualCoder has a row for each case or file, empty where nothing is known.
                sheet.put(
                    "attribute", sheet.next("attribute"), name, whose, values.get(id, ""), row, sheet.at(None), NOBODY
                )
                seen.add(row)


def _numeric(variable: Variable, values: Iterable[str]) -> bool:
    return variable.type == "number" and all(number(value) is not None for value in values)
