"""Cases and attributes of a QualCoder project."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from qda.core.exchange.bundle import About, LinkItem, NoteItem, PersonItem, ValueItem, Variable
from qda.core.exchange.foreign_rows import whole, with_their_texts, words
from qda.core.exchange.qualcoder_codings import Coded
from qda.core.exchange.qualcoder_reading import Reading
from qda.core.exchange.times import moment
from qda.i18n import _

_SCOPES: dict[str, Literal["participant", "source"]] = {"case": "participant", "file": "source"}


@dataclass(slots=True)
class People:
    """Cases, attributes and their values. `remarks` are the values of files without words, by the row of the file."""

    persons: tuple[PersonItem, ...] = ()
    variables: tuple[Variable, ...] = ()
    values: tuple[ValueItem, ...] = ()
    notes: tuple[NoteItem, ...] = ()
    links: tuple[LinkItem, ...] = ()
    remarks: dict[int, list[str]] = field(default_factory=dict)


def read_people(reading: Reading, coded: Coded) -> People:
    """Return cases with the texts and passages that are theirs, and the attributes of cases and files."""
    people = People()
    cases: dict[int, PersonItem] = {}
    sources: dict[int, list[str]] = {}
    passages: dict[int, list[tuple[str, int, int]]] = {}
    for number, name, memo in reading.foreign.rows("cases", "caseid", "name", "memo"):
        cases[whole(number) or 0] = PersonItem(reading.ids.of("case", words(name)), words(name), words(memo))
    notes = []
    for (fid, start, end, caseid, owner, date, memo), span in coded.linked:
        case = whole(caseid) or 0
        text = reading.texts[fid]
        if case not in cases:
            reading.losses.lose(
                "unplaced", _("Passages of cases"), text.name, _("The case is not in the project any more.")
            )
            continue
        if span is None:
            sources.setdefault(case, []).append(text.id)
        else:
            passages.setdefault(case, []).append((text.id, *span))
        if words(memo).strip():
            about = (About("person", cases[case].id), About("source", text.id, *(span or ())))
            key = reading.ids.of("case note", cases[case].name, text.name, start, end)
            notes.append(NoteItem(key, "", words(memo), about, "case", reading.coder(owner), moment(date)))
    people.notes = tuple(notes)
    people.links = _files_of_cases(reading, cases)
    people.persons = with_their_texts(cases, sources, passages)
    _read_attributes(reading, people, {case: one.id for case, one in cases.items()})
    return people


def _files_of_cases(reading: Reading, cases: dict[int, PersonItem]) -> tuple[LinkItem, ...]:
    found = []
    for caseid, fid in reading.foreign.rows("case_text", "caseid", "fid"):
        case, file = cases.get(whole(caseid) or 0), reading.unworded.get(whole(fid) or 0)
        if case is not None and file is not None:
            key = reading.ids.of("case file", case.name, file.name)
            found.append(LinkItem(key, _("Case"), ("person", case.id), ("media", file.id)))
    return tuple({one.id: one for one in found}.values())


def _read_attributes(reading: Reading, people: People, cases: dict[int, str]) -> None:
    types: dict[str, tuple[str, str, str]] = {}
    for name, memo, whose, kind in reading.foreign.rows("attribute_type", "name", "memo", "caseOrFile", "valuetype"):
        types[words(name)] = (words(whose).lower(), words(memo), words(kind).lower())
    variables: dict[tuple[str, str], Variable] = {}

    def variable(name: str, whose: str) -> Variable:
        _whose, memo, kind = types.get(name, ("", "", ""))
        key = reading.ids.of("attribute", name, whose)
        made = Variable(key, name, "number" if kind == "numeric" else "text", _SCOPES[whose], memo)
        return variables.setdefault((name, whose), made)

    for name, (whose, *_others) in types.items():
        if whose in _SCOPES:
            variable(name, whose)
        else:
            why = _("It is one of journals; here, people and sources have attributes.")
            reading.losses.lose("dropped", _("Attributes"), name, why)
    values = []
    for name, whose, value, number in reading.foreign.rows("attribute", "name", "attr_type", "value", "id"):
        said, kind, row = words(value).strip(), words(whose).lower(), whole(number) or 0
        if not said or kind not in _SCOPES:
            continue  # Each case has a row for each attribute; those of journals are told with the attribute.
        if kind == "file" and row in reading.unworded:
            people.remarks.setdefault(row, []).append(f"{words(name)}: {said}")
            continue
        of: Any = cases.get(row) if kind == "case" else (reading.texts[row].id if row in reading.texts else None)
        if of is None:
            why = _("The case or file is not in the project any more.")
            reading.losses.lose("unplaced", _("Values of attributes"), words(name), why)
            continue
        values.append(ValueItem(variable(words(name), kind).id, of, said))
    people.variables, people.values = tuple(variables.values()), tuple(values)
