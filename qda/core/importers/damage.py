"""Damaged files: what parsers of all kinds raise over them, and the one way in which that becomes a sentence."""

from __future__ import annotations

import csv
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from qda.errors import UnreadableFileError

# SyntaxError is the parent of lxml's own errors, RuntimeError that of RecursionError.
PARSER_ERRORS = (
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    TypeError,
    AssertionError,
    EOFError,
    RuntimeError,
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    csv.Error,
)
"""What parsers raise on broken files; MemoryError is no part of it, since nothing can be said then."""


@contextmanager
def damage_told(sentence: str, *own: type[Exception]) -> Iterator[None]:
    """Turn what a parser stumbles over into UnreadableFileError with `sentence`; our own refusals pass as they are.

    `own` are errors of the parser's own making.
    """
    errors: tuple[type[Exception], ...] = (*PARSER_ERRORS, *own)
    try:
        yield
    except errors as error:
        raise UnreadableFileError(sentence) from error
