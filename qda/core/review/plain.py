"""What the simple screen, the pack, the paper form and easy-read pages say, in plain words of several languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from qda.resources import path

USUAL = "en"


def words(language: str) -> Mapping[str, str]:
    """Return all sentences by key (``booklet.words``) in a language (BCP 47); English where one is not translated."""
    return _words(language.replace("_", "-").split("-")[0].casefold())


@lru_cache
def _words(language: str) -> Mapping[str, str]:
    found = _read(USUAL)
    if language != USUAL and path("plain", f"{language}.toml").is_file():
        found = {**found, **_read(language)}
    return MappingProxyType(found)


def _read(language: str) -> dict[str, str]:
    sections = tomllib.loads(path("plain", f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{name}.{key}": sentence for name, section in sections.items() for key, sentence in section.items()}
