"""Old Word documents are read through LibreOffice; what only calls itself .doc is read as what it is."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pytest

from qda.core.importers import ReadOptions, word97
from qda.core.importers.reading import read_file
from qda.core.importers.word97 import read
from qda.errors import UnreadableFileError

with_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary files go here, so that a test sees what is left of them."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@with_libreoffice
def test_a_real_document_has_the_words_that_tika_found(shared: Path, own_folder: Path) -> None:
    folder = shared / "data/transcripts/knesset-committees"
    (one,) = read(folder / "20_ptv_317899.doc", ReadOptions())
    tika = (folder / "20_ptv_317899_tika.txt").read_text(encoding="utf-8")
    # Tika has the headers of first and further pages before the text, with the page number's field code.
    assert words(tika)[:8] == words("הכנסת PAGE 2 ועדת הכספים 08 12 2015")
    assert words(one.text) == words(tika)[8:]
    assert one.format == ".doc"
    assert one.name == "20_ptv_317899"
    assert "קובי בוזו" in {turn.speaker for turn in one.turns}
    assert list(own_folder.iterdir()) == []


@with_libreoffice
def test_a_damaged_document_is_refused_and_leaves_nothing(shared: Path, tmp_path: Path, own_folder: Path) -> None:
    path = tmp_path / "cut.doc"
    path.write_bytes((shared / "data/transcripts/knesset-committees/20_ptv_317899.doc").read_bytes()[:3000])
    with pytest.raises(UnreadableFileError, match=r"cut\.doc"):
        read(path, ReadOptions())
    assert list(own_folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")
def test_a_converter_that_hangs_is_ended(
    shared: Path, tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    program = bin_folder / "soffice"
    program.write_text("#!/bin/sh\nsleep 300 &\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_folder}:/usr/bin:/bin")
    monkeypatch.setattr(word97, "SECONDS", 0.5)
    began = time.monotonic()
    with pytest.raises(UnreadableFileError, match=r"longer than 0\.5 seconds over 20_ptv_317899\.doc"):
        read(shared / "data/transcripts/knesset-committees/20_ptv_317899.doc", ReadOptions())
    assert time.monotonic() - began < 20
    assert list(own_folder.iterdir()) == []


def test_without_libreoffice_a_sentence_says_what_to_do(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(word97, "_PROGRAMS", ())
    with pytest.raises(UnreadableFileError, match=r"20_ptv_317899\.doc .*LibreOffice.*\.docx"):
        read(shared / "data/transcripts/knesset-committees/20_ptv_317899.doc", ReadOptions())


def test_a_locked_document_is_refused(shared: Path, tmp_path: Path) -> None:
    data = bytearray((shared / "data/transcripts/knesset-committees/20_ptv_317899.doc").read_bytes())
    data[512 + 11] |= 0x01
    path = tmp_path / "locked.doc"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=r"locked\.doc is locked with a password"):
        read(path, ReadOptions())


def test_folders_of_killed_conversions_are_wiped(
    own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = own_folder / "themeloom-word-left"
    left.mkdir()
    (left / "source.doc").write_text("an interview")
    fresh = own_folder / "themeloom-word-fresh"
    fresh.mkdir()
    old = time.time() - 3600
    os.utime(left, (old, old))
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    source = tmp_path / "some.doc"
    source.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(UnreadableFileError, match=r"some\.doc could not be converted"):
        read(source, ReadOptions())
    assert [folder.name for folder in own_folder.iterdir()] == ["themeloom-word-fresh"]


@pytest.mark.parametrize(
    ("real", "format"),
    [
        ("derived/wma2_table.docx", ".docx"),
        ("derived/haski_interview1.rtf", ".rtf"),
        ("derived/haski_interview2.html", ".html"),
    ],
)
def test_what_only_calls_itself_doc_is_read_as_what_it_is(shared: Path, tmp_path: Path, real: str, format: str) -> None:
    path = tmp_path / "renamed.doc"
    shutil.copyfile(shared / "data/transcripts" / real, path)
    (one,) = read_file(path)
    assert one.format == format
    assert len(words(one.text)) > 500
