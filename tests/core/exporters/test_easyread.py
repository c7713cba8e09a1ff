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


ONLY_RECORDED = ProductOptions(chosen={"voice": "recorded"})


def seconds(path) -> dict[str, float]:
    """Return how long each file of a ZIP file of sounds is."""
    found = {}
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            with wave.open(io.BytesIO(packed.read(name))) as heard:
                found[name] = heard.getnframes() / heard.getframerate()
    return found


def test_voices_are_put_together_page_by_page(s, tmp_path, page):
    with pytest.raises(RefusedError, match="nothing on"):
        export(s, "easy-read", tmp_path / "e.zip")
    bare = pages.add_statement(s, page, "Masks help.")
    with pytest.raises(RefusedError, match=r"^No voice was recorded for any statement yet.$"):
        export(s, "easy-read", tmp_path / "e.zip", ONLY_RECORDED)
    pages.add_statement(s, page, "Masks hide a smile.", voice=sound(1))
    written = export(s, "easy-read", tmp_path / "e.zip", ONLY_RECORDED)
    assert written.notices == ("1 statement has no voice.",)
    assert seconds(tmp_path / "e.zip") == pytest.approx({"page-01.wav": 1.0})
    pages.edit_statement(s, bare, voice=sound(2, rate=16000))
    assert export(s, "easy-read", tmp_path / "e.zip", ONLY_RECORDED).notices == ()
    assert seconds(tmp_path / "e.zip") == pytest.approx({"page-01.wav": 3.7}, abs=0.01), "with a pause between"


def test_the_computer_reads_titles_and_what_nobody_recorded(s, tmp_path, page):
    pytest.importorskip("espeakng_loader", reason="there is no voice; install the extra `speech`")
    pages.add_statement(s, page, "Masks hide a smile.", voice=sound(1))
    pages.add_statement(s, page, "Masks help.")
    assert export(s, "easy-read", tmp_path / "e.zip").notices == ("1 statement is read by the voice of this computer.",)
    assert seconds(tmp_path / "e.zip")["page-01.wav"] > 1 + 2 * 0.7 + 0.8, "a title, two statements, two pauses"


def test_without_a_voice_it_says_how_to_get_one(s, tmp_path, page, monkeypatch):
    pages.add_statement(s, page, "Masks help.")
    monkeypatch.setattr("qda.core.speech.voices.data_folder", lambda: None)
    with pytest.raises(RefusedError, match=r"No voice was recorded .* Install the extra “speech”"):
        export(s, "easy-read", tmp_path / "e.zip")
