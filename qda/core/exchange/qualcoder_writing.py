"""A bundle as the rows of a QualCoder project: what each thing is called there, and what has no home in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from qda.core.exchange.bundle import Bundle, CodeItem, MediaItem, TextItem
from qda.core.exchange.foreign_rows import key_of, some
from qda.core.exchange.qualcoder_codings import WINDOW
from qda.core.exchange.qualcoder_schema import IDS, UNCOLOURED, VERSION
from qda.core.exchange.times import written
from qda.core.naming import clean
from qda.core.refi.losses import Losses
from qda.core.refi.offsets import Counted
from qda.i18n import _
from qda.storage.foreign import Value
from qda.storage.models import now_ms

NOBODY = "default"
"""What QualCoder calls a coder who has not said a name."""
_PROGRAM = "Themeloom"  # with QualCoder before it, for it opens only what calls itself so
_FOLDERS = {"picture": ("images", "/images/"), "audio": ("audio", "/audio/"), "video": ("video", "/video/")}
_PAPERS = ("documents", "/docs/")

Row = tuple[Value, ...]


@dataclass(slots=True)
class Sheet:
    """The project on its way: `rows` of each table, `files` by (folder, name), and where things of the bundle are.

    `codes`, `texts`, `media` and `cases` give the number of a row and its name there.
    """

    bundle: Bundle
    losses: Losses = field(default_factory=Losses)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    files: dict[tuple[str, str], bytes] = field(default_factory=dict)
    coders: dict[str, str] = field(default_factory=dict)
    categories: dict[str, tuple[int, str]] = field(default_factory=dict)
    codes: dict[str, tuple[int, str]] = field(default_factory=dict)
    texts: dict[str, tuple[int, str]] = field(default_factory=dict)
    media: dict[str, tuple[int, str]] = field(default_factory=dict)
    cases: dict[str, tuple[int, str]] = field(default_factory=dict)
    counted: dict[str, tuple[str, Counted]] = field(default_factory=dict)
    begun: int = 0
    _known: set[tuple[str, str]] = field(default_factory=set)

    def put(self, table: str, *values: Value) -> None:
        """Have a row written, its values in the order of the columns."""
        self.rows.setdefault(table, []).append(values)

    def next(self, table: str) -> int:
        """Return the number that the next row of a table has."""
        return len(self.rows.get(table, ())) + 1

    def known_as(self, id: str, kind: str, *parts: object) -> None:
        """Keep the id of a thing beside what it is called there, so that it is the same one when it comes back."""
        key = key_of(*parts)
        if (kind, key) not in self._known:  # of two that are called alike, the first
            self._known.add((kind, key))
            self.put(IDS, kind, key, id)

    def at(self, moment: int | None) -> str:
        """Return a time as it is written there; QualCoder stumbles over rows without one, so the project's it is."""
        return written(moment or self.begun)

    def coder(self, id: str | None) -> str:
        """Return the name of a coder there."""
        return self.coders.get(id or "", NOBODY)

    def span(self, source: str, start: int, end: int) -> tuple[str, int, int]:
        """Return the words of a passage and its positions as QualCoder's window counts them."""
        text, counted = self.counted[source]
        return text[start:end], counted.position(start), counted.position(end)

    def all_rows(self) -> Iterator[tuple[str, Row]]:
        """Yield each row with its table."""
        for table, rows in self.rows.items():
            for row in rows:
                yield table, row


def put_project(sheet: Sheet) -> None:
    """Have the project itself and its coders written."""
    bundle = sheet.bundle
    names: set[str] = set()
    for user in bundle.users:
        name = free(clean(user.name) or clean(user.initials) or NOBODY, names)
        sheet.coders[user.id] = name
        sheet.known_as(user.id, "coder", name)
        sheet.put("coder_names", name, 1)
    times = [one.created for things in (bundle.codings, bundle.notes, bundle.sources) for one in things]
    sheet.begun = min(filter(None, times), default=now_ms())
    coder = next(iter(sheet.coders.values()), NOBODY)
    about = f"QualCoder ({_PROGRAM})"
    sheet.put("project", VERSION, sheet.at(None), bundle.description, about, 0, 0, coder, "", None, None, None)
    if bundle.id:
        sheet.known_as(bundle.id, "project")


def put_codes(sheet: Sheet) -> None:
    """Have codes and headings written; a heading below a code becomes a code, for QualCoder has none there."""
    taken: dict[str, set[str]] = {"category": set(), "code": set()}
    renamed, turned = [], []
    for item in sheet.bundle.codes:
        below = item.parent if item.parent in sheet.codes else None
        heading = not item.codable and below is None
        if not item.codable and not heading:
            turned.append(item.name)
        kind = "category" if heading else "code"
        name = free(item.name, taken[kind])
        if name != item.name:
            renamed.append(name)
        place = (len(taken[kind]), name)
        over = sheet.categories.get(item.parent or "", (None, ""))[0]
        sheet.known_as(item.id, kind, name)
        if heading:
            sheet.categories[item.id] = place
            sheet.put("code_cat", place[0], name, NOBODY, sheet.at(None), item.description, over)
        else:
            sheet.codes[item.id] = place
            _put_code(sheet, item, place, over, sheet.codes[below][0] if below else None)
    why = _("Names are unique in QualCoder; these were changed: {names}.").format(names=some(renamed))
    sheet.losses.lose("moved", _("Names of codes"), "", why, len(renamed))
    why = _("A heading can’t lie below a code there, so it became a code: {names}.").format(names=some(turned))
    sheet.losses.lose("moved", _("Codes"), "", why, len(turned))


def _put_code(sheet: Sheet, item: CodeItem, place: tuple[int, str], category: int | None, code: int | None) -> None:
    colour = item.colour or UNCOLOURED
    sheet.put("code_name", *place, item.description, category, NOBODY, sheet.at(None), colour, code)


def put_sources(sheet: Sheet) -> None:
    """Have texts and files without words written, each file under a name of its own."""
    names: set[str] = set()
    transcripts = {
        link.origin[1]: link.target[1]
        for link in sheet.bundle.links
        if (link.origin[0], link.target[0]) == ("media", "source")
    }
    pages = {item.name for item in sheet.bundle.media if item.kind == "pdf"}
    for text in sheet.bundle.sources:
        number, name = len(names) + 1, free(text.name, names)
        sheet.texts[text.id] = (number, name)
        sheet.known_as(text.id, "source", name)
        sheet.counted[text.id] = (text.text, Counted(text.text, WINDOW))
        path = _paper(sheet, text, pages)
        owner, created = sheet.coder(text.coder), sheet.at(text.created)
        sheet.put("source", number, name, text.text, path, text.description, owner, created, None, None)
        why = _("Moments are not kept apart from the text there; times that stand in the text are found by QualCoder.")
        sheet.losses.lose("dropped", _("Moments of recordings"), name, why, len(text.moments))
    by_name = {place[1]: place for place in sheet.texts.values()}
    for item in sheet.bundle.media:
        if item.kind == "pdf" and item.name in by_name:
            sheet.media[item.id] = by_name[item.name]
            sheet.known_as(item.id, "pages", item.name)
            continue
        number, name = len(names) + 1, free(item.name, names)
        sheet.media[item.id] = (number, name)
        sheet.known_as(item.id, "pages" if item.kind == "pdf" else "source", name)
        transcript = sheet.texts.get(transcripts.get(item.id, ""), (None, ""))[0]
        words = "" if item.kind == "pdf" else None
        path = _kept(sheet, item)
        sheet.put("source", number, name, words, path, _said(item), NOBODY, sheet.at(None), transcript, None)


def _paper(sheet: Sheet, text: TextItem, pages: set[str]) -> str | None:
    """Keep the file of a text and return its path; None where QualCoder shall show the words alone."""
    if not text.original:
        return None
    name = _file_name(sheet, _PAPERS[0], text.original_name or f"{text.name}{text.format}", text.original)
    if text.format == ".pdf" and text.name not in pages:
        # QualCoder lays codings over the pages by its own reading of the file, which need not be ours.
        why = _("The file lies in the folder documents of the project; QualCoder shows its words without the pages.")
        sheet.losses.lose("moved", _("Pages of PDF files"), text.name, why)
        return None
    return _PAPERS[1] + name


def _kept(sheet: Sheet, item: MediaItem) -> str:
    folder, begin = _FOLDERS.get(item.kind, _PAPERS)
    if item.data is None:
        why = _("The file itself is not in the project, so QualCoder can’t show it.")
        sheet.losses.lose("dropped", _("Files of sources"), item.name, why)
    return begin + _file_name(sheet, folder, item.original_name or item.name, item.data)


def _file_name(sheet: Sheet, folder: str, wanted: str, data: bytes | None) -> str:
    """Return a name that no other file of the folder has and every system takes; keep the file where there is one."""
    plain = PurePosixPath(wanted.replace("\\", "/")).name.translate(_NOT_IN_NAMES).strip(" .") or "file"
    stem, suffix = PurePosixPath(plain).stem[:100], PurePosixPath(plain).suffix
    taken = {name.casefold() for kind, name in sheet.files if kind == folder}
    name, number = stem + suffix, 2
    while name.casefold() in taken:
        name, number = f"{stem} ({number}){suffix}", number + 1
    if data is not None:
        sheet.files[folder, name] = data
    return name


_NOT_IN_NAMES = {ord(sign): "_" for sign in '<>:"|?*'} | dict.fromkeys(range(32), "_")


def _said(item: MediaItem) -> str:
    """Return what is said of a file, with the notes on parts of it that have no code."""
    return "\n".join(filter(None, (item.description, *(one.note for one in item.marks if one.code is None))))


def free(name: str, names: set[str]) -> str:
    """Return a name that no other row has, and take it."""
    wanted = clean(name) or _("No name")
    found, number = wanted, 2
    while found in names:  # capitals tell names apart there
        found, number = f"{wanted} ({number})", number + 1
    names.add(found)
    return found
