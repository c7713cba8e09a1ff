"""An easy-read summary as it is printed, as plain data that documents, previews and versions share."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as printed: `key` is the sha-256 of `data` in hex, `media` its type, `words` its alternative text."""

    key: str
    media: str
    data: bytes
    words: str


class Run(NamedTuple):
    """Some words of a statement; bold where a hard word comes for the first time."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: one idea, with its picture; `voice` is a recording of it (WAV)."""

    id: str
    runs: tuple[Run, ...]
    picture: Picture | None = None
    voice: bytes | None = None

    @property
    def text(self) -> str:
        """Return the words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `kind` is front, theme, next, contact, words (the word list) or credits (of pictures)."""

    id: str
    kind: str
    title: str
    lines: tuple[Line, ...] = ()
    theme_id: str | None = None


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo that may be printed: its conditions hold. `readers` are named beside it, `credit` is its line."""

    media: str
    data: bytes
    readers: tuple[str, ...]
    credit: str


@dataclass(frozen=True, slots=True)
class Booklet:
    """A summary in printing order: the front first, the word list and the credits last.

    `language` is a BCP 47 tag, `size` the text size in points, `version` 0 for what is no version yet.
    """

    title: str
    language: str
    profile: str
    pages: tuple[Page, ...]
    version: int = 0
    size: int = 16
    logo: Logo | None = None


def write_booklet(booklet: Booklet) -> str:
    """Return a booklet as JSON, without a logo, the bytes of pictures and voices."""
    return json.dumps(
        {
            "title": booklet.title,
            "language": booklet.language,
            "profile": booklet.profile,
            "size": booklet.size,
            "version": booklet.version,
            "pages": [_written(page) for page in booklet.pages],
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def _written(page: Page) -> dict[str, Any]:
    lines = [
        {
            "id": line.id,
            "runs": [list(run) for run in line.runs],
            "picture": line.picture and [line.picture.key, line.picture.media, line.picture.words],
        }
        for line in page.lines
    ]
    return {"id": page.id, "kind": page.kind, "title": page.title, "theme": page.theme_id, "lines": lines}


def read_booklet(written: str, pictures: Mapping[str, bytes]) -> Booklet:
    """Return the booklet that :func:`write_booklet` wrote, with pictures by their key; ValueError for anything else."""
    found = json.loads(written)
    try:
        pages = tuple(
            Page(page["id"], page["kind"], page["title"], _lines(page["lines"], pictures), page["theme"])
            for page in found["pages"]
        )
        return Booklet(
            found["title"], found["language"], found["profile"], pages, int(found["version"]), int(found["size"])
        )
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"this is no version of a summary: {error}") from error


def pictures_in(written: str) -> set[str]:
    """Return the keys of the pictures that a written booklet shows."""
    pages = json.loads(written)["pages"]
    return {line["picture"][0] for page in pages for line in page["lines"] if line["picture"]}


def _lines(lines: list[dict[str, Any]], pictures: Mapping[str, bytes]) -> tuple[Line, ...]:
    return tuple(
        Line(
            line["id"],
            tuple(Run(text, bool(bold)) for text, bold in line["runs"]),
            None if line["picture"] is None else _picture(line["picture"], pictures),
        )
        for line in lines
    )


def _picture(written: list[str], pictures: Mapping[str, bytes]) -> Picture:
    key, media, words = written
    return Picture(key, media, pictures.get(key, b""), words)
