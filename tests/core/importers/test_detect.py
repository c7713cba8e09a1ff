"""A file is told by its content: real ones under false names, and what is no transcript refused with a sentence."""

from __future__ import annotations

import io
import os
import sqlite3
import zipfile
from pathlib import Path

import pytest

from qda.core.importers.detect import detect
from qda.errors import UnreadableFileError
from tests.rights import as_somebody_else, folder_for_all

REAL = {
    "haski-paper/NodeGrade_paper_ECSEE_qualitative_data_interview1_german.docx": ".docx",
    "derived/haski_interview2.odt": ".odt",
    "derived/haski_interview1.rtf": ".rtf",
    "derived/haski_interview1.pdf": ".pdf",
    "derived/haski_interview2.html": ".html",
    "knesset-committees/20_ptv_317899.doc": ".doc",
    "lunchroom-manners/lunchroom_manners.vtt": ".vtt",
    "lunchroom-manners/lunchroom_manners.srt": ".srt",
    "derived/wma2_bom.srt": ".srt",
    "derived/nnProf_utf16le_bom.txt": ".txt",
}


@pytest.mark.parametrize("name", REAL)
def test_a_false_name_deceives_nobody(shared: Path, tmp_path: Path, name: str) -> None:
    data = (shared / "data" / "transcripts" / name).read_bytes()
    for false in ("x.doc", "x.txt", "x", "x.DOCX", "X.pdf", "ä b.mp3"):
        path = tmp_path / false
        path.write_bytes(data)
        assert detect(path) == REAL[name]


def test_all_real_transcripts_are_what_their_names_say(shared: Path) -> None:
    for path in sorted((shared / "data" / "transcripts").rglob("*")):
        if path.is_file() and path.suffix != ".json":
            assert detect(path) == path.suffix, path


TEXTS = [
    ("a.md", b"# Title\n\nWords", ".md"),
    ("a.markdown", b"Words", ".md"),
    ("a.csv", b"name;text\nA;well", ".csv"),
    ("a.TSV", b"name\ttext\nA\twell", ".csv"),
    ("a.txt", b"name,text\nA,well\nB,so", ".txt"),
    ("a", b"I: Hello", ".txt"),
    ("a.log", b"Words", ".txt"),
    ("a.txt", b"[00:01] Hello\n[00:02] there", ".txt"),
    ("a.txt", b"[laughs] Hello {so}", ".txt"),
    ("a.txt", b"{pause} Hello", ".txt"),
    ("a.csv", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHi", ".vtt"),
    ("a.txt", b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHi", ".srt"),
    ("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nHi".encode("utf-16"), ".srt"),
    ("a.doc", b"<html><body>Hi</body></html>", ".html"),
    ("a.txt", b"\xef\xbb\xbf<!DOCTYPE html>\n<p>Hi", ".html"),
    ("a.htm", b"<p>Hi</p>", ".html"),
    ("a.md", b"<div>Hi</div> and Markdown", ".md"),
    ("a.txt", b"We wrote <html> in the exam", ".txt"),
    ("a.doc", b"{\\rtf1 Hi}", ".rtf"),
    ("a.pdf", b"\n\n%PDF-1.4 ...", ".pdf"),
    ("a.txt", "我觉得".encode("gb18030") + b"\nHello", ".txt"),
]


@pytest.mark.parametrize(("name", "data", "suffix"), TEXTS)
def test_texts_by_content_then_name(tmp_path: Path, name: str, data: bytes, suffix: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert detect(path) == suffix


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return target.getvalue()


def old_office(*streams: str) -> bytes:
    names = b"".join(stream.encode("utf-16-le") + bytes(64 - 2 * len(stream)) for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


REFUSED = [
    ("a.txt", b"", "is empty"),
    ("a.docx", b"\x00" * 100, "is empty"),
    ("a.txt", b" \r\n\t", "is empty"),
    ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "is a picture"),
    ("a.txt", b"\xff\xd8\xff\xe0" + bytes(40), "is a picture"),
    ("a.m4a", b"\x00\x00\x00\x20ftypM4A " + bytes(40), "is a recording"),
    ("a.mp3", b"ID3\x04" + bytes(40), "is a recording"),
    ("a.wav", b"RIFF\x24\x00\x00\x00WAVE" + bytes(40), "is a recording"),
    ("a.zip", zipped(a=b"x"), "is a packed archive"),
    ("a.gz", b"\x1f\x8b\x08" + bytes(40), "is a packed archive"),
    ("a.docx", zipped(mimetype=b"application/epub+zip"), "is an e-book"),
    ("a.ods", zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument table"),
    ("a.pptx", zipped(ppt__presentation=b"x", **{"ppt__presentation.xml": b"x"}), "set of slides"),
    ("a.qdpx", zipped(**{"project.qde": b"<x/>"}), "Bring in a project"),
    (
        "a.odt",
        zipped(
            mimetype=b"application/vnd.oasis.opendocument.text",
            **{"META-INF__manifest.xml": b"<manifest:encryption-data/>"},
        ),
        "locked with a password",
    ),
    ("a.docx", old_office("EncryptedPackage", "EncryptionInfo"), "locked with a password"),
    ("a.xls", old_office("Workbook"), "Excel file from before 2007"),
    ("a.ppt", old_office("PowerPoint Document"), "set of slides"),
    ("a.msg", old_office("__properties"), "old Office file"),
    ("a.json", b'{"a": 1}', "JSON data file"),
    ("a.txt", b' [{"a": 1}, 2]\n', "JSON data file"),
    ("a.json", b"not really", "JSON data file"),
    ("a.xml", b"<?xml version='1.0'?><TEI/>", "XML data file"),
    ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related", "web archive"),
    ("a.exe", b"MZ\x90\x00" + bytes(40), "is a program"),
    ("a.bin", bytes(range(256)) * 4, "is not a document"),
]


@pytest.mark.parametrize(("name", "data", "words"), REFUSED)
def test_what_is_no_transcript_is_refused_with_a_sentence(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=words) as refused:
        detect(path)
    assert refused.value.sentence.startswith(name)
    assert refused.value.sentence.endswith(".") or refused.value.sentence.endswith("?")


def test_databases_are_refused_and_a_project_is_named(tmp_path: Path) -> None:
    for name, words in (("a.txt", "is a database"), ("a.loom", "is a Themeloom project")):
        base = sqlite3.connect(tmp_path / name)
        base.execute("create table a (b)")
        base.commit()
        base.close()
        with pytest.raises(UnreadableFileError, match=words):
            detect(tmp_path / name)


def test_folders_missing_files_and_pipes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="is a folder"):
        detect(tmp_path)
    with pytest.raises(UnreadableFileError, match=r"x\.txt is not there any more"):
        detect(tmp_path / "x.txt")
    with pytest.raises(UnreadableFileError, match="could not be opened"):
        detect(tmp_path / ("x" * 300))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        with pytest.raises(UnreadableFileError, match="not an ordinary file"):
            detect(tmp_path / "pipe.txt")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_file_one_may_not_read_is_refused() -> None:
    with folder_for_all() as folder:
        path = folder / "secret.txt"
        path.write_bytes(b"words")
        assert detect(path) == ".txt"
        path.chmod(0)
        with as_somebody_else(), pytest.raises(UnreadableFileError, match="check that you may read it"):
            detect(path)
