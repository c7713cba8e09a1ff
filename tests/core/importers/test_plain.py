"""Text and Markdown come in as written, with the speakers of the talk and not those of the front matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.core.importers import ReadOptions, readers
from qda.core.importers.plain import read_plain
from qda.core.importers.reading import read_file
from qda.core.text import canonical
from qda.errors import UnreadableFileError


def test_the_text_is_what_the_file_says(shared: Path) -> None:
    path = shared / "data" / "transcripts" / "divekit-roadmap" / "nnWMA2_transkript.md"
    (one,) = read_plain(path, ReadOptions())
    assert one.text == canonical(path.read_text("utf-8"))
    assert one.text.startswith("---\nacronym: n.n. WMA 2")
    assert (one.name, one.format, one.encoding, one.warnings) == ("nnWMA2_transkript", ".md", "utf-8", ())
    assert {turn.speaker for turn in one.turns} == {"I", "B", "P"}
    first = one.turns[0]
    assert one.text[first.start : first.speech] == "**I [00:00:00]** "
    assert one.text[first.speech :].startswith("Recording in progress.")
    assert (first.begin_ms, one.turns[1].begin_ms) == (0, 24_000)


def test_speakers_can_be_switched_off(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(b"I: How?\nR: Well.\nI: And?\nR: Yes.")
    assert len(read_plain(path, ReadOptions())[0].turns) == 4
    assert read_plain(path, ReadOptions(speakers=False))[0].turns == ()


def test_a_chosen_encoding_overrules_detection(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes("Żółć".encode("cp1250"))
    (one,) = read_plain(path, ReadOptions(encoding="cp1250"))
    assert (one.text, one.encoding) == ("Żółć", "cp1250")
    with pytest.raises(UnreadableFileError, match=r"talk\.txt: .*ascii"):
        read_file(path, ReadOptions(encoding="ascii"))


def test_a_guess_is_said(shared: Path) -> None:
    (one,) = read_plain(shared / "data" / "transcripts" / "derived" / "P10R1_macroman_cr.txt", ReadOptions())
    assert one.encoding == "mac_roman"
    assert "Mac Roman" in one.warnings[0]
    assert "it’s" in one.text


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"--- ... !"])
def test_a_file_without_words_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=r"empty\.txt holds no words"):
        read_plain(path, ReadOptions())


def test_the_reader_is_found_by_suffix() -> None:
    assert readers()[".txt"] is read_plain
    assert readers()[".md"] is read_plain
