"""A QualCoder project while it is read: its coders, codes and texts, and what they are called in the bundle."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from qda.core.exchange.bundle import CodeItem, MediaKind, TextItem, User
from qda.core.exchange.foreign_rows import Ids, colour, parents_first, some, whole, words
from qda.core.exchange.passages import Counting
from qda.core.exchange.qualcoder_folder import Files
from qda.core.exchange.qualcoder_schema import UNCOLOURED
from qda.core.exchange.times import moment
from qda.core.refi.losses import Losses
from qda.i18n import _
from qda.storage.foreign import Foreign

_FOLDERS: dict[str, tuple[str, MediaKind | None]] = {
    "docs": ("documents", None),
    "images": ("images", "picture"),
    "audio": ("audio", "audio"),
    "video": ("video", "video"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A source with words: its id and name in the bundle, and how it is counted."""

    id: str
    name: str
    counting: Counting


@dataclass(frozen=True, slots=True)
class Unworded:
    """A source without words, or the pages of a PDF beside its text. `data` is None where the file isn't there."""

    id: str
    name: str
    kind: MediaKind
    data: bytes | None
    original_name: str = ""
    description: str = ""
    transcript: int | None = None


@dataclass(slots=True)
class Reading:
    """An open project and what of it was read, by the numbers of rows; `pages` are those of texts from PDF files."""

    foreign: Foreign
    files: Files
    ids: Ids
    losses: Losses
    codes: dict[int, tuple[str, str]] = field(default_factory=dict)
    texts: dict[int, Text] = field(default_factory=dict)
    unworded: dict[int, Unworded] = field(default_factory=dict)
    pages: dict[int, Unworded] = field(default_factory=dict)
    _coders: dict[str, str] = field(default_factory=dict)

    def coder(self, owner: object) -> str | None:
        """Return the id of the coder whose name stands in a row, None where there is none."""
        name = words(owner).strip()
        if not name:
            return None
        return self._coders.setdefault(name, self.ids.of("coder", name))

    def users(self) -> tuple[User, ...]:
        """Return everybody who was named so far, and those whom the project lists besides."""
        for (name,) in self.foreign.rows("coder_names", "name"):
            self.coder(name)
        return tuple(User(key, name) for name, key in self._coders.items())


def read_codes(reading: Reading) -> tuple[CodeItem, ...]:
    """Return categories and codes in one tree; a category is no code to give."""
    categories = {}
    for number, name, memo, above in reading.foreign.rows("code_cat", "catid", "name", "memo", "supercatid"):
        categories[whole(number)] = (words(name), words(memo), whole(above))
    rows = list(reading.foreign.rows("code_name", "cid", "name", "memo", "catid", "color", "supercid"))
    for number, name, *_others in rows:
        reading.codes[whole(number) or 0] = (reading.ids.of("code", words(name)), words(name))

    def category(number: int | None) -> str | None:
        return reading.ids.of("category", categories[number][0]) if number in categories else None

    items = [
        CodeItem(reading.ids.of("category", name), name, category(above), codable=False, description=memo)
        for name, memo, above in categories.values()
    ]
    for number, name, memo, catid, tint, supercid in rows:
        key = reading.codes[whole(number) or 0][0]
        over = reading.codes.get(whole(supercid) or 0)
        parent = over[0] if over is not None else category(whole(catid))
        shade = colour(tint)
        shade = "" if shade == UNCOLOURED else shade
        items.append(CodeItem(key, words(name), parent, description=words(memo), colour=shade))
    ordered, freed = parents_first(items)
    why = _("They lie below each other in a ring; the ring was opened at: {names}.")
    reading.losses.lose("moved", _("Codes"), "", why.format(names=some(one.name for one in freed)), len(freed))
    return ordered


def read_sources(reading: Reading) -> tuple[TextItem, ...]:
    """Return the sources with words; those without are kept in `unworded`."""
    columns = ("id", "name", "fulltext", "mediapath", "imagepath", "memo", "owner", "date", "av_text_id")
    found = []
    for number, name, fulltext, path, old_path, memo, owner, date, transcript in reading.foreign.rows(
        "source", *columns
    ):
        row, called = whole(number) or 0, words(name)
        folder, kind, file_name = _lies(words(path) or words(old_path))
        data = reading.files.read(folder, file_name) if folder and file_name else None
        if kind is not None:
            key = reading.ids.of("source", called)
            # Where QualCoder only points to a file, people need to know where it lies.
            said = words(memo) if folder else "\n".join(filter(None, (words(memo), words(path))))
            reading.unworded[row] = Unworded(key, called, kind, data, file_name, said, whole(transcript))
            continue
        if file_name and data is None:
            _tell_of_file(reading, called, bool(folder))
        raw = fulltext if isinstance(fulltext, str) else ""
        text = Text(reading.ids.of("source", called), called, Counting(raw))
        reading.texts[row] = text
        suffix = PurePosixPath(file_name).suffix.lower() if data is not None else ".txt"
        if suffix == ".pdf":
            reading.pages[row] = Unworded(reading.ids.of("pages", called), called, "pdf", data, file_name)
        found.append(
            TextItem(
                id=text.id,
                name=called,
                text=text.counting.text,
                description=words(memo),
                original=data if data is not None else raw.encode("utf-8", "replace"),
                original_name=file_name if data is not None else f"{PurePosixPath(called).stem or called}.txt",
                format=suffix,
                coder=reading.coder(owner),
                created=moment(date),
            )
        )
    return tuple(found)


def _lies(path: str) -> tuple[str, MediaKind | None, str]:
    """Return the folder, kind and name of a source's file; no folder where it is text only or lies elsewhere."""
    for begin, (folder, kind) in _FOLDERS.items():
        if path.startswith(f"/{begin}/"):
            return folder, kind, path[len(begin) + 2 :]
        if path.startswith(f"{begin}:"):
            return "", kind, path.replace("\\", "/").rsplit("/", 1)[-1]
    return "", None, ""


def _tell_of_file(reading: Reading, name: str, inside: bool) -> None:
    """Tell that the file of a text is not there; its words are. Of files without words those who take them in tell."""
    why = (
        _("The file is not in the folder of the project, or is too large; its text is kept.")
        if inside
        else _("The file lies outside the project, where QualCoder only points to; its text is kept.")
    )
    reading.losses.lose("dropped", _("Files of sources"), name, why)
