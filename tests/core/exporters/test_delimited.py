"""CSV that no spreadsheet runs and every reader gets back whole."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters.delimited import guarded, unguarded

from .conftest import FORMULA, PARAGRAPHS


@given(st.text() | st.text("'=+-@ \t\n\r＝a", max_size=6))
def test_what_is_guarded_comes_back_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", " =1", "'=1", "＝1", "\r=1", "\n=1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "’Cause", "'tis", "“=1”", "a=1", "5", "אף", "– no"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


def test_the_quotes_are_read_by_any_csv_reader(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "quotes", tmp_path / "quotes.csv")
    assert (tmp_path / "quotes.csv").read_bytes().startswith(b"\xef\xbb\xbfid,source,start,end,text,")
    with (tmp_path / "quotes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [row["text"] for row in rows]
    assert "'" + FORMULA in texts
    assert PARAGRAPHS in texts
    assert [row["Role"] for row in rows] == ["sentenced"] * 6 + ["remand"] * 2
