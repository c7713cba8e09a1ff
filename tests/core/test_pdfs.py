"""PDFs are opened by one thread at a time, in one place: two at once end the program."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest
from PIL import Image

import qda
from qda.core.pdfs import opened


@pytest.fixture(scope="module")
def page() -> bytes:
    made = BytesIO()
    Image.new("RGB", (20, 30)).save(made, "PDF")
    return made.getvalue()


def test_another_thread_waits_until_a_pdf_is_closed(page: bytes) -> None:
    began, came = Event(), Event()

    def read() -> None:
        began.set()
        with opened(page):
            came.set()

    other = Thread(target=read)
    with opened(page) as document:
        other.start()
        assert began.wait(30)
        assert not came.wait(0.2)
        assert len(document) == 1
    assert came.wait(30)
    other.join()


def test_a_thread_may_open_one_pdf_beside_another(page: bytes) -> None:
    with opened(page) as one, opened(page) as other:
        assert (len(one), len(other)) == (1, 1)


def test_nobody_opens_pdfs_but_that_place() -> None:
    source = Path(qda.__file__).parent
    opening = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(r"PdfDocument\(", path.read_text(encoding="utf-8"))
    }
    assert opening == {"core/pdfs.py"}
