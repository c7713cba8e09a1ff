"""The theme-quote table: what it holds in every format, and what it says about what it leaves out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.table import Table
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import ProductOptions
from qda.core.retrieval import theme_quotes
from qda.core.themes import outline, quotes
from qda.errors import NotFoundError, RefusedError
from qda.storage.project import Project

from .conftest import CONTROL, FORMULA, GERMAN, HEBREW, MASK, PARAGRAPHS, SPOKEN, Facts, build


def table(path: Path) -> Table:
    """Return the table of a Word file."""
    return docx.Document(str(path)).tables[0]


def cells(path: Path) -> list[list[str]]:
    """Return the texts of the table of a Word file, row by row."""
    return [[cell.text for cell in row.cells] for row in table(path).rows]


def notes(path: Path) -> str:
    """Return what stands below the table."""
    paragraphs = docx.Document(str(path)).paragraphs
    return "\n".join(part.text for part in paragraphs if part.style.name == "Themeloom Table Note")


def test_themes_stand_in_order_with_definition_numbers_codes_and_quotes(session: Session, tmp_path: Path) -> None:
    written = exporters.export(session, "theme-table", tmp_path / "table.docx")
    rows = cells(written.path)
    assert rows[0] == ["Theme and subtheme", "Codes", "Quotes"]
    assert rows[1][0].split("\n") == [
        "Wearing the mask", "Theme · barrier", "Hiding what one feels.", "n = 2 sources, 2 participants",
    ]  # fmt: skip
    assert rows[2][0].split("\n")[:3] == ["Fear of being seen", "Subtheme", "Being seen is being weak."]
    assert rows[3][0].split("\n") == ["Gates", "n = 1 source, 1 participant"]
    # "mask" is the name of two codes, so each shows where it stands
    assert [row[1] for row in rows[1:]] == ["Culture > mask\nfear", "fear", "Access > mask"]
    assert rows[1][2].split("\n")[0] == f"“{FORMULA}” (Neil, Interview 1, line 8)"
    assert (written.themes, written.quotes) == (3, 9)


def test_every_chosen_quote_is_there_word_for_word_and_in_order(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "theme-table", tmp_path / "table.docx")
    column = "\n".join(row[2] for row in cells(tmp_path / "table.docx"))
    chosen = theme_quotes(session)
    assert len(chosen) == 7
    for quote in chosen:
        text = quote.text.replace("\x07", "").replace("\x0c", "\n")
        assert text in column
    places = [column.index(text) for text in (FORMULA, MASK, PARAGRAPHS, SPOKEN, GERMAN, HEBREW, "A bell  and")]
    assert places == sorted(places)


def test_the_different_view_is_marked_and_a_translation_stands_with_its_quote(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "theme-table", tmp_path / "table.docx")
    rows = cells(tmp_path / "table.docx")
    assert rows[1][2].split("\n")[-1].startswith(f"Different view: “\u202f{SPOKEN}” (Neil")
    hebrew = rows[3][2].split("\n")
    assert hebrew[hebrew.index(f"”{HEBREW}”") + 1 :][:2] == [
        "(Liam, Interview 3, line 2)", "Translation: “Nobody asked me how I was.” (translated by M. Dahl)",
    ]  # fmt: skip


def test_passages_stand_in_where_no_quote_is_chosen_and_the_note_says_for_which(
    session: Session, tmp_path: Path
) -> None:
    written = exporters.export(session, "theme-table", tmp_path / "table.docx")
    sentence = "No quotes are chosen yet for “Fear of being seen”; the first coded passages stand in their place."
    assert sentence in notes(written.path)
    assert sentence in written.notices
    assert "“Gates”" not in notes(written.path)
    shown = [part.text for part in table(written.path).rows[2].cells[2].paragraphs]
    assert [text.split("” (")[0].split(" (")[0].strip("“”„\n") for text in shown] == [PARAGRAPHS, GERMAN]


def test_a_theme_that_is_set_aside_is_left_out_and_said_so(study: Facts, session: Session, tmp_path: Path) -> None:
    written = exporters.export(session, "theme-table", tmp_path / "table.docx")
    assert "1 theme that is set aside is left out." in written.notices
    only = ProductOptions(theme_ids=(study.themes["Old"],))
    exporters.export(session, "theme-table", tmp_path / "old.docx", only)
    assert [row[0] for row in cells(tmp_path / "old.docx")] == ["Theme", "Given up\nn = 0 sources, 0 participants"]


def test_one_theme_brings_its_subthemes(study: Facts, session: Session, tmp_path: Path) -> None:
    options = ProductOptions(theme_ids=(study.themes["Mask"],), definitions=False, counts=False)
    exporters.export(session, "theme-table", tmp_path / "table.docx", options)
    assert [row[0] for row in cells(tmp_path / "table.docx")[1:]] == [
        "Wearing the mask\nTheme · barrier", "Fear of being seen\nSubtheme",
    ]  # fmt: skip
    with pytest.raises(NotFoundError, match="no theme"):
        exporters.export(session, "theme-table", tmp_path / "x.docx", ProductOptions(theme_ids=("0" * 32,)))


def test_quotes_over_the_limit_are_left_out_and_said_so(session: Session, tmp_path: Path) -> None:
    written = exporters.export(session, "theme-table", tmp_path / "table.docx", ProductOptions(quotes_per_theme=1))
    assert "Not all chosen quotes are shown for “Wearing the mask”, “Gates”." in written.notices
    first, second, third = (row[2] for row in cells(written.path)[1:])
    assert FORMULA in first
    assert MASK not in first
    assert SPOKEN in first  # the different view never gives way to the limit
    assert GERMAN in third
    assert HEBREW not in third
    assert PARAGRAPHS in second


def test_attributes_are_shown_with_the_participant(session: Session, tmp_path: Path) -> None:
    options = ProductOptions(attributes=("Role",))
    exporters.export(session, "theme-table", tmp_path / "table.docx", options)
    assert "(Neil, sentenced, Interview 1, line 2)" in cells(tmp_path / "table.docx")[1][2]
    with pytest.raises(NotFoundError, match="there are Role"):
        exporters.export(session, "theme-table", tmp_path / "x.docx", ProductOptions(attributes=("Age",)))


def test_a_reflexive_study_shows_no_numbers_unless_asked(tmp_path: Path) -> None:
    with build(tmp_path / "study.loom", "reflexive").project as project, project.read() as session:
        exporters.export(session, "theme-table", tmp_path / "without.docx")
        exporters.export(session, "theme-table", tmp_path / "with.docx", ProductOptions(counts=True))
    assert "n = " not in "".join(row[0] for row in cells(tmp_path / "without.docx"))
    assert "n:" not in notes(tmp_path / "without.docx")
    assert "n = 2 sources, 2 participants" in cells(tmp_path / "with.docx")[1][0]
    assert "out of 3 sources and 3 participants in the study" in notes(tmp_path / "with.docx")


def test_a_project_without_themes_is_refused(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty.loom") as project, project.read() as session:
        place = tmp_path / "table.docx"
        with pytest.raises(RefusedError, match="no theme"):
            exporters.export(session, "theme-table", place)
        assert not place.exists()


@pytest.fixture
def overlapping(tmp_path: Path) -> Iterator[Project]:
    """A study in which one passage was coded twice for a theme, the second time a little longer."""
    facts = build(tmp_path / "study.loom")
    with facts.project.change("Code more") as session:
        from qda.core import coders, coding

        source_id, start, end = facts.passages[MASK]
        other = coders.add_coder(session, "Third")
        coding.apply_code(session, other, facts.codes["Access > waiting"], source_id, start, end)
        coding.apply_code(session, other, facts.codes["Culture > mask"], source_id, start + 4, end - 4)
        codes = [facts.codes["Access > waiting"], facts.codes["Culture > mask"]]
        theme = outline.add_theme(session, "New", code_ids=codes)
        quotes.pick_quote(session, *facts.passages[FORMULA], theme_id=theme, kind="counter")
    yield facts.project
    facts.project.close()


def test_stand_ins_never_show_the_same_words_twice(overlapping: Project, tmp_path: Path) -> None:
    with overlapping.read() as session:
        exporters.export(session, "theme-table", tmp_path / "table.docx")
    shown = cells(tmp_path / "table.docx")[4][2]
    assert shown.count("prison mask 😀") == 1
    assert shown.count("HYPERLINK") == 1
    assert shown.index("prison mask") < shown.index("Different view:")


def test_as_data_each_quote_has_a_row_and_the_words_are_bare(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "theme-table", tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["kind"] for row in rows] == ["chosen"] * 3 + ["counter"] + ["coded"] * 2 + ["chosen"] * 3
    assert rows[4]["theme"] == "Wearing the mask > Fear of being seen"
    assert rows[0]["quote"] == "'" + FORMULA
    assert [row["quote"] for row in rows[1:3]] == [MASK, PARAGRAPHS]
    assert rows[8]["quote"] == CONTROL
    assert (rows[0]["codes"], rows[0]["sources"], rows[0]["lines"]) == ("Culture > mask; fear", "2", "8")
    assert [row["Role"] for row in rows[6:8]] == ["remand", "remand"]


def test_excel_holds_the_same_rows_and_explains_its_columns(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "theme-table", tmp_path / "table.xlsx")
    book = openpyxl.load_workbook(tmp_path / "table.xlsx")
    table, about = book["Table"], book["About"]
    assert (table.max_row, table.freeze_panes, table.print_title_rows) == (10, "A2", "$1:$1")
    assert [cell.value for cell in table["I"]][1:4] == [FORMULA, MASK, PARAGRAPHS]
    assert [table.row_dimensions[row].height for row in (3, 4)] == [None, 60]
    assert book.properties.title == about["B1"].value == "Care in prison: gates & masks"
    assert book.properties.creator == "Ann Noor; Marit Dahl"
