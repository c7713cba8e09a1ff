"""Products are found by themselves, and a file appears whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import ProductOptions, Written
from qda.errors import NotFoundError, RefusedError
from tests.rights import as_somebody_else, folder_for_all


def test_every_product_is_found_with_its_formats() -> None:
    found = {name: product.suffixes for name, product in exporters.products().items()}
    assert found["theme-table"] == (".docx", ".xlsx", ".csv", ".html", ".md")
    assert found["codebook"] == (".docx", ".xlsx", ".csv", ".md")
    assert found["quotes"] == (".docx", ".xlsx", ".csv", ".json")
    assert found["codings"] == (".csv", ".json")
    assert all(product.about.endswith(".") for product in exporters.products().values())


def test_looking_products_up_loads_no_format_library() -> None:
    script = (
        "import sys; from qda.core import exporters; exporters.products(); "
        "print([name for name in ('docx', 'openpyxl', 'lxml', 'PySide6', 'spacy', 'alembic') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


ELSEWHERE = {"agreement", "disagreements", "merge-report", "participant-groups"}
"""Products of what several coders did, and of values that can be counted: this study has neither; see their tests."""


def test_every_product_is_written_in_every_format_and_nothing_lies_beside_it(session: Session, tmp_path: Path) -> None:
    for product in (one for one in exporters.products().values() if one.name not in ELSEWHERE):
        for suffix in product.suffixes:
            written = exporters.export(session, product.name, tmp_path / f"{product.name}{suffix}")
            assert written.path.stat().st_size > 50
            numbers = (written.themes, written.codes, written.quotes, written.codings, written.words, written.people)
            assert sum(numbers) + written.memos + written.rows > 0
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_suffix_that_is_not_offered_is_refused_with_those_that_are(session: Session, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"\.docx, \.xlsx, \.csv, \.html, \.md"):
        exporters.export(session, "theme-table", tmp_path / "table.pdf")
    with pytest.raises(NotFoundError, match="theme-table"):
        exporters.export(session, "poster", tmp_path / "poster.pdf")


def test_a_suffix_in_capitals_is_the_same_format(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "codings", tmp_path / "CODINGS.CSV")
    assert (tmp_path / "CODINGS.CSV").read_bytes().startswith(b"\xef\xbb\xbfsource,start")


def test_places_that_cannot_be_written_to_are_refused_with_a_sentence(session: Session, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_text("")
    for place, words in (("folder.csv", "is a folder"), ("none/a.csv", "no folder"), ("file/a.csv", "no folder")):
        with pytest.raises(RefusedError, match=words):
            exporters.export(session, "codings", tmp_path / place)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_protected_files_and_folders_are_refused_with_a_sentence(session: Session) -> None:
    with folder_for_all() as folder:
        old = folder / "old.csv"
        exporters.export(session, "codings", old)
        before = old.read_bytes()
        old.chmod(0o444)
        folder.chmod(0o555)
        with as_somebody_else():
            with pytest.raises(RefusedError, match="protected against writing"):
                exporters.export(session, "codings", old)
            with pytest.raises(RefusedError, match="can't be written to"):
                exporters.export(session, "codings", folder / "new.csv")
        folder.chmod(0o755)
        assert [path.name for path in folder.iterdir()] == ["old.csv"]
        assert old.read_bytes() == before


def broken(error: Exception) -> Callable[[Session, Path, ProductOptions], Written]:
    """Return a product that fails when half of it is written."""

    def write(_session: Session, path: Path, _options: ProductOptions) -> Written:
        path.write_text("half")
        raise error

    return write


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device"), "disk is full"),
        (PermissionError(13, "in use"), "open in another program"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_a_failure_half_way_leaves_the_old_file_as_it_was(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    product = exporters.Product("broken", "Broken", "It fails.", (".csv",), broken(error))
    monkeypatch.setitem(exporters._products, "broken", product)
    (tmp_path / "old.csv").write_text("old")
    with pytest.raises(RefusedError, match=words):
        exporters.export(session, "broken", tmp_path / "old.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]
    assert (tmp_path / "old.csv").read_text() == "old"


def test_a_place_that_takes_nothing_away_either_is_refused_with_a_sentence(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, missing_ok: bool = False) -> None:
        raise OSError(30, "Read-only file system")

    product = exporters.Product(
        "broken", "Broken", "It fails.", (".csv",), broken(OSError(30, "Read-only file system"))
    )
    monkeypatch.setitem(exporters._products, "broken", product)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(RefusedError, match="can't be written to"):
        exporters.export(session, "broken", tmp_path / "new.csv")


def test_a_link_is_written_through_and_stays_a_link(session: Session, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "real.csv").write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "there" / "real.csv")
    exporters.export(session, "codings", link)
    assert link.is_symlink()
    assert (tmp_path / "there" / "real.csv").stat().st_size > 50


def test_every_product_has_a_title_of_its_own() -> None:
    titles = [one.title for one in exporters.products().values()]
    assert all(titles) and len(set(titles)) == len(titles)
