"""Memos, journals and annotations in the six shapes that programs write, and links between things."""

from __future__ import annotations

from dataclasses import replace

from qda.core.exchange.bundle import About, LinkItem, NoteItem
from qda.core.importers.encodings import decode
from qda.core.importers.xmlparts import Element
from qda.core.naming import clean
from qda.core.refi.draft import Draft, created
from qda.core.refi.markup import child, children, described, text_of
from qda.core.refi.values import read_guid, read_time, read_whole
from qda.core.text import canonical
from qda.errors import UnreadableFileError
from qda.i18n import _

_DIRECTIONS = {"associative": "Associative", "oneway": "OneWay", "bidirectional": "Bidirectional"}


def read_notes(draft: Draft, notes: Element | None) -> None:
    """Read the notes themselves; what they are about comes from those who refer to them, and from links."""
    for element in children(notes, "Note"):
        uid = draft.own_id(element, _("Memos"), draft.notes)
        title = clean(element.get("name") or "")
        body = body_of(draft, element, title)
        said = described(element)
        draft.notes[uid] = NoteItem(
            id=uid,
            title=title,
            body="\n\n".join(filter(None, (body, said if said != body else ""))),
            coder=draft.coder(element.get("creatingUser")) if read_guid(element.get("creatingUser")) else None,
            created=created(element),
            modified=read_time(element.get("modifiedDateTime")),
        )
        draft.refer(element, About("memo", uid))
        _inside(draft, element, uid, title or body[:60])


def body_of(draft: Draft, element: Element, title: str) -> str:
    """Return the words of a note, from wherever they lie; what did not come along is told."""
    if child(element, "PlainTextContent") is not None:
        return canonical(text_of(element, "PlainTextContent")).strip("\n")
    named = element.get("plainTextPath")
    if not named:
        return ""
    try:
        data = draft.take_text(named)
        if data is not None:
            return decode(data)[0].strip("\n")
        why = _("The file with its words did not come along.")
    except UnreadableFileError as error:  # one bad file must not keep the others out
        why = error.sentence
    draft.lose("unplaced", _("Memos"), title, why)
    return ""


def _inside(draft: Draft, element: Element, uid: str, title: str) -> None:
    """Read the selections without codes in a note: they are of the source that the note is about.

    Quirkos and QualCoder write annotations so; QualCoder refers only to the first of a document.
    """
    of = [one.id for one in draft.refs.get(uid, ()) if one.kind == "source" and one.start is None]
    if not of and len(draft.sources) == 1:
        of = list(draft.sources)
    for selection in children(element, "PlainTextSelection"):
        start, end = read_whole(selection.get("startPosition")), read_whole(selection.get("endPosition"))
        if child(selection, "Coding") is not None:
            continue
        if not of or start is None or end is None:
            why = _("The file does not say of which source the annotated passage is; the memo came without it.")
            draft.lose("unplaced", _("Annotated passages"), title, why)
            continue
        source = draft.sources[of[0]]
        begin, stop = (max(0, min(one, len(source.text))) for one in draft.positions[of[0]].span(start, end))
        if begin >= stop:
            why = _("The passage is empty, or lies outside the text.")
            draft.lose("unplaced", _("Annotated passages"), source.name, why)
            continue
        abouts = [one for one in draft.refs.get(uid, ()) if one != About("source", source.id)]
        draft.refs[uid] = [*abouts, About("source", source.id, begin, stop)]
        if passage := read_guid(selection.get("guid")):
            draft.spans[passage] = (source.id, begin, stop)


def read_links(draft: Draft, links: Element | None) -> None:
    """Read links: one between a note and something else says what the note is about; the others stay links."""
    for element in children(links, "Link"):
        ends = [read_guid(element.get(name)) for name in ("originGUID", "targetGUID")]
        name = clean(element.get("name") or "")
        note = next((one for one in ends if one in draft.notes), None)
        if note is not None:
            other = ends[1] if ends[0] == note else ends[0]
            about = _about(draft, other)
            if about is not None:
                draft.bare.pop(other, None)
                draft.refs.setdefault(note, []).append(about)
                continue
        words = "\n\n".join(draft.notes[one].body for one in _own_notes(draft, element))
        abouts = [_about(draft, one) for one in ends]
        things = [draft.thing(one) for one in ends]
        if things[0] is not None and things[1] is not None:
            uid = draft.own_id(element, _("Links"), draft.links)
            direction = _DIRECTIONS.get((element.get("direction") or "").strip().lower(), "Associative")
            draft.links[uid] = LinkItem(uid, name, things[0], things[1], direction, words)
        elif abouts[0] is not None and abouts[1] is not None:
            # A passage without a code is no thing that can be linked; a note can be about it and the other end.
            uid = draft.own_id(element, _("Memos"), draft.notes)
            draft.notes[uid] = NoteItem(uid, name or _("Link"), words, (abouts[0], abouts[1]))
            for one in ends:
                draft.bare.pop(one, None)
        else:
            why = _("One of its ends is nothing that came over.")
            draft.lose("unplaced", _("Links"), name, why)


def _own_notes(draft: Draft, element: Element) -> list[str]:
    """Return the notes that a link itself has."""
    found = [read_guid(one.get("targetGUID")) for one in children(element, "NoteRef")]
    return [one for one in found if one in draft.notes]


def _about(draft: Draft, target: str) -> About | None:
    if target in draft.spans:
        return About("source", *draft.spans[target])
    thing = draft.thing(target)
    return None if thing is None else About(*thing)


def settle_notes(draft: Draft, links: Element | None) -> tuple[NoteItem, ...]:
    """Return the notes with what they are about; those that only say something of a link are left to it."""
    of_links = {one for element in children(links, "Link") for one in _own_notes(draft, element)}
    missing = [uid for uid in draft.refs if uid not in draft.notes]
    for uid in missing:
        why = _("The memo that something refers to is not in the file.")
        draft.lose("unplaced", _("Memos"), "", why, len(draft.refs[uid]))
    for source in draft.bare.values():
        why = _("The passage has neither a code nor a note.")
        draft.lose("dropped", _("Marked passages"), source, why)
    return tuple(
        replace(note, about=tuple(dict.fromkeys((*note.about, *draft.refs.get(uid, ())))))
        for uid, note in draft.notes.items()
        if uid not in of_links or draft.refs.get(uid)
    )
