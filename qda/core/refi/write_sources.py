"""Texts with their codings and notes, and files without text with their parts, as a project file holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from qda.core.exchange.bundle import Area, Bundle, CodingItem, MediaItem, MediaMark, TextItem
from qda.core.refi.convention import plain_words
from qda.core.refi.elements import element, open_tag, reference, single, tell_illegal
from qda.core.refi.losses import Losses
from qda.core.refi.offsets import Convention, Counted
from qda.core.refi.values import derived, write_guid, write_time
from qda.i18n import _

Profile = Literal["standard", "nvivo"]
_LONGEST_NAME = 100  # characters, as ATLAS.ti has it
_TAGS = {"picture": "Picture", "pdf": "PDF", "audio": "Audio", "video": "Video"}
_SUFFIXES = {"picture": ".png", "pdf": ".pdf", "audio": ".mp3", "video": ".mp4"}


@dataclass(slots=True)
class Writing:
    """A bundle on its way into a file: what is noted about what, and the files that go along, by name.

    `notes` are note ids by kind and id of the thing, `passages` those by passage (source, start, end).
    """

    bundle: Bundle
    profile: Profile
    losses: Losses = field(default_factory=Losses)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    passages: dict[tuple[str, int, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    users: frozenset[str] = frozenset()

    @property
    def convention(self) -> Convention:
        """How positions are counted: as the standard has it, or as NVivo for Windows does."""
        return Convention("utf16", 2) if self.profile == "nvivo" else Convention("points", 1)

    def text_file(self, uid: str, text: str) -> str:
        """Add a text as a file of its own and return its address."""
        data = text.encode() if self.profile == "standard" else ("\ufeff" + text.replace("\n", "\r\n")).encode()
        name = f"{write_guid(uid)}.txt"
        # A source and a memo may have come with one identity.
        return self.file(name if name not in self.files else f"{write_guid(derived('file', uid))}.txt", data)

    def file(self, name: str, data: bytes) -> str:
        """Add a file and return its address."""
        self.files[name] = data
        return f"internal://{name}"

    def made(self, coder: str | None, at: int | None) -> dict[str, str | None]:
        """Return who made something and when, as attributes."""
        return {
            "creatingUser": write_guid(coder) if coder in self.users and coder else None,
            "creationDateTime": None if at is None else write_time(at),
        }


def passage_id(source: str, start: int, end: int) -> str:
    """Return the identity of a passage that has a note or belongs to a person, and no code."""
    return derived("passage", source, start, end)


def text_sources(
    writing: Writing, values: Mapping[str, Sequence[str]], owned: Mapping[str, Iterable[tuple[int, int]]]
) -> Iterator[str]:
    """Yield the sources with text; `values` are elements of variables by source, `owned` passages of persons by it."""
    codings: dict[str, list[CodingItem]] = defaultdict(list)
    for coding in writing.bundle.codings:
        codings[coding.source].append(coding)
    noted: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for source, start, end in writing.passages:
        noted[source].add((start, end))
    for item in writing.bundle.sources:
        tell_illegal(writing.losses, item.name, item.name, item.description)
        yield open_tag(
            "TextSource",
            guid=write_guid(item.id),
            name=item.name,
            plainTextPath=writing.text_file(item.id, item.text),
            **writing.made(item.coder, item.created),
        )
        yield element("Description", item.description)
        position = Counted(item.text, writing.convention).position
        yield from _coded(writing, item, codings[item.id], position)
        for start, end in sorted(noted[item.id].union(owned.get(item.id, ()))):
            yield _selection(writing, item, start, end, position, passage_id(item.id, start, end), None, None)
            yield from (reference("NoteRef", one) for one in writing.passages.get((item.id, start, end), ()))
            yield "</PlainTextSelection>\n"
        yield from (reference("NoteRef", one) for one in writing.notes["source", item.id])
        yield from values.get(item.id, ())
        yield "</TextSource>\n"
        _tell(writing, item)


def _coded(
    writing: Writing, item: TextItem, codings: Sequence[CodingItem], position: Callable[[int], int]
) -> Iterator[str]:
    """Yield one selection for each passage of each coder: some programs ask the selection who coded, not the coding."""
    groups: dict[tuple[int, int, str | None, str, bool], list[CodingItem]] = defaultdict(list)
    for one in codings:
        # A coding without a time would have that of its selection.
        groups[one.start, one.end, one.coder, one.note, one.created is None].append(one)
    for (start, end, coder, note, _dated), group in groups.items():
        uid = derived("selection", min(one.id for one in group))
        at = min((one.created for one in group if one.created is not None), default=None)
        yield _selection(writing, item, start, end, position, uid, coder, at)
        tell_illegal(writing.losses, item.name, note)
        yield element("Description", note)
        for one in group:
            yield from coding(writing, one.id, one.code, one.coder, one.created)
        yield "</PlainTextSelection>\n"


def _selection(
    writing: Writing,
    item: TextItem,
    start: int,
    end: int,
    position: Callable[[int], int],
    uid: str,
    coder: str | None,
    at: int | None,
) -> str:
    words = plain_words(item.text[start : min(end, start + 4 * _LONGEST_NAME)])
    short = words if len(words) <= _LONGEST_NAME and end - start <= 4 * _LONGEST_NAME else f"{words[:_LONGEST_NAME]}…"
    return open_tag(
        "PlainTextSelection",
        guid=write_guid(uid),
        name=short,
        startPosition=position(start),
        endPosition=position(end),
        **writing.made(coder, at),
    )


def coding(writing: Writing, uid: str, code: str, coder: str | None, at: int | None) -> Iterator[str]:
    """Yield one coding with the notes about it."""
    yield open_tag("Coding", guid=write_guid(uid), **writing.made(coder, at))
    yield reference("CodeRef", code)
    yield from (reference("NoteRef", one) for one in writing.notes["coding", uid])
    yield "</Coding>\n"


def _tell(writing: Writing, item: TextItem) -> None:
    lose = writing.losses.lose
    if item.original is not None and item.format != ".txt":
        why = _("Texts go as plain text, so that every passage lies where it lay; the original stays here.")
        lose("dropped", _("Original files"), item.name, why)
    if item.language:
        lose("dropped", _("Languages of sources"), "", _("The format has no place for them."))
    astral = len(item.text.encode("utf-16-le")) // 2 - len(item.text)
    if astral and writing.profile == "standard":
        why = _(
            "The text holds emoji or other letters that some programs count twice. For NVivo for Windows, choose its "
            "profile; elsewhere look at a passage after one."
        )
        lose("moved", _("Passages that may lie elsewhere"), item.name, why, astral)


# Files without text --------------------------------------------------------------------------------------------------


def media_sources(writing: Writing, transcripts: Mapping[str, Sequence[TextItem]]) -> Iterator[str]:
    """Yield the sources without text; `transcripts` are the texts with sync points by recording."""
    for item in writing.bundle.media:
        tag = _TAGS[item.kind]
        tell_illegal(writing.losses, item.name, item.name, item.description)
        yield open_tag(f"{tag}Source", guid=write_guid(item.id), name=item.name, path=_file(writing, item))
        yield element("Description", item.description)
        if item.kind in ("audio", "video"):
            for text in transcripts.get(item.id, ()):
                yield from _transcript(writing, text)
        for mark in item.marks:
            yield from _part(writing, item, mark, tag)
        for mark in item.marks:
            if mark.code and mark.area == Area():
                yield from coding(writing, mark.id, mark.code, mark.coder, mark.created)
        yield from (reference("NoteRef", one) for one in writing.notes["media", item.id])
        yield f"</{tag}Source>\n"


def _file(writing: Writing, item: MediaItem) -> str | None:
    if item.data is None:
        writing.losses.lose("dropped", _("Files"), item.name, _("The file is not in the project; only its parts go."))
        return None
    suffix = PurePosixPath(item.original_name).suffix.lower() or _SUFFIXES[item.kind]
    return writing.file(f"{write_guid(item.id)}{suffix}", item.data)


def _part(writing: Writing, item: MediaItem, mark: MediaMark, tag: str) -> Iterator[str]:
    place = _place(item, mark.area)
    if place is None:
        if mark.area != Area() or not mark.code:
            why = _("It is not known where in the file it lies.")
            writing.losses.lose("dropped", _("Parts of files"), item.name, why)
        return
    tell_illegal(writing.losses, item.name, mark.name, mark.note)
    yield open_tag(
        f"{tag}Selection",
        guid=write_guid(derived("selection", mark.id) if mark.code else mark.id),
        name=mark.name or None,
        **place,
        **writing.made(mark.coder, mark.created),
    )
    yield element("Description", mark.note)
    if mark.code:
        yield from coding(writing, mark.id, mark.code, mark.coder, mark.created)
    yield f"</{tag}Selection>\n"


def _place(item: MediaItem, area: Area) -> dict[str, int] | None:
    if item.kind in ("audio", "video"):
        return None if area.begin is None or area.end is None else {"begin": area.begin, "end": area.end}
    sides = (area.left, area.top, area.right, area.bottom)
    if None in sides or (item.kind == "pdf" and area.page is None):
        return None
    corners = {name: side or 0 for name, side in zip(("firstX", "firstY", "secondX", "secondY"), sides, strict=True)}
    return {"page": area.page or 0, **corners} if item.kind == "pdf" else corners


def _transcript(writing: Writing, text: TextItem) -> Iterator[str]:
    """Yield a text once more as the transcript of its recording, as ATLAS.ti does: only there moments have a place."""
    position = Counted(text.text, writing.convention).position
    yield open_tag(
        "Transcript",
        guid=write_guid(derived("transcript", text.id)),
        name=text.name,
        plainTextPath=f"internal://{write_guid(text.id)}.txt",
    )
    for place, time in text.moments:
        guid = write_guid(derived("moment", text.id, place, time))
        yield single("SyncPoint", guid=guid, position=position(place), timeStamp=time)
    yield "</Transcript>\n"
