"""Interview sheets: filled cell by cell, added up by hand here, told in sentences, and read from a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qda.core import documents, guides, interviews
from qda.core.importers import Imported
from qda.core.interviews_table import import_sheets, plan_sheets, read_sheets
from qda.errors import RefusedError, UnreadableFileError


@pytest.fixture
def four(s: Session) -> list[str]:
    """Four sources, Interview 1 to 4, and the versions 1 and 2 of the guide."""
    guides.add_guide(s, "1", date="2025-09", text="What helps?\nWhat hinders?")
    guides.add_guide(s, "2", why="Nobody spoke of money unasked.")
    return [documents.add_source(s, Imported(f"Interview {n}", f"Text {n}.")) for n in range(1, 5)]


def fill(s: Session, source_id: str, **values: str) -> int:
    return interviews.fill_sheets(s, {(source_id, field): words for field, words in values.items()})


def by_name(s: Session) -> dict[str, interviews.Sheet]:
    return {row.source: row for row in interviews.sheets(s)}


def test_a_sheet_is_filled_cell_by_cell_and_goes_with_its_last_word(s: Session, four: list[str]) -> None:
    assert not any(row.filled for row in interviews.sheets(s))
    fill(s, four[0], interviewer=" Nora  Hestrim", date="14.3.2026", minutes="1:15", guide="2", note="Rain")
    row = by_name(s)["Interview 1"]
    assert (row.interviewer, row.date, row.minutes, row.guide, row.note) == (
        "Nora Hestrim",
        "2026-03-14",
        75,
        "2",
        "Rain",
    )
    assert fill(s, four[0], minutes="75 min", date="2026-03-14") == 0
    fill(s, four[0], interviewer="", date="", minutes="", guide="", note="")
    assert not by_name(s)["Interview 1"].filled
    assert fill(s, four[1], place="") == 0


@pytest.mark.parametrize(
    ("field", "words", "says"),
    [
        ("minutes", "long", "number of minutes"),
        ("minutes", "0", "number of minutes"),
        ("minutes", "1500", "number of minutes"),
        ("date", "spring", "takes a date"),
        ("guide", "3", "no version of the guide called 3"),
    ],
)
def test_what_a_field_does_not_take_is_refused_with_the_source_left_alone(
    s: Session, four: list[str], field: str, words: str, says: str
) -> None:
    with pytest.raises(RefusedError, match=says):
        fill(s, four[0], **{field: words})


@pytest.mark.parametrize(
    ("words", "minutes"), [("52", 52), ("52 min", 52), ("1:05", 65), ("2 h 10", 130), ("1h5min", 65)]
)
def test_lengths_are_typed_as_people_write_them(words: str, minutes: int) -> None:
    assert interviews.minutes(words, "Interview 1") == minutes


def test_the_totals_are_those_added_up_by_hand(s: Session, four: list[str]) -> None:
    """30 + 45 + 50 + 100 = 225 minutes = 3 h 45 min; the median of four is (45 + 50) / 2 = 47.5."""
    for source_id, minutes, who, mode in zip(
        four,
        ("45", "30", "1:40", "50"),
        ("NH", "NH", "AT", ""),
        ("video", "in person", "in person", "in person"),
        strict=True,
    ):
        fill(s, source_id, minutes=minutes, interviewer=who, mode=mode)
    rows = interviews.sheets(s)
    assert interviews.totals(rows) == interviews.Totals(4, 4, 4, 225, 47.5, 30, 100)
    assert interviews.methods_sentences(rows) == [
        "The 4 interviews lasted 3 hours 45 minutes in all (median 47.5 minutes, range 30 to 100).",
        "They were held by NH (2), AT (1), not said for 1.",
        "Mode: in person (3), video (1).",
    ]
    fill(s, four[2], minutes="")
    # 45 + 30 + 50 = 125; three of four.
    first = interviews.methods_sentences(interviews.sheets(s))[0]
    assert first == "3 of 4 interviews lasted 2 hours 5 minutes in all (median 45 minutes, range 30 to 50)."


def test_versions_of_the_guide_say_how_many_interviews_they_served(s: Session, four: list[str]) -> None:
    fill(s, four[0], guide="1")
    fill(s, four[1], guide="1")
    first, second = guides.guide_versions(s)
    assert (first.name, first.date, first.interviews, second.interviews) == ("1", "2025-09", 2, 0)
    guides.edit_guide(s, second.id, name="after eight", why="Because.")
    guides.move_guide(s, second.id, 0)
    assert [row.name for row in guides.guide_versions(s)] == ["after eight", "1"]
    with pytest.raises(RefusedError, match="already"):
        guides.add_guide(s, "After Eight")
    guides.remove_guide(s, first.id)
    s.expire_all()
    assert by_name(s)["Interview 1"].guide == ""


def test_a_table_fills_in_what_is_empty_and_asks_before_it_replaces(
    s: Session, four: list[str], tmp_path: Path
) -> None:
    fill(s, four[0], place="café", minutes="75")
    path = tmp_path / "sheets.csv"
    path.write_text(
        "Interviews of 2026,,,,,\n"
        "Source,Date,Duration,Location,Guide,Shoe size\n"
        "interview 1,2026-03-14,1:15,library,3,43\n"
        "Interview 2,sometime,40,,1,\n"
        "Interview 9,2026,,,,\n",
        encoding="utf-8",
    )
    table = read_sheets(path)
    assert table.unused == ("Shoe size",)
    one, two, nine = plan_sheets(s, table)
    assert (one.fills, one.differs) == (("date", "guide"), ("place",))
    assert (two.fills, two.differs) == (("date", "minutes", "guide"), ())
    assert "no source called “Interview 9”" in nine.refused
    changed, refused = import_sheets(s, table)
    assert changed == 4
    assert [row for row, _reason in refused] == [4, 5]
    rows = by_name(s)
    assert (rows["Interview 1"].place, rows["Interview 1"].guide, rows["Interview 2"].minutes) == ("café", "3", 40)
    import_sheets(s, table, replace=True)
    assert by_name(s)["Interview 1"].place == "library"


def test_a_table_without_sources_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "poem.csv"
    path.write_text("roses,violets\nred,blue\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="no column “source”"):
        read_sheets(path)
