"""Numbers of quotes: the same in every product, whatever a product leaves out; and how quotes look where they stand."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import pytest
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import ProductOptions
from qda.core.exporters.numbering import numbered, numbers, span
from qda.core.themes import outline, quotes
from qda.errors import RefusedError
from qda.storage.project import Project

from .conftest import CONTROL, GERMAN, HEBREW, MASK, PARAGRAPHS, SPOKEN, Facts


def cells(session: Session, product: str, path: Path, options: ProductOptions | None = None, **chosen: str) -> str:
    """Return the words of all tables of a product, a line a paragraph."""
    exporters.export(session, product, path, options or ProductOptions(chosen=chosen))
    return "\n".join(cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells)


def test_quotes_are_counted_through_a_theme_and_what_is_set_aside_has_no_number(study: Facts, session: Session) -> None:
    found = numbers(session)
    assert {name: found.themes.get(key) for name, key in study.themes.items()} == {
        "Mask": "T1",
        "Fear": "T1",
        "Gates": "T2",
        "Old": None,
    }
    assert sorted(found.quotes.values()) == [f"T1-Q{n}" for n in (1, 2, 3, 4)] + [f"T2-Q{n}" for n in (1, 2, 3)]
    picked = {quote.id: quote for quote in quotes.picked_quotes(session)}
    by_number = {number: picked[key] for key, number in found.quotes.items()}
    assert by_number["T1-Q4"].kind == "counter"
    assert [(by_number[f"T1-Q{n}"].source_id, by_number[f"T1-Q{n}"].start) for n in (2, 4)] == [
        study.passages[text][:2] for text in (MASK, SPOKEN)
    ]


def test_a_core_theme_binds_the_others_and_is_not_one_of_them() -> None:
    def row(key: str, parent: str | None = None, *, core: bool = False, status: str = "named") -> outline.ThemeRow:
        return outline.ThemeRow(key, key, parent, 0, "", status, "", "", "", "", core, ())

    rows = [
        *(row("core", core=True), row("a", "core"), row("a1", "a"), row("b", "core")),
        *(row("alone", core=True), row("gone", status="set aside"), row("below", "gone")),
    ]
    assert numbered(rows, ()).themes == {"core": "C", "a": "T1", "a1": "T1", "b": "T2", "alone": "T3"}


def test_every_product_gives_a_quote_the_same_number(study: Facts, session: Session, tmp_path: Path) -> None:
    table = cells(session, "theme-table", tmp_path / "table.docx", numbers="yes")
    assert f"T1-Q2 “{MASK}” (Neil, Interview 1" in table
    assert "T1-Q4 Different view: " in table
    only = ProductOptions(theme_ids=(study.themes["Gates"],), chosen={"numbers": "yes"})
    assert f"T2-Q1 “{GERMAN}”" in cells(session, "theme-table", tmp_path / "gates.docx", only)
    exporters.export(session, "theme-report", tmp_path / "r.docx", ProductOptions(chosen={"numbers": "yes"}))
    report = "\n".join(part.text for part in docx.Document(str(tmp_path / "r.docx")).paragraphs)
    assert f"T1-Q2 “{MASK}”" in report
    exporters.export(session, "numbered-quotes", tmp_path / "quotes.csv")
    with (tmp_path / "quotes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["number"]: row for row in csv.DictReader(file)}
    assert rows["T1-Q2"]["quote"] == MASK
    assert rows["T1-Q4"]["kind"] == "counter"
    assert rows["T2-Q1"]["theme"] == "Gates"
    assert "T1-Q2" not in cells(session, "theme-table", tmp_path / "plain.docx")


def test_numbered_quotes_stand_in_rows_by_theme(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "numbered-quotes", tmp_path / "quotes.docx")
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(tmp_path / "quotes.docx")).tables[0].rows]
    assert rows[0] == ["Number", "Theme", "Quote"]
    assert [row[:2] for row in rows[1:]] == [
        ["T1-Q1", "Wearing the mask"], ["T1-Q2", ""], ["T1-Q3", ""], ["T1-Q4", ""],
        ["T2-Q1", "Gates"], ["T2-Q2", ""], ["T2-Q3", ""],
    ]  # fmt: skip
    assert rows[3][2].startswith(f"“{PARAGRAPHS}” (")
    assert rows[4][2].startswith("Different view: ")


def test_what_follows_a_quote_and_italics_are_chosen(session: Session, tmp_path: Path) -> None:
    def table(**chosen: str) -> str:
        return cells(session, "theme-table", tmp_path / "table.docx", **chosen)

    assert f"“{MASK}” (Neil)" in table(place="person")
    assert f"“{MASK}” (Neil, line 2)" in table(place="lines")
    nowhere = table(place="none", attribution="Role")
    assert f"“{MASK}”\n" in nowhere
    assert "(Neil" not in nowhere
    assert "sentenced" not in nowhere
    assert "“Nobody asked me how I was.” (translated by M. Dahl)" in table(place="none", translation="translation")
    table(italics="yes")
    parts = [
        part
        for row in docx.Document(str(tmp_path / "table.docx")).tables[0].rows
        for part in row.cells[2].paragraphs
        if part.runs
    ]
    (said,) = [part for part in parts if MASK in part.text]
    assert [bool(run.italic) for run in said.runs] == [True, False]
    (other,) = [part for part in parts if part.text.startswith("Different view")]
    assert [bool(run.italic) for run in other.runs] == [False, True, False]
    assert all(HEBREW not in part.text or part.runs[0].italic for part in parts)
    with pytest.raises(RefusedError, match="place can't be elsewhere"):
        table(place="elsewhere")


def test_numbers_that_follow_are_cited_as_a_span() -> None:
    assert span(["T2-Q1", "T2-Q2", "T2-Q3", "T2-Q7"]) == "T2-Q1 to T2-Q3, T2-Q7"
    assert span(["T2-Q1", "T2-Q2"]) == "T2-Q1, T2-Q2"
    assert span(["T1-Q9", "T2-Q10"]) == "T1-Q9, T2-Q10"
    assert span([]) == ""


def test_without_picked_quotes_there_is_nothing_to_number(tmp_path: Path) -> None:
    with Project.create(tmp_path / "s.loom") as project:
        with project.change("Make") as session:
            outline.add_theme(session, "Alone")
        with project.read() as session, pytest.raises(RefusedError, match="No quote is picked"):
            exporters.export(session, "numbered-quotes", tmp_path / "q.docx")


def test_control_signs_and_hostile_words_do_no_harm(session: Session, tmp_path: Path) -> None:
    assert CONTROL.replace("\x07", "").replace("\x0c", "\n") in cells(session, "numbered-quotes", tmp_path / "q.docx")
