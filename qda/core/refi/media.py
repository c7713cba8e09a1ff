"""Sources without text: pictures, recordings, films and pages of PDF, with the parts of them that were coded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from qda.core.exchange.bundle import About, Area, CodingItem, MediaItem, MediaKind, MediaMark, NoteItem
from qda.core.importers.xmlparts import Element
from qda.core.naming import clean
from qda.core.refi.draft import Draft, created
from qda.core.refi.markup import child, children, described, text_of
from qda.core.refi.notes import body_of
from qda.core.refi.passages import codings_in
from qda.core.refi.values import derived, read_guid, read_whole
from qda.errors import UnreadableFileError
from qda.i18n import _

_KINDS: dict[str, MediaKind] = {
    "PictureSource": "picture",
    "PDFSource": "pdf",
    "AudioSource": "audio",
    "VideoSource": "video",
}
_SELECTIONS = {
    "PictureSource": "PictureSelection",
    "PDFSource": "PDFSelection",
    "AudioSource": "AudioSelection",
    "VideoSource": "VideoSelection",
}


def read_media(draft: Draft, sources: Element | None) -> None:
    """Read the sources without text; of a PDF file only what its text does not have already."""
    for element in children(sources, *_KINDS):
        uid = read_guid(element.get("guid"))
        has_text = element.tag == "PDFSource" and uid in draft.sources
        loose = _merge_pages(draft, element) if has_text else list(children(element, _SELECTIONS[element.tag]))
        if has_text and not loose:
            continue
        data = draft.sources[uid].original if has_text else None
        # Its text has the identity of the file already.
        uid = derived("pages", uid) if has_text else draft.own_id(element, _("Sources"), draft.media)
        name = clean(element.get("name") or "") or _of_transcript(element)
        name = name or _("File {number}").format(number=len(draft.media) + 1)
        draft.media[uid] = MediaItem(uid, name, _KINDS[element.tag])
        if not has_text:
            draft.known[uid] = ("media", uid)
            draft.refer(element, About("media", uid))
        data = data if has_text else _data(draft, element, name)
        draft.media[uid] = MediaItem(
            id=uid,
            name=name,
            kind=_KINDS[element.tag],
            data=data,
            original_name=_file_name(element, name) if data is not None else "",
            description="" if has_text else described(element),
            marks=tuple(_marks(draft, element, uid, name, loose, whole=not has_text)),
        )
        _text_description(draft, element, uid, name)


def _of_transcript(element: Element) -> str:
    """Return the name of the transcript of a recording that has none (as ATLAS.ti writes them)."""
    return clean(next((one.get("name") or "" for one in children(element, "Transcript")), ""))


def _file_name(element: Element, name: str) -> str:
    suffix = PurePosixPath((element.get("path") or "").replace("\\", "/")).suffix
    return name if not suffix or name.lower().endswith(suffix.lower()) else name + suffix


def _data(draft: Draft, element: Element, name: str) -> bytes | None:
    try:
        data = draft.take(element.get("path") or "")
    except UnreadableFileError as error:
        draft.lose("unplaced", _("Files"), name, error.sentence)
        return None
    if data is None:
        why = _("The file did not come along; it is listed with its parts all the same.")
        draft.lose("unplaced", _("Files"), name, why)
    return data


def _merge_pages(draft: Draft, element: Element) -> list[Element]:
    """Give a passage of text what its boxes on the pages have more than it, and return the boxes that have no passage.

    ATLAS.ti writes one quotation as a passage and as a box on each page, all with one identity and each with all
    codings: read one by one, every coding would come twice or three times.
    """
    loose = []
    text = draft.sources[read_guid(element.get("guid"))]
    for box in children(element, "PDFSelection"):
        shared = read_guid(box.get("guid"))
        passage = draft.spans.get(shared)
        if passage is None or passage[0] != text.id:
            loose.append(box)
            continue
        draft.refer(box, About("source", *passage))
        have = {
            (one.code, one.coder): one.id for one in map(draft.codings.get, draft.codings_of.get(shared, ())) if one
        }
        for one in codings_in(draft, box, text.name):
            if one.code in draft.case_ids:
                draft.own_words[one.code][passage] = None
            elif (one.code, one.coder) in have:
                draft.known[one.id] = ("coding", have[one.code, one.coder])
            else:
                have[one.code, one.coder] = one.id
                draft.add_coding(CodingItem(one.id, text.id, one.code, one.coder, *passage[1:], "", one.at), shared)
                draft.bare.pop(shared, None)
        for coding in have.values():
            draft.add_note(coding, described(box))
    return loose


def _marks(
    draft: Draft, element: Element, uid: str, name: str, selections: list[Element], *, whole: bool
) -> Iterator[MediaMark]:
    for selection in selections:
        if shared := read_guid(selection.get("guid")):
            draft.known.setdefault(shared, ("media", uid))
        area = _area(selection)
        if area is None:
            draft.lose("unplaced", _("Parts of files"), name, _("The file does not say where the part lies."))
        else:
            yield from _mark(draft, selection, uid, name, area)
    for selection, area in _of_transcripts(draft, element):
        yield from _mark(draft, selection, uid, name, area)
    if whole:
        yield from _mark(draft, element, uid, name, Area(), bare=False)


def _mark(draft: Draft, selection: Element, uid: str, name: str, area: Area, *, bare: bool = True) -> list[MediaMark]:
    """Return a mark for each code of a part; for a part without a code one that notes it, where `bare` ones count."""
    label = clean(selection.get("name") or "") if bare else ""
    note = described(selection) if bare else ""
    if bare and not label:
        label = text_of(child(selection, "Representation"), "PlainTextContent").strip()
    found = []
    for one in codings_in(draft, selection, name):
        draft.known[one.id] = ("media", uid)
        draft.refer(one.element, About("media", uid))
        if one.code in draft.codes:
            found.append(MediaMark(one.id, area, one.code, one.coder, label, note, one.at))
        else:
            _case_of(draft, one.code, name)
    if bare:
        draft.refer(selection, About("media", uid))
    if bare and not found:
        shared = read_guid(selection.get("guid"))
        coder = draft.coder(selection.get("modifyingUser"), selection.get("creatingUser"))
        mark_id = shared if shared and shared not in draft.marks else derived(uid, "part", shared, len(draft.marks))
        draft.marks.add(mark_id)
        found.append(MediaMark(mark_id, area, None, coder, label, note, created(selection)))
    return found


def _case_of(draft: Draft, case: str, name: str) -> None:
    why = _("Parts of files without text can’t be a person’s own here.")
    draft.lose("dropped", _("Parts of files of persons"), f"{draft.persons[case].name}, {name}", why)


def _area(selection: Element) -> Area | None:
    """Return where a part lies; corners come in any order."""
    if selection.tag in ("AudioSelection", "VideoSelection"):
        times = [read_whole(selection.get(name)) for name in ("begin", "end")]
        known = sorted(one for one in times if one is not None)
        return Area(begin=known[0], end=known[1]) if len(known) == 2 else None
    corners = [read_whole(selection.get(name)) for name in ("firstX", "firstY", "secondX", "secondY")]
    page = read_whole(selection.get("page"))
    if None in corners or (selection.tag == "PDFSelection" and page is None):
        return None
    first_x, first_y, second_x, second_y = (one or 0 for one in corners)
    sides = {"left": min(first_x, second_x), "right": max(first_x, second_x)}
    low, high = sorted((first_y, second_y))
    if selection.tag == "PDFSelection":
        return Area(page=page, top=high, bottom=low, **sides)
    return Area(top=low, bottom=high, **sides)


def _of_transcripts(draft: Draft, element: Element) -> list[tuple[Element, Area]]:
    """Return the passages of transcripts that did not come along, as the stretches of the recording they are."""
    found = []
    for transcript in children(element, "Transcript"):
        if read_guid(transcript.get("guid")) in draft.known:
            continue
        times = {
            read_guid(one.get("guid")): read_whole(one.get("timeStamp")) for one in children(transcript, "SyncPoint")
        }
        name = transcript.get("name") or ""
        draft.refer(transcript, About("media", read_guid(element.get("guid"))))
        for selection in children(transcript, "TranscriptSelection"):
            begin, end = (times.get(read_guid(selection.get(one))) for one in ("fromSyncPoint", "toSyncPoint"))
            if begin is None or end is None:
                why = _("It lies between two moments of a transcript, of which the file does not tell both.")
                draft.lose("unplaced", _("Passages"), name, why)
                continue
            found.append((selection, Area(begin=min(begin, end), end=max(begin, end))))
            why = _("Its transcript did not come along; the passage is listed as a stretch of the recording.")
            draft.lose("moved", _("Passages"), name, why)
    return found


def _text_description(draft: Draft, element: Element, uid: str, name: str) -> None:
    """Take the text that describes a picture as a note about it."""
    found = child(element, "TextDescription")
    body = body_of(draft, found, name).strip() if found is not None else ""
    if found is None or not body:
        return
    note = draft.own_id(found, _("Memos"), draft.notes)
    draft.notes[note] = NoteItem(note, name, body, (About("media", uid),), created=created(found))
    lost = sum(1 for _one in found.iter("Coding"))
    draft.lose("dropped", _("Coded passages in memos"), name, _("Memos are not coded here."), lost)
