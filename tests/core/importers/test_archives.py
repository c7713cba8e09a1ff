from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from qda.core.importers import archives
from qda.core.importers.archives import open_archive, read_member
from qda.errors import UnreadableFileError


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        open_archive(path)
    assert path.name in caught.value.sentence and caught.value.sentence.endswith(".")
    return caught.value.sentence


def test_real_office_files_open(shared: Path) -> None:
    for place in (
        "transcripts/derived/wma2_table.docx",
        "transcripts/derived/haski_interview2.odt",
        "coded/rqi-relf/interview-data.xlsx",
    ):
        with open_archive(shared / "data" / place) as archive:
            assert archive.testzip() is None


def test_a_bomb_is_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.docx", {"word/document.xml": b"\0" * 60_000_000})
    assert path.stat().st_size < 100_000
    assert "zip bomb" in refusal(path)


def test_the_same_size_in_real_words_is_no_bomb(shared: Path, tmp_path: Path) -> None:
    words = b"".join(path.read_bytes() for path in sorted((shared / "data/transcripts/derived").glob("*.txt"))) * 44
    path = zipped(tmp_path / "long.docx", {"word/document.xml": words})
    assert len(words) > archives.RATIO_FREE_BYTES
    with open_archive(path) as archive:
        assert archive.namelist() == ["word/document.xml"]


def test_members_that_share_their_packed_bytes_are_refused(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "overlap.xlsx", {"a": b"x" * 5_000, "b": b"y" * 5_000, "c": b"z" * 5_000}, zipfile.ZIP_STORED
    )
    data = bytearray(path.read_bytes())
    start = data.index(b"PK\x01\x02")
    for _member in range(3):  # Every entry of the directory claims the bytes of the whole file.
        struct.pack_into("<II", data, start + 20, 14_000, 14_000)
        start = data.find(b"PK\x01\x02", start + 4)
    path.write_bytes(data)
    assert "zip bomb" in refusal(path)


def test_too_many_or_too_large_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "many.odt", {f"part{n}": b"word" for n in range(12)})
    with open_archive(path) as archive:
        assert len(archive.namelist()) == 12
    monkeypatch.setattr(archives, "MOST_MEMBERS", 11)
    assert "12 parts" in refusal(path)
    monkeypatch.setattr(archives, "MOST_MEMBERS", 10_000)
    monkeypatch.setattr(archives, "MOST_BYTES", 47)
    assert "documents of more than" in refusal(path)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:\\windows\\win.ini", "word\\..\\..\\x", "a/../../b"]
)
def test_names_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    assert "outside itself" in refusal(zipped(tmp_path / "path.docx", {name: b"word"}))


def test_names_with_dots_and_spaces_stay_inside(tmp_path: Path) -> None:
    with open_archive(zipped(tmp_path / "fine.docx", {"word/a..b.xml": b"x", "docProps/app 1.xml": b"y"})) as archive:
        assert len(archive.namelist()) == 2


def test_locked_old_and_foreign_files_say_what_to_do(tmp_path: Path) -> None:
    locked = zipped(tmp_path / "locked.docx", {"word/document.xml": b"word"})
    data = bytearray(locked.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(data)
    assert "password" in refusal(locked)
    old = tmp_path / "old.docx"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "before 2007" in refusal(old)
    text = tmp_path / "text.docx"
    text.write_text("I: Hello")
    assert "cannot be unpacked" in refusal(text)
    empty = tmp_path / "empty.docx"
    empty.touch()
    assert "cannot be unpacked" in refusal(empty)
    assert refusal(tmp_path / "nowhere.docx").startswith("nowhere.docx could not be read")


def test_every_cut_of_a_real_file_is_refused_or_read_without_a_crash(shared: Path, tmp_path: Path) -> None:
    whole = (shared / "data/transcripts/derived/wma2_table.docx").read_bytes()
    for part in range(1, 20):
        path = tmp_path / "cut.docx"
        path.write_bytes(whole[: len(whole) * part // 20])
        refusal(path)


def test_a_member_that_is_missing_or_damaged_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "part.docx", {"word/document.xml": b"many words " * 500})
    data = bytearray(path.read_bytes())
    data[60:80] = b"\xff" * 20
    path.write_bytes(data)
    with open_archive(path) as archive:
        with pytest.raises(UnreadableFileError, match=r"lacks the part “word/styles\.xml”"):
            read_member(archive, "word/styles.xml")
        with pytest.raises(UnreadableFileError, match=r"part\.docx is damaged.*word/document\.xml"):
            read_member(archive, "word/document.xml")
