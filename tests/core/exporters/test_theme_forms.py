"""The theme table in the forms of grounded theory and of categories above themes: a column a level, roles for names."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import pytest
from sqlalchemy.orm import Session

from qda.core import codebook, exporters
from qda.core.exporters import ProductOptions
from qda.core.themes import outline
from qda.errors import NotFoundError
from qda.storage.project import Project

from .conftest import GERMAN, HEBREW, MASK


def rows(session: Session, path: Path, **chosen: str) -> list[list[str]]:
    exporters.export(session, "theme-table", path, ProductOptions(chosen=chosen))
    return [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows]


def make(path: Path, levels: list[str], *themes: tuple[str, str, str, list[str]]) -> Project:
    """Make a study of (name, level, name of the theme above, codes) themes; a level that says core is ticked so."""
    project = Project.create(path, title="Forms", approach="grounded")
    with project.change("Make study") as s:
        outline.set_levels(s, levels)
        known = {name: key for key, name in outline.levels(s)}
        made: dict[str, str] = {}
        for name, level, above, drawn in themes:
            ids = [codebook.add_path(s, code) for code in drawn]
            made[name] = outline.add_theme(
                s, name, made.get(above), code_ids=ids, level_id=known[level], core="core" in level
            )
    return project


GROUNDED = ["sub-category", "main category", "core category"]


def test_core_main_and_sub_categories_stand_in_columns_of_their_own(tmp_path: Path) -> None:
    with (
        make(
            tmp_path / "s.loom",
            GROUNDED,
            ("Keeping face", "core category", "", []),
            ("The mask", "main category", "Keeping face", []),
            ("Before staff", "sub-category", "The mask", ["joking"]),
            ("Before friends", "sub-category", "The mask", ["silence", "boxing"]),
            ("The gate", "main category", "Keeping face", ["waiting"]),
        ) as project,
        project.read() as s,
    ):
        table = rows(s, tmp_path / "table.docx", form="columns")
    assert table == [
        ["Core category", "Main category", "Sub-category", "Codes"],
        [table[1][0], table[1][1], table[1][2], "joking"],
        ["", "", table[2][2], "silence\nboxing"],
        ["", table[3][1], "", "waiting"],
    ]
    firsts = [[cell.split("\n")[0] for cell in row[:3]] for row in table[1:]]
    assert firsts == [["Keeping face", "The mask", "Before staff"], ["", "", "Before friends"], ["", "The gate", ""]]


def test_a_core_category_bound_by_relations_only_stands_before_the_others_too(tmp_path: Path) -> None:
    with (
        make(
            tmp_path / "s.loom",
            GROUNDED,
            ("The mask", "main category", "", []),
            ("Before staff", "sub-category", "The mask", ["joking"]),
            ("Keeping face", "core category", "", ["all of it"]),
        ) as project,
        project.read() as s,
    ):
        table = rows(s, tmp_path / "table.docx", form="columns")
    assert table[0] == ["Core category", "Main category", "Sub-category", "Codes"]
    firsts = [[cell.split("\n")[0] for cell in row] for row in table[1:]]
    assert firsts == [["Keeping face", "", "", "all of it"], ["", "The mask", "Before staff", "joking"]]


def test_categories_above_themes_read_the_other_way_up(tmp_path: Path) -> None:
    with (
        make(
            tmp_path / "s.loom",
            ["theme", "category"],
            ("Boundaries", "category", "", []),
            ("Screens between us", "theme", "Boundaries", ["camera off", "typing"]),
            ("Home as a workplace", "theme", "Boundaries", ["kitchen table"]),
        ) as project,
        project.read() as s,
    ):
        table = rows(s, tmp_path / "table.docx", form="columns")
    assert [row[0].split("\n")[0] for row in table] == ["Category", "Boundaries", ""]
    assert [row[1].split("\n")[0] for row in table] == ["Theme", "Screens between us", "Home as a workplace"]
    assert [row[2] for row in table] == ["Codes", "camera off\ntyping", "kitchen table"]


def test_in_columns_every_theme_with_quotes_has_a_row_and_none_is_lost(session: Session, tmp_path: Path) -> None:
    outlined = rows(session, tmp_path / "table.docx")
    table = rows(session, tmp_path / "table.docx", form="columns")
    assert [row[-1] for row in table] == [row[-1] for row in outlined]
    assert [row[-2] for row in table] == [row[-2] for row in outlined]
    assert [row[0].split("\n")[0] for row in table[1:]] == ["Wearing the mask", "", "Gates"]


@pytest.mark.parametrize("form", ["outline", "columns"])
def test_quotes_are_attributed_by_role_and_translated_as_chosen(form: str, session: Session, tmp_path: Path) -> None:
    table = rows(session, tmp_path / "table.docx", form=form, attribution="Role", translation="translation")
    column = "\n".join(row[-1] for row in table[1:])
    assert f"“{MASK}” (sentenced)" in column
    assert f"“{GERMAN}” (remand)" in column
    assert "“Nobody asked me how I was.” (remand; translated by M. Dahl)" in column
    assert HEBREW not in column
    assert "Interview" not in column
    with pytest.raises(NotFoundError):
        rows(session, tmp_path / "table.docx", attribution="Colour")


def test_data_heed_the_choices_too(session: Session, tmp_path: Path) -> None:
    chosen = {"translation": "original", "attribution": "Role"}
    exporters.export(session, "theme-table", tmp_path / "table.csv", ProductOptions(chosen=chosen))
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert {row["translation"] for row in table} == {""}
    assert {row["participant"] for row in table} == {"sentenced", "remand"}
    assert {row["source"] for row in table} == {""}


def test_readers_are_told_what_both_stands_for(tmp_path: Path) -> None:
    """Who has not seen the choices can't know that a theme is both barrier and enabler where it says "both"."""
    with Project.create(tmp_path / "s.loom", title="Both") as project:
        with project.change("Make") as s:
            code = codebook.add_code(s, "face", stance="both")
            outline.add_theme(s, "Mask", stance="both", code_ids=[code])
        with project.read() as s:
            table = rows(s, tmp_path / "table.docx")
            exporters.export(s, "theme-report", tmp_path / "report.md")
            exporters.export(s, "codebook", tmp_path / "book.docx")
    assert "barrier and enabler" in table[1][0] and "both" not in table[1][0]
    assert "barrier and enabler" in (tmp_path / "report.md").read_text("utf-8")
    book = [row.cells[0].text for row in docx.Document(str(tmp_path / "book.docx")).tables[0].rows]
    assert "barrier and enabler" in book[1]
