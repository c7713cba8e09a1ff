"""Reading transcripts: one module a format, each a function ``read(path, options) -> list[Imported]``.

A reader is found by the suffix it names in :func:`entry`, but a file is told by its content, not by its name:
:mod:`qda.core.importers.detect` says which suffix a file really deserves, and has to know a new kind of file. Readers
import their libraries inside functions, so that looking the list up costs nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from qda.core.text import Turn


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person may correct in the preview before anything is written.

    `encoding` overrules detection. `columns` says for tables which columns are ``text``, ``attribute``, ``name``,
    ``speaker``, ``time`` or ``skip`` (None: guessed). `per` is ``row``, ``question`` or ``whole`` for tables.
    `speakers` switched off keeps the text and finds no turns.
    """

    encoding: str | None = None
    columns: dict[str, str] | None = None
    per: str | None = None
    speakers: bool = True


@dataclass(frozen=True, slots=True)
class Imported:
    """One transcript as read: canonical text and everything known about it; nothing of it is written yet.

    `text` is canonical (:func:`qda.core.text.canonical`); `turns` are ordered, disjoint, in code points of `text`.
    `warnings` are finished sentences. `attributes` are facts about the person or source (survey columns).
    `format` is the suffix the content deserves, `encoding` the one used (None for binary formats).
    """

    name: str
    text: str
    turns: tuple[Turn, ...] = ()
    format: str = ".txt"
    encoding: str | None = None
    language: str = ""
    warnings: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)


Reader = Callable[[Path, ReadOptions], list[Imported]]
_readers: dict[str, Reader] = {}


def entry(*suffixes: str) -> Callable[[Reader], Reader]:
    """Register a reader for file name `suffixes` (with the dot); this decorator is a whole plug-in."""

    def register(reader: Reader) -> Reader:
        for suffix in suffixes:
            _readers[suffix] = reader
        return reader

    return register


def readers() -> dict[str, Reader]:
    """Return every reader by suffix; all modules of this package are found by themselves."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(_readers.items()))
