"""The product `easy-read`: the summary as it is, in its formats, and what is said about it."""

from __future__ import annotations

import io
import wave
import zipfile

import pytest

from qda.core.easyread import pages, summaries
from qda.core.exporters import ProductOptions, export
from qda.errors import NotFoundError, RefusedError
from tests.core.easyread.printed import sound
from tests.core.easyread.test_assembling import drawing


@pytest.fixture
def page(s) -> str:
    summary = summaries.add_summary(s, "Our study")
    return pages.add_page(s, summary, "Masks")


def test_it_needs_a_summary_and_something_on_its_pages(s, tmp_path):
    with pytest.raises(RefusedError, match="no easy-read summary yet"):
        export(s, "easy-read", tmp_path / "e.pdf")
    summary = summaries.add_summary(s, "Our study")
    pages.add_page(s, summary, "Masks")
    with pytest.raises(RefusedError, match="nothing on the pages"):
        export(s, "easy-read", tmp_path / "e.pdf")


def test_it_comes_in_all_formats_and_tells_what_pictures_lack(s, tmp_path, page):
    pages.add_statement(s, page, "Masks hide a smile.", picture_id=drawing(s))
    bare = drawing(s)
    from qda.storage.models import Picture

    s.get_one(Picture, bare).words = ""
    pages.add_statement(s, page, "Masks help.", picture_id=bare)
    for suffix in (".docx", ".pdf", ".html"):
        written = export(s, "easy-read", tmp_path / f"e{suffix}", ProductOptions(chosen={"summary": "our study"}))
        assert written.path.stat().st_size > 1000
        assert (written.rows, written.notices) == (2, ("1 picture has no words for people who can't see it.",))
    with pytest.raises(NotFoundError, match="Our study"):
        export(s, "easy-read", tmp_path / "e.pdf", ProductOptions(chosen={"summary": "Other"}))


def test_voices_are_put_together_page_by_page(s, tmp_path, page):
    with pytest.raises(RefusedError, match="nothing on"):
        export(s, "easy-read", tmp_path / "e.zip")
    pages.add_statement(s, page, "Masks hide a smile.", voice=sound(1))
    with_none = pages.add_statement(s, page, "Masks help.")
    written = export(s, "easy-read", tmp_path / "e.zip")
    assert written.notices == ("1 statement has no voice.",)
    pages.edit_statement(s, with_none, voice=sound(2))
    export(s, "easy-read", tmp_path / "e.zip")
    with zipfile.ZipFile(tmp_path / "e.zip") as packed:
        assert packed.namelist() == ["page-01.wav"]
        with wave.open(io.BytesIO(packed.read("page-01.wav"))) as heard:
            assert heard.getnframes() / heard.getframerate() == pytest.approx(4.0)
    pages.edit_statement(s, with_none, voice=sound(2, rate=16000))
    with pytest.raises(RefusedError, match="different ways"):
        export(s, "easy-read", tmp_path / "e.zip")
