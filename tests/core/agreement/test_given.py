"""Ratings and passages as notebooks and files give them: taken as meant, or refused with a sentence, never misread."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import qda
from qda.core.agreement.table_file import read_ratings
from qda.errors import RefusedError

ROWS = [["yes", "yes"], ["no", "yes"], ["no", "no"], ["yes", "yes"]]


def test_a_data_frame_is_its_rows_and_not_the_letters_of_its_headings():
    frame = pd.DataFrame(ROWS, columns=["Anna", "Bert"])
    assert qda.agreement(frame, "cohen-kappa") == qda.agreement(ROWS, "cohen-kappa")
    assert qda.agreement(frame.astype("category"), "cohen-kappa") == qda.agreement(ROWS, "cohen-kappa")


@pytest.mark.parametrize("nothing", [None, math.nan, np.nan, pd.NA, pd.NaT, Decimal("NaN"), np.float64("nan"), " "])
def test_what_stands_for_nothing_is_no_answer(nothing):
    assert qda.agreement([[1, 1], [2, 2], [1, 2], [nothing, 1]], "percent").n == 3


def test_missing_cells_of_frames_and_masked_arrays_are_no_answers():
    whole = pd.DataFrame({"a": pd.array([1, 2, None], dtype="Int64"), "b": pd.array([1, 2, 2], dtype="Int64")})
    assert qda.agreement(whole, "percent").n == 2
    masked = np.ma.masked_array([[1, 1], [2, 2], [1, 2]], mask=[[0, 0], [0, 0], [0, 1]])
    assert qda.agreement(masked, "percent").n == 2
    assert qda.agreement(list(np.array([[1, 1], [2, 2], [1, 2]])), "percent").n == 3


@pytest.mark.parametrize(
    "table",
    [
        None,
        "abc",
        ["ab", "cd"],
        [1, 2, 3],
        np.array([1, 2, 3]),
        pd.Series([1, 2]),
        {"Anna": [1, 2], "Ben": [1, 2]},
        [{"Anna": 1, "Ben": 2}],
        [{1, 2}, {3, 4}],
        np.zeros((2, 2, 2)),
        [[["a"], ["b"]]],
        [[1.0, math.inf], [1, 1]],
    ],
)
def test_what_is_no_table_of_ratings_is_refused_with_a_sentence(table):
    with pytest.raises(RefusedError, match=r"\.$"):
        qda.agreement(table, "percent")


def test_passages_come_as_frames_and_numbers_of_numpy_too():
    plain = [("a", 0, 5, "x"), ("b", 3, 8, "x")]
    wanted = qda.unitizing(plain, 20)
    assert qda.unitizing(pd.DataFrame(plain, columns=["coder", "start", "end", "code"]), np.int64(20)) == wanted
    assert qda.unitizing(np.array(plain, dtype=object), 20.0) == wanted
    assert qda.unitizing([pd.DataFrame(plain)], np.array([20])) == wanted


@pytest.mark.parametrize(
    ("passages", "length"),
    [
        (None, 20),
        ("abc", 20),
        ({"a": [(0, 5, "x")]}, 20),
        ([("a", 0), ("b", 0, 5, "x")], 20),
        ([("a", 0, math.nan, "x"), ("b", 0, 5, "x")], 20),
        ([("a", 0, None, "x"), ("b", 0, 5, "x")], 20),
        ([("a", 0, 3.5, "x"), ("b", 0, 5, "x")], 20),
        ([("a", "0", "5", "x"), ("b", 0, 5, "x")], 20),
        ([("a", 0, 5, ["x"]), ("b", 0, 5, "x")], 20),
        ([("a", 0, 5, None), ("b", 0, 5, "x")], 20),
        ([("a", -1, 5, "x"), ("b", 0, 5, "x")], 20),
        ([("a", 0, 5, "x"), ("b", 0, 5, "x")], "20"),
        ([("a", 0, 5, "x"), ("b", 0, 5, "x")], None),
        ([("a", 0, 5, "x"), ("b", 0, 5, "x")], math.nan),
        ([], 20),
    ],
)
def test_what_are_no_passages_is_refused_with_a_sentence(passages, length):
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        qda.unitizing(passages, length)


def test_passages_of_somebody_not_named_are_not_dropped_in_silence():
    with pytest.raises(ValueError, match="Cem has passages"):
        qda.unitizing([("Anna", 0, 5, "x"), ("Cem", 0, 5, "x")], 20, coders=("Anna", "Ben"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("unit,Anna,Ben\n1,1.1,1.10\n2,1.2,1.2\n", "“1.1”, “1.10” were read as the same number"),
        ("unit,Anna,Ben\n1,Yes,yes\n2,no,no\n", "“Yes”, “yes” count as different answers"),
        ("unit,Anna,Ben\n1,yes,NA\n2,no,no\n", "“NA”: an answer like any other"),
        ("unit,Anna,Ben\n1,1,NULL\n2,2,2\n", "“NULL” among numbers was read as no answer"),
    ],
)
def test_a_file_says_where_answers_are_alike_or_may_be_none(tmp_path, text, told):
    file = tmp_path / "ratings.csv"
    file.write_text(text, encoding="utf-8")
    assert any(told in warning for warning in read_ratings(file).warnings)


@pytest.mark.parametrize("text", ["unit,Anna,Ben\n1,1,1.0\n2,2,2\n", "unit;Anna;Ben\n1;1,5;1.5\n2;2;2\n"])
def test_numbers_as_programs_write_them_need_no_warning(tmp_path, text):
    file = tmp_path / "ratings.csv"
    file.write_text(text, encoding="utf-8")
    assert not read_ratings(file).warnings
