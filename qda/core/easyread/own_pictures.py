"""The drawings that come with the program, with words in several languages by which they are found."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from qda import resources
from qda.core.stopwords import tag
from qda.errors import NotFoundError
from qda.i18n import _

_FOLDER = "pictures"
MEDIA = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing: `words` describe it (its alternative text), `idea` is what it stands for, `search` are other words."""

    name: str
    words: str
    idea: str
    search: tuple[str, ...]


@lru_cache(maxsize=16)
def drawings(language: str) -> Mapping[str, Drawing]:
    """Return all drawings by name with the words of a language (BCP 47); English where a language has none."""
    path = resources.path(_FOLDER, "words", f"{tag(language)}.toml")
    if not path.is_file():
        path = resources.path(_FOLDER, "words", "en.toml")
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Drawing(name, words, idea, tuple(search)) for name, (words, idea, *search) in said.items()}


def drawing_data(name: str) -> bytes:
    """Return a drawing as SVG; NotFoundError where there is none of that name."""
    path = resources.path(_FOLDER, "drawings", f"{name}.svg")
    if name not in drawings("en") or not path.is_file():
        raise NotFoundError(_("There is no drawing of that name any more."))
    return path.read_bytes()
