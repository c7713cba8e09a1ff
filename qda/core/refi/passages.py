"""Selections in texts: where they lie, who coded them with what, and what is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass

from qda.core.exchange.bundle import About, CodingItem, NoteItem
from qda.core.importers.xmlparts import Element
from qda.core.refi.convention import plain_words
from qda.core.refi.draft import Draft, created
from qda.core.refi.markup import child, children, described
from qda.core.refi.values import read_guid
from qda.i18n import _


@dataclass(frozen=True, slots=True)
class Given:
    """A code that somebody gave to something; `code` may be a case."""

    element: Element
    id: str
    code: str
    coder: str | None
    at: int | None


def codings_in(draft: Draft, holder: Element, where: str) -> list[Given]:
    """Return the codings of a selection or of a whole source; those whose code is unknown are told and left out.

    The coder is whoever the coding names; the selection's people are asked only where it names nobody, because some
    programs write the owner of the document there.
    """
    found = []
    for element in children(holder, "Coding"):
        code = read_guid(((ref := child(element, "CodeRef")) is not None and ref.get("targetGUID")) or "")
        if code not in draft.codes and code not in draft.case_ids:
            draft.lose("unplaced", _("Coded passages"), where, _("Their code is not in the codebook of the file."))
            continue
        people = (holder.get("modifyingUser"), holder.get("creatingUser")) if holder.tag.endswith("Selection") else ()
        coder = draft.coder(element.get("creatingUser"), *people)
        uid = draft.own_id(element, _("Codings"), draft.known)
        draft.known[uid] = ("coding", uid)
        found.append(Given(element, uid, code, coder, created(element, holder)))
    return found


def read_passage(draft: Draft, source: str, element: Element, start: int, end: int, labels: Set[str]) -> None:
    """Take in one selection of a text and all that hangs on it.

    With codings, its description is their comment; without, it is an annotation of the passage (as MAXQDA and ATLAS.ti
    write comments). `start` and `end` are code points and may lie outside the text; `labels` are the names that say
    something (:func:`telling_names`).
    """
    item = draft.sources[source]
    start, end = min(start, end), max(start, end)
    inside = max(0, min(start, len(item.text))), max(0, min(end, len(item.text)))
    if inside[0] == inside[1]:
        why = _("The passage is empty, or lies outside the text.")
        draft.lose("unplaced", _("Passages"), _place(item.name, start, end), why)
        return
    if inside != (start, end):
        why = _("The passage went beyond the text and was cut to it.")
        draft.lose("moved", _("Passages"), _place(item.name, start, end), why)
    start, end = inside
    uid = draft.own_id(element, _("Passages"), draft.spans)
    draft.spans[uid] = (source, start, end)
    given = codings_in(draft, element, item.name)
    note = said_of(element, labels)
    coded = [one for one in given if one.code in draft.codes]
    for one in coded:
        draft.add_coding(CodingItem(one.id, source, one.code, one.coder, start, end, note, one.at), uid)
    for one in given:
        if one.code in draft.case_ids:
            draft.own_words[one.code][source, start, end] = None
            draft.known.pop(one.id)
        else:
            draft.refer(one.element, About("coding", draft.known[one.id][1]))
    passage = About("source", source, start, end)
    told = draft.refer(element, passage)
    if note and not coded:
        coder = draft.coder(element.get("modifyingUser"), element.get("creatingUser"))
        draft.notes[uid] = NoteItem(uid, "", note, (passage,), coder=coder, created=created(element))
    elif not given and not told:
        draft.bare[uid] = item.name


def read_whole_source(draft: Draft, source: str, holder: Element) -> None:
    """Take in the codings of a text as a whole: they cover all of it."""
    item = draft.sources[source]
    for one in codings_in(draft, holder, item.name):
        if one.code in draft.case_ids:
            draft.own_words[one.code][source, 0, len(item.text)] = None
            draft.known.pop(one.id)
        elif item.text:
            draft.add_coding(CodingItem(one.id, source, one.code, one.coder, 0, len(item.text), "", one.at))
            draft.refer(one.element, About("coding", draft.known[one.id][1]))
        else:
            draft.lose("unplaced", _("Coded passages"), item.name, _("The text is empty."))


def telling_names(selections: Iterable[Element], source: str, text: str) -> frozenset[str]:
    """Return the names of `selections` that somebody gave them: not words of the text, not the same for several."""
    names = Counter(plain_words(one.get("name") or "") for one in selections)
    plain = plain_words(text)
    return frozenset(
        name
        for name, count in names.items()
        if name and count == 1 and name != source and name.rstrip(".…").rstrip() not in plain
    )


def said_of(element: Element, labels: Set[str]) -> str:
    """Return what somebody wrote about a selection: its description, after its name where that is one of `labels`."""
    note = described(element)
    name = plain_words(element.get("name") or "")
    if name not in labels or name == note:
        return note
    return f"{name}: {note}" if note else name


def _place(name: str, start: int, end: int) -> str:
    return _("{source}, characters {start} to {end}").format(source=name, start=start, end=end)
