"""Persons (cases) and what is known of them and of sources, in the three habits in which programs write variables."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Literal

from qda.core.exchange.bundle import LinkItem, PersonItem, ValueItem, Variable
from qda.core.importers.xmlparts import Element
from qda.core.naming import clean
from qda.core.refi.draft import Draft
from qda.core.refi.elements import ORIGIN
from qda.core.refi.markup import child, children, described
from qda.core.refi.values import derived, read_bool, read_guid
from qda.i18n import _

Scope = Literal["participant", "source"]
_TYPES = {"boolean": "yesno", "integer": "number", "float": "number", "date": "date", "datetime": "date"}
_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
_MIDNIGHT = re.compile(r"(-?\d{4,}-\d\d-\d\d)(?:T00:00:00(?:\.0+)?)?(?:Z|[+-]\d\d:\d\d)?")
_SOURCES = ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource")


def case_elements(root: Element) -> list[Element]:
    """Return the cases of a project."""
    return list(children(child(root, "Cases"), "Case"))


def is_of_source(case: Element) -> bool:
    """Whether a case stands for one source and only holds its variables (Quirkos): it has no name and one source."""
    refs = list(children(case, "SourceRef"))
    return not clean(case.get("name") or "") and len(refs) == 1 and child(case, "SelectionRef") is None


def name_cases(draft: Draft, root: Element) -> None:
    """Make the persons, before codes are read: NVivo repeats every case as a code."""
    for element in case_elements(root):
        if is_of_source(element):
            continue
        uid = draft.own_id(element, _("Cases"), draft.persons)
        name = clean(element.get("name") or "") or _("Case {number}").format(number=len(draft.persons) + 1)
        draft.persons[uid] = PersonItem(uid, name, described(element))
        draft.case_ids.add(uid)
        draft.known[uid] = ("person", uid)
        element.set("guid", uid)


def read_cases(draft: Draft, root: Element) -> None:
    """Read what cases hold, and the variables of cases and of sources."""
    variables: dict[str, Element] = {}
    for element in children(child(root, "Variables"), "Variable"):
        variables[draft.own_id(element, _("Variables"), variables)] = element
    values: dict[tuple[str, Scope], list[tuple[str, str]]] = defaultdict(list)
    for element in case_elements(root):
        uid = read_guid(element.get("guid"))
        if is_of_source(element):
            ref = read_guid(next(children(element, "SourceRef")).get("targetGUID"))
            _collect(draft, element, draft.known.get(ref), "", variables, values)
            continue
        _belongings(draft, element, uid)
        _collect(draft, element, ("person", uid), draft.persons[uid].name, variables, values)
    for element in children(child(root, "Sources"), *_SOURCES):
        thing = draft.known.get(read_guid(element.get("guid")))
        _collect(draft, element, thing, element.get("name") or "", variables, values)
    _settle(draft, variables, values)


def _belongings(draft: Draft, element: Element, uid: str) -> None:
    person = draft.persons[uid]
    sources: list[str] = []
    passages = list(draft.own_words[uid])
    for ref in children(element, "SourceRef", "SelectionRef"):
        target = read_guid(ref.get("targetGUID"))
        kind, thing = draft.known.get(target, ("", ""))
        if target in draft.spans:
            passages.append(draft.spans[target])
            draft.bare.pop(target, None)
        elif kind == "source":
            sources.append(thing)
        elif kind == "media":
            link = derived("of case", uid, thing)
            draft.links[link] = LinkItem(link, _("File of"), ("media", thing), ("person", uid))
        else:
            why = _("A source or passage of the case did not come over.")
            draft.lose("unplaced", _("Parts of cases"), person.name, why)
    whole = {source: (source, 0, len(item.text)) for source, item in draft.sources.items()}
    sources += (source for source, start, end in passages if (source, start, end) == whole[source])
    parts = (passage for passage in passages if passage != whole[passage[0]])
    draft.persons[uid] = replace(person, sources=tuple(dict.fromkeys(sources)), passages=tuple(dict.fromkeys(parts)))
    for ref in children(element, "CodeRef"):
        code = read_guid(ref.get("targetGUID"))
        if code in draft.codes:
            link = derived("code of case", uid, code)
            draft.links[link] = LinkItem(link, _("Code of"), ("code", code), ("person", uid), "Associative")


def _collect(
    draft: Draft,
    element: Element,
    thing: tuple[str, str] | None,
    name: str,
    variables: dict[str, Element],
    values: dict[tuple[str, Scope], list[tuple[str, str]]],
) -> None:
    """Put the values of `element` down for the person or source that it is, as they are written."""
    for found in children(element, "VariableValue"):
        ref = child(found, "VariableRef")
        variable = read_guid(ref.get("targetGUID") if ref is not None else "")
        value = next(((one.tag, (one.text or "").strip()) for one in children(found, *_VALUES)), ("", ""))
        if not value[1]:
            continue
        if variable not in variables:
            draft.lose("unplaced", _("Values"), name, _("Their variable is not in the file."))
        elif thing is None or thing[0] not in ("person", "source"):
            why = _("What they are of did not come over, or is a file without text.")
            draft.lose("unplaced", _("Values"), name, why)
        else:
            scope: Scope = "participant" if thing[0] == "person" else "source"
            values[variable, scope].append((thing[1], _plain(*value)))


def _plain(tag: str, value: str) -> str:
    if tag == "BooleanValue":
        return "yes" if read_bool(value, False) else "no"
    if tag in ("DateValue", "DateTimeValue") and (day := _MIDNIGHT.fullmatch(value)):
        return day[1]
    return clean(value)


def _settle(
    draft: Draft, variables: dict[str, Element], values: dict[tuple[str, Scope], list[tuple[str, str]]]
) -> None:
    """Make the variables: one that persons and sources have in common becomes two."""
    names = _names(draft.program, variables)
    for uid, element in variables.items():
        scopes = [scope for scope in ("participant", "source") if (uid, scope) in values] or ["participant"]
        for number, scope in enumerate(scopes):
            own = uid if not number else derived("of sources", uid)
            found = values.get((uid, scope), [])  # type: ignore[arg-type]
            kind = _TYPES.get((element.get("typeOfVariable") or "").strip().lower(), "text")
            if kind == "date" and not all(_MIDNIGHT.fullmatch(value) for _of, value in found):
                kind = "text"  # with a time of day, which dates here don't have
            if kind == "yesno" and not all(value in ("yes", "no") for _of, value in found):
                kind = "text"
            draft.variables[own] = Variable(own, names[uid], kind, scope, described(element))  # type: ignore[arg-type]
            draft.values += [ValueItem(own, of, value) for of, value in dict.fromkeys(found)]


def _names(program: str, variables: dict[str, Element]) -> dict[str, str]:
    """Return the names; what NVivo puts before them (``Cases:Age``) is left out where none become the same by that."""
    names = {uid: clean(one.get("name") or "") or _("Variable") for uid, one in variables.items()}
    if "nvivo" not in program.casefold() or program.startswith(ORIGIN):
        return names
    short = {uid: name.partition(":")[2].strip() or name for uid, name in names.items()}
    return short if len(set(short.values())) == len(set(names.values())) else names


def sets_as_variables(draft: Draft) -> None:
    """Read the sets of ATLAS.ti that hold what it calls attributes (“gender: male”) as variables of sources."""
    if "atlas" not in draft.program.casefold():
        return
    for uid, found in list(draft.sets.items()):
        name, colon, value = found.name.partition(": ")
        if (
            not colon
            or not value
            or not found.members
            or any(kind not in ("source", "media") for kind, _id in found.members)
        ):
            continue
        variable = derived("attribute", name)
        draft.variables.setdefault(variable, Variable(variable, name, "text", "source"))
        for kind, of in found.members:
            if kind == "source":
                draft.values.append(ValueItem(variable, of, value))
            else:
                why = _("What they are of did not come over, or is a file without text.")
                draft.lose("unplaced", _("Values"), draft.media[of].name, why)
        del draft.sets[uid], draft.known[uid]
