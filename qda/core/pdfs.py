"""PDF files, opened by one thread at a time: PDFium, which reads them, ends the whole program where two use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_reading = RLock()


@contextmanager
def opened(source: Path | bytes) -> Iterator[PdfDocument]:
    """Give a PDF to this thread; other threads wait until it is closed, with all that was taken from it.

    What lives longer, as a picture of a page, is to be closed before. Raises pypdfium2.PdfiumError for what is no PDF.
    """
    import pypdfium2

    with _reading, pypdfium2.PdfDocument(source) as document:
        yield document
