"""A project as programs exchange it: what a reader of a foreign file gives, and what a writer of one is given.

Readers (:mod:`qda.core.refi`, :mod:`qda.core.exchange.readers`) turn files into a :class:`Bundle`;
:mod:`qda.core.exchange.taking` brings a bundle into a project, :mod:`qda.core.exchange.gathering` makes one of a
project. So a format is known in one place, and what a project makes of it in another.

Ids are 32 hexadecimal digits (a GUID without its dashes). Offsets count code points of the canonical text of a source,
half-open; a reader has turned what its program counts into them. Times are milliseconds since 1970 (UTC), or None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from qda.core.text import Turn

MediaKind = Literal["picture", "audio", "video", "pdf"]
ThingKind = Literal["project", "code", "source", "person", "coding", "memo", "coder", "media", "set"]


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who coded."""

    id: str
    name: str
    initials: str = ""


@dataclass(frozen=True, slots=True)
class CodeItem:
    """A code; `parent` is the id of the one above it. One that is not `codable` is a heading for others.

    `description` is the definition and whatever else the other program has in its one field.
    """

    id: str
    name: str
    parent: str | None = None
    codable: bool = True
    description: str = ""
    colour: str = ""  # #rrggbb, or nothing


@dataclass(frozen=True, slots=True)
class TextItem:
    """A source with text; `original` is the file it came as (a Word or PDF file, or the text as it lay in the archive).

    `moments` are (code point, milliseconds) where the text is tied to a recording.
    """

    id: str
    name: str
    text: str
    language: str = ""
    description: str = ""
    turns: tuple[Turn, ...] = ()
    original: bytes | None = None
    original_name: str = ""
    format: str = ".txt"
    moments: tuple[tuple[int, int], ...] = ()
    coder: str | None = None
    created: int | None = None


@dataclass(frozen=True, slots=True)
class CodingItem:
    """Coder x code x passage of a source with text."""

    id: str
    source: str
    code: str
    coder: str | None
    start: int
    end: int
    note: str = ""
    created: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a note is about: a thing, or where `kind` is source a passage of it (`start` and `end`)."""

    kind: ThingKind
    id: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class NoteItem:
    """A memo, journal entry or annotation. `kind` is one of :data:`qda.core.memos.KINDS`, or nothing where unknown."""

    id: str
    title: str
    body: str
    about: tuple[About, ...] = ()
    kind: str = ""
    coder: str | None = None
    created: int | None = None
    modified: int | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """A named, typed fact (:data:`qda.core.attribute_types`): of persons (`scope` participant) or of sources."""

    id: str
    name: str
    type: str = "text"
    scope: Literal["participant", "source"] = "participant"
    description: str = ""


@dataclass(frozen=True, slots=True)
class ValueItem:
    """A value of a variable of a person or source (`of`)."""

    variable: str
    of: str
    value: str


@dataclass(frozen=True, slots=True)
class PersonItem:
    """A person or study (case): the sources it is in as a whole, and passages that are its own (source, start, end)."""

    id: str
    name: str
    description: str = ""
    sources: tuple[str, ...] = ()
    passages: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SetItem:
    """A named group of codes, sources, persons, memos …"""

    id: str
    name: str
    members: tuple[tuple[ThingKind, str], ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class LinkItem:
    """A named link between two things that is not simply what a note is about; `direction` as REFI-QDA names it."""

    id: str
    name: str
    origin: tuple[ThingKind, str]
    target: tuple[ThingKind, str]
    direction: str = "OneWay"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """Where a part of a file without text lies, in whole numbers.

    `page` (from 0) and points from the lower left of a page of PDF; pixels from the upper left of a picture (`left`,
    `top`, `right`, `bottom`); milliseconds of a recording (`begin`, `end`).
    """

    page: int | None = None
    left: int | None = None
    top: int | None = None
    right: int | None = None
    bottom: int | None = None
    begin: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class MediaMark:
    """A part of a file without text, coded (`code`) or only noted (None)."""

    id: str
    area: Area
    code: str | None = None
    coder: str | None = None
    name: str = ""
    note: str = ""
    created: int | None = None


@dataclass(frozen=True, slots=True)
class MediaItem:
    """A source without text. `data` is None where the file did not come along."""

    id: str
    name: str
    kind: MediaKind
    data: bytes | None = None
    original_name: str = ""
    description: str = ""
    marks: tuple[MediaMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that did not come over as it was. `kind` is moved, unplaced or dropped.

    moved: a passage lies elsewhere now (cut to the text, joined with another). unplaced: a passage or thing that could
    not be put anywhere. dropped: a kind of thing that has no home on the other side. `what` names the kind of thing in
    the plural (“Links”), `where` which one, `why` is a finished sentence; `count` is how many are meant.
    """

    kind: Literal["moved", "unplaced", "dropped"]
    what: str
    where: str = ""
    why: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Bundle:
    """A whole project as read from or written to a foreign file; `program` is who wrote it (its own words)."""

    program: str = ""
    title: str = ""
    description: str = ""
    id: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[CodeItem, ...] = ()  # parents before children
    sources: tuple[TextItem, ...] = ()
    codings: tuple[CodingItem, ...] = ()
    notes: tuple[NoteItem, ...] = ()
    variables: tuple[Variable, ...] = ()
    values: tuple[ValueItem, ...] = ()
    persons: tuple[PersonItem, ...] = ()
    sets: tuple[SetItem, ...] = ()
    links: tuple[LinkItem, ...] = ()
    media: tuple[MediaItem, ...] = ()
    losses: tuple[Loss, ...] = field(default=())
