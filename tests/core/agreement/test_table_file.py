"""Tables of ratings from anywhere: how they are read, and what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from qda.core.agreement.scores import score, suited, usual
from qda.core.agreement.table_file import TableOfRatings, read_ratings
from qda.errors import RefusedError, UnreadableFileError
from tests.core.agreement.published import FOLDER, cases


def table(tmp_path: Path, text: str, name: str = "ratings.csv", encoding: str = "utf-8") -> TableOfRatings:
    (tmp_path / name).write_bytes(text.encode(encoding))
    return read_ratings(tmp_path / name)


def test_every_table_of_the_worked_examples_is_read(shared: Path) -> None:
    read = 0
    for case in cases():
        path = FOLDER / f"{case.name}.csv"
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            headings = next(csv.reader(file))
        found = read_ratings(path)
        assert list(found.coders) == headings[1:]
        ratings = found.ratings()
        assert ratings.counts.sum() == case.ratings.counts.sum()
        name = "cohen-kappa" if len(found.coders) == 2 else "krippendorff-alpha"
        assert score(ratings, name).value == pytest.approx(score(case.ratings, name).value)
        read += 1
    assert read >= 44


def test_units_coders_and_what_is_left_out(tmp_path: Path) -> None:
    found = table(tmp_path, "record;Ann;Ben;Cem\nOne;1;2;\nTwo;;3;\nThree;;;\n\nFour;1;1;1,0\n")
    assert found.coders == ("Ann", "Ben", "Cem")
    assert found.units == ("One", "Two", "Three", "Four")
    assert found.rows[1] == (None, "3", None)
    assert found.left_out == (("Two", "Only one coder rated it."), ("Three", "Nobody rated it."))
    assert found.numeric
    assert found.ratings().values == (1, 2, 3)
    assert score(found.ratings(), "percent").value == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("text", "coders", "units"),
    [
        ("a,b\nyes,no\nyes,yes\n", ("a", "b"), ("2", "3")),
        ("yes,no\nyes,yes\nno,no\n", ("Coder 1", "Coder 2"), ("1", "2", "3")),
        ("1,2\n2,2\n", ("Coder 1", "Coder 2"), ("1", "2")),
        ("1,3,4\n2,3,3\n3,4,4\n", ("Coder 1", "Coder 2"), ("1", "2", "3")),
        (",Ann,Ben\n0,1,2\n1,2,2\n2,2,2\n", ("Ann", "Ben"), ("0", "1", "2")),
        ("Ann,Ben,Cem\n1,2,2\n2,2,2\n3,3,1\n", ("Ann", "Ben", "Cem"), ("2", "3", "4")),
        (
            "Title,Ann,Ben\nOn hope,yes,no\nOn fear,no,no\nOn care,yes,yes\n",
            ("Ann", "Ben"),
            ("On hope", "On fear", "On care"),
        ),
        (
            "What we read,Ann,Ben\nOn hope,yes,no\nOn fear,no,no\nOn care,yes,yes\n",
            ("Ann", "Ben"),
            ("On hope", "On fear", "On care"),
        ),
        ("unit\t1\t2\nx\t3\t3\ny\t4\t3\n", ("1", "2"), ("x", "y")),
        ("unit,Ann,Ann\nx,3,3\ny,4,3\n", ("Ann", "Ann (2)"), ("x", "y")),
        ("unit,Ann,Ben\n1,,3\n2,,4\n", ("Ann", "Ben"), ("1", "2")),
    ],
)
def test_headings_and_names_of_units_are_recognised(
    tmp_path: Path, text: str, coders: tuple[str, ...], units: tuple[str, ...]
) -> None:
    found = table(tmp_path, text)
    assert (found.coders, found.units) == (coders, units)


def test_encodings_and_negative_numbers(tmp_path: Path) -> None:
    found = table(tmp_path, "Fall;Jörg;Zoë\n1;-2;-1\n2;-1;-1\n3;−2;0\n", encoding="utf-16")
    assert found.coders == ("Jörg", "Zoë")
    assert found.ratings("interval").values == (-2, -1, 0)


def test_what_r_writes_for_nothing(tmp_path: Path) -> None:
    found = table(tmp_path, "unit,a,b\n1,NA,2\n2,1,1\n3,2,1\n")
    assert found.rows[0] == (None, "2")
    assert "“NA”" in found.warnings[0]
    words = table(tmp_path, "unit,a,b\n1,NA,yes\n2,no,no\n")
    assert words.rows[0] == ("NA", "yes")


def test_an_excel_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Abstract", "Ann", "Ben"], ["A1", 1, 1.0], ["A2", 2, None], ["A3", 2, 1]):
        sheet.append(row)
    book.create_sheet("Notes").append(["nothing to count"])
    book.save(tmp_path / "ratings.xlsx")
    found = read_ratings(tmp_path / "ratings.xlsx")
    assert found.coders == ("Ann", "Ben")
    assert found.ratings().values == (1, 2)
    assert found.left_out == (("A2", "Only one coder rated it."),)
    assert "1 more sheet was not read" in found.warnings[0]


def test_sets_of_codes_in_a_cell(tmp_path: Path) -> None:
    found = table(tmp_path, "unit,Ann,Ben\n1,a; b,b;a\n2,a,{}\n3,{},{}\n4,a,a; b\n")
    ratings = found.sets()
    assert frozenset() in ratings.values
    assert score(ratings, "percent").value == pytest.approx(0.5)
    assert score(ratings, "krippendorff-alpha-jaccard").value is not None
    assert "krippendorff-alpha-masi" in usual(ratings)
    assert "weighted-kappa" not in suited(ratings)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is an empty table"),
        ("unit,Ann,Ben\n", "no row below its headings"),
        ("unit,Ann\n1,2\n2,2\n", "fewer than two coders"),
        ("only words\nand more\n", "fewer than two coders"),
    ],
)
def test_what_is_no_table_of_ratings(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(UnreadableFileError, match=why):
        table(tmp_path, text)


def test_no_file_and_other_things(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="can't be read"):
        read_ratings(tmp_path / "none.csv")
    rows = "\n".join(f"{at},{at}.5" for at in range(2500))
    with pytest.raises(UnreadableFileError, match="is it a table of ratings"):
        table(tmp_path, "a,b\n" + rows)


def test_words_at_a_level_that_takes_numbers_or_an_order(tmp_path: Path) -> None:
    found = table(tmp_path, "unit,Ann,Ben\n1,low,high\n2,mid,mid\n3,low,low\n")
    with pytest.raises(RefusedError, match=r"“low” in ratings\.csv is none"):
        found.ratings("interval")
    with pytest.raises(RefusedError, match="no order of their own"):
        found.ratings("ordinal")
    assert found.ratings("ordinal", ["low", "mid", "high"]).values == ("low", "mid", "high")
    with pytest.raises(RefusedError, match="not among"):
        found.ratings("ordinal", ["low", "mid"])


def test_what_suits_a_table(tmp_path: Path) -> None:
    two = table(tmp_path, "unit,Ann,Ben\n1,yes,no\n2,no,no\n3,yes,yes\n").ratings()
    assert usual(two)[:3] == ("percent", "cohen-kappa", "scott-pi")
    assert "dice" in usual(two)
    assert "light-kappa" in suited(two)
    assert "weighted-kappa" not in suited(two)
    three = table(tmp_path, "unit,Ann,Ben,Cem\n1,1,2,3\n2,2,2,2\n3,4,4,3\n").ratings("ordinal")
    assert usual(three, "ordinal") == ("percent", "krippendorff-alpha", "gwet-ac2")
    assert "cohen-kappa" not in suited(three)
