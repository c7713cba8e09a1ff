"""Files of another kind, half files and what is no file, given to every importer: a result or a sentence."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.errors import QdaError
from tests.fuzz import corpus
from tests.fuzz.a_study import study, study_file
from tests.fuzz.targets import targets
from tests.nightly import cases


@pytest.fixture(scope="module", autouse=True)
def closed() -> Iterator[None]:
    """Close the study of this process at the end."""
    yield
    study().close()
    study.cache_clear()


def _read(name: str, path: Path) -> str:
    """Return the sentence of a refusal, "" where the importer took the file; anything else that it does fails."""
    try:
        targets()[name].read(path, 1)
    except QdaError as error:
        assert str(error).strip().endswith((".", "?", "!", ")")), (name, error)
        return str(error)
    return ""


def _strange(name: str) -> dict[str, bytes]:
    seed = targets()[name].seeds()[0]
    newer = study_file().replace(b"SQLite format 3", b"SQLite format 9", 1)
    kinds = {"nothing": b"", "zeros": bytes(2_000), "half": seed[: len(seed) // 2], "the end": seed[len(seed) // 2 :]}
    kinds |= {"a picture": corpus.pictures()[0], "a project": study_file()[:200_000], "a newer one": newer[:9_000]}
    return kinds | {"a program": b"\x7fELF" + bytes(range(256)) * 20, "an archive": corpus.packed({"a/b.txt": b"x"})}


@pytest.mark.parametrize("name", targets())
def test_other_kinds_of_files_are_refused_or_read(tmp_path: Path, name: str) -> None:
    for what, data in _strange(name).items():
        for suffix in targets()[name].suffixes:
            path = tmp_path / f"{what}{suffix}"
            path.write_bytes(data)
            _read(name, path)
    assert {path.suffix for path in tmp_path.iterdir()} <= {*targets()[name].suffixes, ".lock"}


@pytest.mark.parametrize("name", targets())
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    suffix = targets()[name].suffixes[0]
    (tmp_path / f"folder{suffix}").mkdir()
    for what in ("missing", "folder"):
        assert _read(name, tmp_path / f"{what}{suffix}"), what
    if sys.platform != "win32":
        os.mkfifo(tmp_path / f"pipe{suffix}")
        signal.alarm(20)  # opening a pipe waits for ever
        assert _read(name, tmp_path / f"pipe{suffix}")
        signal.alarm(0)


_TEXTS = ("plain", "subtitles", "html", "rtf", "csv", "codings", "codebook", "facts", "ratings", "key", "easy-read")


@settings(max_examples=cases(15, 20_000), deadline=None)
@given(name=st.sampled_from(_TEXTS), pieces=st.data())
def test_any_order_of_words_of_a_format_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, pieces: st.DataObject
) -> None:
    """Found by hypothesis, which makes what breaks an importer as short as it can."""
    tokens = st.sampled_from(targets()[name].tokens) | st.text(max_size=8).map(
        lambda text: text.encode("utf-8", "replace")
    )
    path = tmp_path_factory.getbasetemp() / f"made{targets()[name].suffixes[0]}"
    path.write_bytes(b"".join(pieces.draw(st.lists(tokens, max_size=40))))
    _read(name, path)
