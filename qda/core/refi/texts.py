"""Sources with text: their files decoded, one convention of counting found for all, and their passages read."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from qda.core.exchange.bundle import About, LinkItem, TextItem
from qda.core.importers.encodings import decode
from qda.core.importers.xmlparts import Element
from qda.core.naming import clean
from qda.core.refi.convention import Marked, convention_of, doubtful, enough
from qda.core.refi.draft import Draft, created
from qda.core.refi.markup import child, children, described, text_of
from qda.core.refi.offsets import Convention, Positions
from qda.core.refi.passages import read_passage, read_whole_source, telling_names
from qda.core.refi.values import derived, read_guid, read_whole
from qda.core.text import canonical
from qda.errors import UnreadableFileError
from qda.i18n import _

TRANSCRIPT_OF = _("Transcript of")
"""The name of the link from a text to the recording whose transcript it is."""
_TELLING = 12  # passages; of fewer, some may be so by chance
_WHOLE = ("TextSource", "Note")  # where text and passages stand in the element itself
_RECORDINGS = ("AudioSource", "VideoSource")


@dataclass(slots=True)
class Part:
    """A text of the file: `holder` is the source, `element` what has the text and its selections (may be the same).

    `raw` is the text before its line ends were made one, None where it did not come along; `transcripts` are elements
    with sync points for this text, each with the recording it belongs to.
    """

    holder: Element
    element: Element
    id: str
    name: str
    raw: str | None = None
    plain: bytes | None = None
    transcripts: list[tuple[Element, str]] = field(default_factory=list)


def read_texts(draft: Draft, sources: Element | None, notes: Element | None) -> None:
    """Read all texts with their passages; a PDF file has its text in its representation, a recording in transcripts.

    A memo that was coded (as in NVivo) is a text, too, since memos have no codings here.
    """
    coded = [one for one in children(notes, "Note") if _is_coded(one)]
    parts = [part for part in _parts(draft, [*(() if sources is None else sources), *coded]) if _load(draft, part)]
    marked = [_marked(part) for part in parts]
    convention = convention_of(draft.program, marked)
    for part in parts:
        _read(draft, part, convention)
    some = enough(marked)
    passages = sum(len(one.spans) for one in some)
    if passages >= _TELLING and doubtful(some, convention) * 4 > passages:
        why = _(
            "They begin or end inside words, more than people make them so. Look at some of them beside the original."
        )
        draft.lose("moved", _("Passages that may lie elsewhere"), "", why, doubtful(marked, convention))


def _is_coded(note: Element) -> bool:
    """Whether a note has codings of its own words."""
    return next(note.iter("Coding"), None) is not None


def _parts(draft: Draft, holders: list[Element]) -> list[Part]:
    parts: dict[str, Part] = {}
    by_file: dict[str, Part] = {}
    # Texts first: the transcript that is one of them may stand before it.
    whole = [one for one in holders if one.tag in _WHOLE]
    for holder in (*whole, *(one for one in holders if one.tag in ("PDFSource", *_RECORDINGS))):
        inside = (holder,) if holder.tag in _WHOLE else tuple(children(holder, "Representation", "Transcript"))
        for element in inside:
            file = element.get("plainTextPath") or ""
            if element.tag == "Transcript" and file in by_file:  # ATLAS.ti lists a transcript as a text, too
                by_file[file].transcripts.append((element, read_guid(holder.get("guid"))))
                continue
            owner = element if element.tag == "Transcript" else holder
            uid = draft.own_id(owner, _("Sources"), parts)
            if holder.tag == "Note":  # the memo itself keeps its identity
                uid = derived("coded memo", uid)
            name = clean(owner.get("name") or holder.get("name") or "") or _stem(file)
            name = name or _("Text {number}").format(number=len(parts) + 1)
            part = parts[uid] = Part(owner, element, uid, name)
            if element.tag == "Transcript":
                part.transcripts.append((element, read_guid(holder.get("guid"))))
            if file:
                by_file.setdefault(file, part)
    return list(parts.values())


def _stem(file: str) -> str:
    return PurePosixPath(file).stem if file else ""


def _load(draft: Draft, part: Part) -> bool:
    """Read the text of a part; what is lost without it is told."""
    element = part.element
    why = _("The file of the text did not come along.")
    if child(element, "PlainTextContent") is not None:
        part.raw = text_of(element, "PlainTextContent")
    elif named := element.get("plainTextPath"):
        try:
            part.plain = draft.take_text(named)
            if part.plain is not None:
                part.raw = _decoded(draft, part.name, part.plain)
        except UnreadableFileError as error:  # one bad file must not keep the others out
            why = error.sentence
    else:
        why = _("The file says of no text that it is this one’s.")
    if part.raw is not None:
        return True
    draft.lose("unplaced", _("Sources"), part.name, why)
    _tell_lost_passages(draft, part)
    return False


def _tell_lost_passages(draft: Draft, part: Part) -> None:
    """Tell how many codings and other passages are lost with a text; those with a box on a page come as that."""
    boxes = {one.get("guid") for one in children(part.holder, "PDFSelection")}
    lost = [one for one in children(part.element, "PlainTextSelection") if one.get("guid") not in boxes]
    coded = sum(1 for one in (*lost, part.element) for _coding in children(one, "Coding"))
    uncoded = sum(child(one, "Coding") is None for one in lost)
    for what, count in ((_("Coded passages"), coded), (_("Passages with a note"), uncoded)):
        if count:
            draft.lose("unplaced", what, part.name, _("The text they lie in did not come along."), count)


def _decoded(draft: Draft, name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _text, encoding, _warnings = decode(data)
    why = _("Its text is not in UTF-8, as the standard has it; it was read as {encoding}. Look at its letters.")
    draft.lose("moved", _("Sources"), name, why.format(encoding=encoding))
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        data = data.removeprefix(mark) if encoding.startswith("utf-16") else data
    return data.decode(encoding, "replace")


def _selections(part: Part) -> list[Element]:
    """Return the passages of a text; those without a code in a memo are of the source that the memo is about."""
    found = list(children(part.element, "PlainTextSelection"))
    return [one for one in found if child(one, "Coding") is not None] if part.holder.tag == "Note" else found


def _marked(part: Part) -> Marked:
    spans = []
    for element in _selections(part):
        start, end = read_whole(element.get("startPosition")), read_whole(element.get("endPosition"))
        if start is not None and end is not None:
            spans.append((min(start, end), max(start, end), element.get("name") or ""))
    return Marked(part.raw or "", spans)


def _read(draft: Draft, part: Part, convention: Convention) -> None:
    raw = part.raw or ""
    positions = draft.positions[part.id] = Positions(raw, convention)
    original, original_name, form = _original(draft, part)
    draft.sources[part.id] = TextItem(
        id=part.id,
        name=part.name,
        text=canonical(raw),
        description=next(filter(None, map(described, (part.holder, *(one for one, _of in part.transcripts)))), ""),
        original=original,
        original_name=original_name,
        format=form,
        moments=_moments(part, positions),
        coder=draft.coder(part.holder.get("creatingUser")) if read_guid(part.holder.get("creatingUser")) else None,
        created=created(part.holder, part.element),
    )
    names = [part.element.get("guid"), *(one.get("guid") for one, _recording in part.transcripts)]
    for alias in (*map(read_guid, names), _file_id(part), part.id):
        if alias and (alias == part.id or alias not in draft.known):
            draft.known[alias] = ("source", part.id)
    _passages(draft, part, positions)
    if part.holder.tag == "Note":
        why = _("Memos are not coded here; it came as a memo, and once more as a source with its coded passages.")
        draft.lose("moved", _("Coded memos"), part.name, why)
    for holder in (part.holder, *((part.element,) if part.element is not part.holder else ())):
        read_whole_source(draft, part.id, holder)
        if holder.tag != "Note":
            draft.refer(holder, About("source", part.id))
    _timed(draft, part, positions)


def _file_id(part: Part) -> str:
    """Return the identity in the name of the file: QualCoder names sources by it in cases."""
    path = part.holder.get("richTextPath") or part.element.get("plainTextPath") or part.holder.get("path") or ""
    stem = _stem(path)
    return read_guid(stem) if len(stem) >= 32 else ""


def _passages(draft: Draft, part: Part, positions: Positions) -> None:
    elements = _selections(part)
    labels = telling_names(elements, part.name, draft.sources[part.id].text)
    for element in elements:
        start, end = read_whole(element.get("startPosition")), read_whole(element.get("endPosition"))
        if start is None or end is None:
            why = _("The file says of no place that it is this one’s.")
            draft.lose("unplaced", _("Passages"), part.name, why)
        else:
            read_passage(draft, part.id, element, *positions.span(min(start, end), max(start, end)), labels)


def _original(draft: Draft, part: Part) -> tuple[bytes | None, str, str]:
    """Return the file the source came as, its name and its form: the Word or PDF file where there is one."""
    for named in (part.holder.get("richTextPath"), part.element.get("richTextPath"), part.holder.get("path")):
        suffix = PurePosixPath(named or "").suffix.lower()
        if named and suffix in (".docx", ".doc", ".rtf", ".odt", ".pdf", ".html"):
            try:
                found = draft.take(named)
            except UnreadableFileError as error:
                draft.lose("unplaced", _("Files"), part.name, error.sentence)
                continue
            if found is not None:
                return found, _named(part.name, suffix), suffix
            draft.lose("unplaced", _("Files"), part.name, _("The original file did not come along; its text did."))
    return part.plain, _named(part.name, ".txt") if part.plain is not None else "", ".txt"


def _named(name: str, suffix: str) -> str:
    return name if name.lower().endswith(suffix) else name + suffix


# Transcripts ---------------------------------------------------------------------------------------------------------


def _moments(part: Part, positions: Positions) -> tuple[tuple[int, int], ...]:
    found = set()
    for element, _recording in part.transcripts:
        for point in children(element, "SyncPoint"):
            place, time = read_whole(point.get("position")), read_whole(point.get("timeStamp"))
            if place is not None and time is not None and time >= 0:
                found.add((max(0, min(positions.point(place), positions.length)), time))
    return tuple(sorted(found))


def _timed(draft: Draft, part: Part, positions: Positions) -> None:
    """Read the passages between two sync points, and which recording this is the transcript of."""
    for element, recording in part.transcripts:
        draft.refer(element, About("source", part.id))
        places = {
            read_guid(one.get("guid")): place
            for one in children(element, "SyncPoint")
            if (place := read_whole(one.get("position"))) is not None
        }
        selections = list(children(element, "TranscriptSelection"))
        labels = telling_names(selections, part.name, draft.sources[part.id].text)
        for one in selections:
            begin, end = (places.get(read_guid(one.get(name))) for name in ("fromSyncPoint", "toSyncPoint"))
            if begin is None or end is None:
                why = _("It lies between two moments of a transcript, of which the file does not tell both.")
                draft.lose("unplaced", _("Passages"), part.name, why)
            else:
                read_passage(draft, part.id, one, positions.point(begin), positions.point(end), labels)
        if recording:
            uid = derived("transcript", part.id, recording)
            link = LinkItem(uid, TRANSCRIPT_OF, ("source", part.id), ("media", recording))
            draft.links[uid] = link
