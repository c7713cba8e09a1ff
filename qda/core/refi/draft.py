"""What is known of a project while it is being read: things by their identity, who refers to what, what is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from qda.core.exchange.bundle import (
    About,
    CodeItem,
    CodingItem,
    LinkItem,
    MediaItem,
    NoteItem,
    PersonItem,
    SetItem,
    TextItem,
    ThingKind,
    User,
    ValueItem,
    Variable,
)
from qda.core.importers.xmlparts import Element
from qda.core.refi.container import Container
from qda.core.refi.losses import Losses
from qda.core.refi.offsets import Positions
from qda.core.refi.values import derived, read_guid, read_time
from qda.i18n import _

MOST_FILE = 500_000_000
"""Bytes of one Word or PDF file, picture or recording that is taken out of a project."""
MOST_FILES = 1_000_000_000
"""Bytes of all of them together: they are held in memory."""
MOST_TEXTS = 200_000_000
"""Bytes of all texts and memos of a project together: forty million words."""


@dataclass(slots=True)
class Draft(Losses):
    """A project half read. Dictionaries go by id and keep the order of the file.

    `known` says what kind of thing an identity is; `spans` where a passage of a text lies (source, start, end);
    `codings_of` which codings a passage has; `bare` are passages that so far nothing gives a meaning (with the name of
    their source); `refs` what each note is about; `marks` the
    identities that parts of files without a code have; `own_words` the passages of each case, in order.
    """

    container: Container
    program: str = ""
    id: str = ""
    owner: str | None = None
    users: dict[str, User] = field(default_factory=dict)
    codes: dict[str, CodeItem] = field(default_factory=dict)
    case_ids: set[str] = field(default_factory=set)
    sources: dict[str, TextItem] = field(default_factory=dict)
    positions: dict[str, Positions] = field(default_factory=dict)
    codings: dict[str, CodingItem] = field(default_factory=dict)
    media: dict[str, MediaItem] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    notes: dict[str, NoteItem] = field(default_factory=dict)
    variables: dict[str, Variable] = field(default_factory=dict)
    values: list[ValueItem] = field(default_factory=list)
    persons: dict[str, PersonItem] = field(default_factory=dict)
    own_words: dict[str, dict[tuple[str, int, int], None]] = field(default_factory=lambda: defaultdict(dict))
    sets: dict[str, SetItem] = field(default_factory=dict)
    links: dict[str, LinkItem] = field(default_factory=dict)
    known: dict[str, tuple[ThingKind, str]] = field(default_factory=dict)
    spans: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    codings_of: dict[str, list[str]] = field(default_factory=dict)
    bare: dict[str, str] = field(default_factory=dict)
    refs: dict[str, list[About]] = field(default_factory=dict)
    _room: int = MOST_FILES
    _text_room: int = MOST_TEXTS
    _given: dict[tuple[str, str, str | None, int, int], str] = field(default_factory=dict)

    def take(self, named: str) -> bytes | None:
        """Return the bytes of an original file; None and errors as for :meth:`Container.find`."""
        data = self.container.find(named, min(MOST_FILE, self._room))
        self._room -= len(data or b"")
        return data

    def take_text(self, named: str) -> bytes | None:
        """Return the bytes of a text file; None and errors as for :meth:`Container.find`."""
        data = self.container.find(named, self._text_room)
        self._text_room -= len(data or b"")
        return data

    def own_id(self, element: Element, kind: str, taken: Collection[str]) -> str:
        """Return the identity of `element`, another where it has none or one of its kind has it already.

        `kind` is in the plural, for the report; what refers to an identity that two have means the first.
        """
        uid = read_guid(element.get("guid"))
        if uid and uid not in taken:
            return uid
        if uid:
            why = _("Two have the same identity in the file; both came, and what refers to it belongs to the first.")
            self.lose("moved", kind, element.get("name") or "", why)
        number = len(taken)
        while (other := derived(kind, uid, element.get("name"), number)) in taken:
            number += 1
        return other

    def coder(self, *written: str | None) -> str | None:
        """Return who coded: the first identity that there is, a stand-in made where nobody is known by it."""
        uid = next((one for one in map(read_guid, written) if one), self.owner)
        if uid is None:
            return None
        if uid not in self.users:
            strangers = sum(one.initials == "?" for one in self.users.values())
            name = _("Unknown coder {number}").format(number=strangers + 1)
            self.users[uid] = User(uid, name, "?")
            why = _("The file names no such person; “{name}” stands in, so that the work stays apart.")
            self.lose("moved", _("Coders"), name, why.format(name=name))
        return uid

    def add_coding(self, coding: CodingItem, selection: str = "") -> None:
        """Take a coding in; the same code by the same coder on the same words twice is one, with both notes."""
        key = (coding.source, coding.code, coding.coder, coding.start, coding.end)
        first = self._given.get(key)
        if first is not None:
            self.add_note(first, coding.note)
            why = _("One coder had given the same code to the same words twice; it is given once.")
            self.lose("moved", _("Coded passages"), self.sources[coding.source].name, why)
        else:
            first = coding.id
            self._given[key] = first
            self.codings[first] = coding
        self.known[coding.id] = ("coding", first)
        if selection:
            self.codings_of.setdefault(selection, []).append(first)

    def add_note(self, uid: str, note: str) -> None:
        """Put a note to that of a coding, unless it says so already."""
        coding = self.codings[uid]
        if note and note not in coding.note:
            self.codings[uid] = replace(coding, note="\n\n".join(filter(None, (coding.note, note))))

    def thing(self, uid: str) -> tuple[ThingKind, str] | None:
        """Return the kind and id of what has an identity in the file; a passage that is coded is its first coding."""
        if uid in self.notes:
            return ("memo", uid)
        if uid in self.users:
            return ("coder", uid)
        if self.codings_of.get(uid):
            return ("coding", self.codings_of[uid][0])
        return self.known.get(uid)

    def refer(self, element: Element, about: About) -> int:
        """Note what the notes are about to which `element` refers; return how many these are."""
        found = [read_guid(child.get("targetGUID")) for child in element if child.tag == "NoteRef"]
        for note in filter(None, found):
            self.refs.setdefault(note, []).append(about)
        return len(found)


def created(*elements: Element) -> int | None:
    """Return the first time of making that one of `elements` has, in milliseconds."""
    return next((at for at in (read_time(one.get("creationDateTime")) for one in elements) if at is not None), None)
