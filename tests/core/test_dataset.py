"""Tables as data frames: what is not known stays unknown in every type."""

from __future__ import annotations

import sys

import pytest

from qda.core.dataset import Column, Content
from qda.core.dataset.frames import data_frame
from qda.errors import RefusedError


def test_nothing_known_stays_nothing_in_every_type() -> None:
    pandas = pytest.importorskip("pandas")
    kinds = ("text", "whole", "number", "yesno", "time", "list")
    columns = tuple(Column(kind, "", kind) for kind in kinds)
    frame = data_frame(Content(columns, [(None,) * 6, ("=1", 2**40, 0.5, False, None, ("a", "b"))]))
    assert frame.isna().sum().tolist() == [1, 1, 1, 1, 2, 1]
    assert frame["whole"][1] == 2**40
    assert list(frame.explode("list")["list"].dropna()) == ["a", "b"]
    empty = data_frame(Content(columns, []))
    assert list(empty.columns) == list(kinds) and isinstance(empty, pandas.DataFrame)


def test_without_pandas_a_sentence_says_how_to_get_it(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(RefusedError, match="pip install pandas"):
        data_frame(Content((), []))
