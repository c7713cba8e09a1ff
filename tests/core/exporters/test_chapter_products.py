"""The coding tree, the participants as a group and the findings chapter: structure, choices, and what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import pytest
from sqlalchemy.orm import Session

from qda.core import codebook, exporters, participants
from qda.core.exporters import ProductOptions
from qda.core.themes import outline
from qda.errors import NotFoundError, RefusedError
from qda.storage.project import Project

from .conftest import GERMAN, HEBREW, MASK, SPOKEN


def table(session: Session, product: str, path: Path, number: int = 0, **chosen: str) -> list[list[str]]:
    exporters.export(session, product, path, ProductOptions(chosen=chosen))
    return [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[number].rows]


@pytest.fixture(scope="module")
def grounded(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A core category with two main ones below it; a code of a main one that a sub-category draws on, too."""
    project = Project.create(tmp_path_factory.mktemp("tree") / "s.loom", title="Tree", approach="grounded")
    with project.change("Make") as s:
        outline.set_levels(s, ["sub-category", "main category", "core category"])
        level = {name: key for key, name in outline.levels(s)}
        code = {name: codebook.add_path(s, name) for name in ("Faces > joking", "Faces > silence", "waiting", "unused")}

        def add(name: str, kind: str, above: str | None, *drawn: str) -> str:
            ids = [code[one] for one in drawn]
            return outline.add_theme(
                s, name, above, code_ids=ids, level_id=level[kind], core="core" in kind, idea=f"{name}, in short."
            )

        core = add("Keeping face", "core category", None)
        mask = add("The mask", "main category", core, "Faces > joking", "Faces > silence")
        add("Before staff", "sub-category", mask, "Faces > joking")
        add("The gate", "main category", core, "waiting")
        for name, role, age in (("Ann", ["worker"], "30"), ("Ben", ["worker", "manager"], "41"), ("Cy", [], "55")):
            person = participants.add_participant(s, name)
            for attribute, values in (("Role", role), ("Age", [age])):
                known = {title: key for key, title, _type in participants.attributes(s)}
                kind = "choices" if attribute == "Role" else "number"
                key = known.get(attribute) or participants.add_attribute(s, attribute, kind)
                participants.set_values(s, person, key, values)
    return project


# The coding tree -----------------------------------------------------------------------------------------------------


def test_codes_stand_first_and_each_with_the_lowest_theme_that_draws_on_it(grounded: Project, tmp_path: Path) -> None:
    with grounded.read() as s:
        assert table(s, "coding-tree", tmp_path / "t.docx") == [
            ["Code", "Sub-category", "Main category", "Core category"],
            ["silence", "–", "The mask", "Keeping face"],
            ["joking", "Before staff", "", ""],
            ["waiting", "–", "The gate", ""],
        ]
        turned = table(s, "coding-tree", tmp_path / "t.docx", order="themes", passages="yes")
        assert turned[0] == ["Core category", "Main category", "Sub-category", "Code"]
        assert turned[1] == ["Keeping face", "The mask", "–", "silence (0)"]
        written = exporters.export(s, "coding-tree", tmp_path / "t.csv")
        assert written.notices == ("1 code that no theme draws on is left out: “unused”.",)
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [list(row.values()) for row in csv.DictReader(file)]
    assert rows == [
        ["Keeping face", "The mask", "", "Faces > silence", "0"],
        ["Keeping face", "The mask", "Before staff", "Faces > joking", "0"],
        ["Keeping face", "The gate", "", "waiting", "0"],
    ]


def test_the_codebook_is_a_tree_too_and_narrow_ones_stand_upright(grounded: Project, tmp_path: Path) -> None:
    with grounded.read() as s:
        found = table(s, "coding-tree", tmp_path / "t.docx", of="codebook", order="themes")
    assert found == [["Category", "Code"], ["–", "waiting\nunused"], ["Faces", "joking\nsilence"]]
    section = docx.Document(str(tmp_path / "t.docx")).sections[0]
    assert section.page_width < section.page_height


def test_codes_deeper_than_a_page_has_columns_keep_their_path(tmp_path: Path) -> None:
    with Project.create(tmp_path / "s.loom") as project:
        with project.change("Make") as s:
            codebook.add_path(s, "a > b > c > d > e > f")
        with project.read() as s:
            found = table(s, "coding-tree", tmp_path / "t.docx", of="codebook", order="themes")
            assert found[1:] == [["a", "b", "c", "d > e", "f"]]
            with pytest.raises(RefusedError, match="no theme"):
                table(s, "coding-tree", tmp_path / "t.docx")


# Participants --------------------------------------------------------------------------------------------------------


def test_participants_are_told_as_a_group_and_rare_values_are_pointed_out(grounded: Project, tmp_path: Path) -> None:
    with grounded.read() as s:
        found = table(s, "participant-groups", tmp_path / "t.docx")
        written = exporters.export(s, "participant-groups", tmp_path / "t.md")
    assert found == [
        ["Characteristic", "Participants (n\u00a0=\u00a03)"],
        ["Role", ""],
        ["worker", "2 (67%)"],
        ["manager", "1 (33%)"],
        ["not known", "1 (33%)"],
        ["Age", ""],
        ["median (range)", "41 (30–55)"],
    ]
    assert written.notices == (
        "2 values are of one or two people only, who may be recognised: Role: worker; Role: manager.",
    )
    page = (tmp_path / "t.md").read_text("utf-8")
    assert "Several values may hold for one person, so that these add up to more than all: Role." in page
    assert "Ann" not in page


def test_groups_stand_beside_each_other_and_all_last(grounded: Project, tmp_path: Path) -> None:
    with grounded.read() as s:
        found = table(s, "participant-groups", tmp_path / "t.docx", groups="Role", percent="no")
        with pytest.raises(NotFoundError):
            table(s, "participant-groups", tmp_path / "t.docx", groups="Shoe size")
    size = [f"(n\u00a0=\u00a0{n})" for n in (2, 1, 1, 3)]
    names = ("worker", "manager", "Not known", "All")
    assert found[0] == ["Characteristic", *(f"{name} {n}" for name, n in zip(names, size, strict=True))]
    assert found[1:] == [
        ["Age", "", "", "", ""],
        ["median (range)", "35.5 (30–41)", "41 (41–41)", "55 (55–55)", "41 (30–55)"],
    ]


def test_nobody_and_nothing_known_are_refused(session: Session, tmp_path: Path) -> None:
    with Project.create(tmp_path / "s.loom") as project:
        with project.read() as s, pytest.raises(RefusedError, match="no participant"):
            table(s, "participant-groups", tmp_path / "t.docx")
        with project.change("Make") as s:
            participants.add_participant(s, "Ann")
        with project.read() as s, pytest.raises(RefusedError, match="Nothing is known"):
            table(s, "participant-groups", tmp_path / "t.docx")


# Findings ------------------------------------------------------------------------------------------------------------


def chapter(session: Session, path: Path, **chosen: str) -> list[tuple[str, str]]:
    exporters.export(session, "findings", path, ProductOptions(chosen=chosen))
    return [(part.style.name, part.text) for part in docx.Document(str(path)).paragraphs]


def test_the_chapter_tells_each_theme_with_its_quotes_in_place(session: Session, tmp_path: Path) -> None:
    said = chapter(session, tmp_path / "f.docx")
    words = [text for _style, text in said]
    assert said[0] == ("Title", "Findings")
    assert "From the data, 2 themes were developed: “Wearing the mask” and “Gates”." in words
    assert "[To write: how the themes answer the question: What gets in the way?]" in words
    heads = [(style, text) for style, text in said if style.startswith("Heading")]
    assert heads == [("Heading 1", "Wearing the mask"), ("Heading 2", "Fear of being seen"), ("Heading 1", "Gates")]
    at = words.index("Wearing the mask")
    assert words[at + 1 : at + 4] == [
        "Hiding what one feels.",
        "It was found in 2 of 3 sources and told by 2 of 3 participants.",
        "It is told in “Fear of being seen”.",
    ]
    quote = next(number for number, text in enumerate(words) if text.startswith(f"T1-Q2 “{MASK}” (Neil"))
    assert said[quote][0] == "Themeloom Block Quote"
    assert words.index("Not everybody saw it so:") > quote
    assert any(text.startswith("T1-Q4 ") and SPOKEN in text for text in words)
    assert not any("Different view:" in text for text in words)
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(tmp_path / "f.docx")).tables[0].rows]
    assert rows[1:] == [
        ["T1 Wearing the mask", "Hiding what one feels."],
        ["Fear of being seen", "Being seen is being weak."],
        ["T2 Gates", ""],
    ]


def test_quotes_may_stand_in_the_text_or_in_a_table_that_the_text_cites(session: Session, tmp_path: Path) -> None:
    running = [text for _style, text in chapter(session, tmp_path / "f.docx", quotes="running", stubs="no")]
    (line,) = [text for text in running if GERMAN in text]
    assert line.startswith(f"Participants put it like this: “{GERMAN}” (Larry, Interview 2, line 2) [T2-Q1] ")
    assert HEBREW in line
    assert "Nobody asked me how I was." in line
    assert not any(text.startswith("[") for text in running)
    apart = [text for _style, text in chapter(session, tmp_path / "f.docx", quotes="table")]
    assert "See T1-Q1 to T1-Q3." in apart
    assert "Not everybody saw it so: see T1-Q4." in apart
    assert not any(MASK in text for text in apart)
    quotes = docx.Document(str(tmp_path / "f.docx")).tables[1]
    assert [row.cells[0].text for row in quotes.rows[1:4]] == ["T1-Q1", "T1-Q2", "T1-Q3"]


def test_a_core_category_is_told_as_what_binds_the_others(grounded: Project, tmp_path: Path) -> None:
    with grounded.read() as s:
        words = [text for _style, text in chapter(s, tmp_path / "f.docx")]
        written = exporters.export(s, "findings", tmp_path / "f.html")
    assert "From the data, 2 themes were developed: “The mask” and “The gate”." in words
    assert "What binds them is “Keeping face”." in words
    assert written.notices == ("No quotes are picked yet for “Keeping face”, “The mask”, “Before staff”, “The gate”.",)
    assert "emerge" not in (tmp_path / "f.html").read_text("utf-8")


# The theme table by perspective and with translations ----------------------------------------------------------------


def test_perspectives_stand_beside_each_other(session: Session, tmp_path: Path) -> None:
    found = table(session, "theme-table", tmp_path / "t.docx", form="perspective", perspective="Role", numbers="yes")
    assert found[0] == ["Theme and subtheme", "Remand", "Sentenced"]
    mask, gates = found[1], found[3]
    assert mask[1] == ""
    assert f"T1-Q2 “{MASK}” (Neil" in mask[2]
    assert mask[2].index("T1-Q3") < mask[2].index("T1-Q4 Different view: ")
    assert f"T2-Q1 “{GERMAN}”" in gates[1]
    with pytest.raises(NotFoundError):
        table(session, "theme-table", tmp_path / "t.docx", perspective="Colour")
    with pytest.raises(RefusedError, match="no attribute"):
        table(session, "theme-table", tmp_path / "t.docx", form="perspective", perspective="none")


def test_translations_stand_beside_their_quotes(session: Session, tmp_path: Path) -> None:
    found = table(session, "theme-table", tmp_path / "t.docx", form="translation", translation="original")
    assert found[0] == ["Theme and subtheme", "Quote", "Translation"]
    (row,) = [row for row in found if HEBREW in row[1]]
    assert row[0] == ""
    assert "Nobody asked me" not in row[1]
    assert row[2] == "“Nobody asked me how I was.” (translated by M. Dahl)"
    assert {row[2] for row in found if GERMAN in row[1]} == {""}
    assert [row[0].split("\n")[0] for row in found if row[0]][1:] == ["Wearing the mask", "Fear of being seen", "Gates"]
