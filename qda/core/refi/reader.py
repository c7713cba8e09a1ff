"""Reading a project of another program from REFI-QDA (.qdpx, or its project file .qde alone)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from qda.core.exchange.bundle import About, Bundle, User
from qda.core.importers.xmlparts import Element
from qda.core.naming import clean
from qda.core.refi.cases import name_cases, read_cases, sets_as_variables
from qda.core.refi.codes import holding_cases, read_codes, read_sets, settle_codes
from qda.core.refi.container import opened
from qda.core.refi.draft import Draft
from qda.core.refi.markup import child, children, described, parse
from qda.core.refi.media import read_media
from qda.core.refi.notes import read_links, read_notes, settle_notes
from qda.core.refi.texts import read_texts
from qda.core.refi.values import derived, read_guid
from qda.errors import UnreadableFileError
from qda.i18n import _
from qda.progress import Progress, go_on

_STEPS = 5
_SUFFIXES = (".qde", ".qda", ".qdpx", ".nvp", ".nvpx", ".mx24", ".atlproj")


def read(path: Path, progress: Progress | None = None) -> Bundle:
    """Return the project in a REFI-QDA file, whatever program wrote it, with all that could not come over.

    Positions are told by one convention for the whole project (:mod:`qda.core.refi.convention`). Raises
    UnreadableFileError for what is no such file, is broken beyond mending, or hostile; CancelledError.
    """
    path = Path(path)
    with opened(path) as container:
        root, mended = parse(container.project, path.name, container.part)
        if root.tag != "Project":
            sentence = _("{file} is XML, but no project of a program for qualitative analysis.")
            raise UnreadableFileError(sentence.format(file=path.name))
        draft = Draft(container, clean(root.get("origin") or ""))
        if mended:
            why = _(
                "The file was not sound XML; letters that XML can’t hold were left out or written as they should be."
            )
            draft.lose("moved", _("Places in the project file"), "", why, mended)
        go_on(progress, 1, _STEPS)
        return _read(draft, root, progress)


def _read(draft: Draft, root: Element, progress: Progress | None) -> Bundle:
    title = clean(root.get("name") or "")
    title = title.removesuffix(next((one for one in _SUFFIXES if title.lower().endswith(one)), ""))
    draft.id = derived("project", draft.program, title, root.get("creationDateTime") or "")
    _read_users(draft, root)
    name_cases(draft, root)
    codebook = child(root, "CodeBook")
    with_cases = holding_cases(draft, codebook)
    read_codes(draft, codebook)
    sources = child(root, "Sources")
    read_texts(draft, sources, child(root, "Notes"))
    go_on(progress, 2, _STEPS)
    read_media(draft, sources)
    go_on(progress, 3, _STEPS)
    for element in () if codebook is None else codebook.iter("Code"):
        uid = read_guid(element.get("guid"))
        if uid in draft.known:
            draft.refer(element, About(*draft.known[uid]))
    draft.refer(root, About("project", draft.id))
    read_notes(draft, child(root, "Notes"))
    read_cases(draft, root)
    settle_codes(draft, with_cases)
    go_on(progress, 4, _STEPS)
    read_sets(draft, child(root, "Sets"))
    sets_as_variables(draft)
    links = child(root, "Links")
    read_links(draft, links)
    notes = settle_notes(draft, links)
    _tell_what_has_no_home(draft, root)
    go_on(progress, 5, _STEPS)
    return Bundle(
        program=draft.program,
        title=title,
        description=described(root),
        id=draft.id,
        users=tuple(draft.users.values()),
        codes=tuple(draft.codes.values()),
        sources=tuple(draft.sources.values()),
        codings=tuple(draft.codings.values()),
        notes=notes,
        variables=tuple(draft.variables.values()),
        values=tuple(draft.values),
        persons=tuple(draft.persons.values()),
        sets=tuple(draft.sets.values()),
        links=tuple(draft.links.values()),
        media=tuple(draft.media.values()),
        losses=draft.losses,
    )


def _read_users(draft: Draft, root: Element) -> None:
    for element in children(child(root, "Users"), "User"):
        uid = draft.own_id(element, _("Coders"), draft.users)
        initials = clean(element.get("id") or "")
        name = clean(element.get("name") or "") or initials
        name = name or _("Coder {number}").format(number=len(draft.users) + 1)
        draft.users[uid] = User(uid, name, initials)
    owner = read_guid(root.get("creatingUserGUID"))
    draft.owner = owner if owner in draft.users else None


_KNOWN = """
Project Users User CodeBook Codes Code Variables Variable Cases Case Sources TextSource PictureSource PDFSource
AudioSource VideoSource Notes Note Links Link Sets Set Graphs Graph Vertex Edge Description NoteRef CodeRef
SourceRef SelectionRef VariableRef VariableValue TextValue BooleanValue IntegerValue FloatValue DateValue
DateTimeValue PlainTextContent PlainTextSelection PictureSelection PDFSelection AudioSelection VideoSelection
Transcript TranscriptSelection SyncPoint Coding Representation TextDescription MemberCode MemberSource
MemberNote
"""


def _tell_what_has_no_home(draft: Draft, root: Element) -> None:
    graphs = [clean(one.get("name") or "") for one in children(child(root, "Graphs"), "Graph")]
    for name in graphs:
        draft.lose("dropped", _("Maps and networks"), name, _("Drawn maps of other programs have no place here."))
    known = frozenset(_KNOWN.split())
    strange = Counter(one.tag for one in root.iter() if one.tag not in known)
    for tag, count in strange.items():
        draft.lose(
            "dropped", _("Elements “{name}”").format(name=tag), "", _("The standard knows no such thing."), count
        )
