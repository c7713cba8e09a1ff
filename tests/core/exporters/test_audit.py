"""The audit trail: what was decided, by whom and why, versions with their differences, numbers and a figure."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import ProductOptions
from qda.errors import RefusedError
from qda.storage.project import Project
from tests.told import sample_study


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The sample study, in which two codes became one, one got a better name, and two codebooks were kept."""
    with sample_study(tmp_path_factory.mktemp("sample") / "study.loom") as project, project.read() as session:
        yield session


def test_the_document_tells_who_decided_what_and_which_memo_explains_it(told: Session, tmp_path: Path) -> None:
    written = exporters.export(told, "audit", tmp_path / "a.docx")
    document = Document(str(tmp_path / "a.docx"))
    assert (written.themes, written.codes) == (17, 35)
    headings = [part.text for part in document.paragraphs if part.style.name.startswith("Heading")]
    assert headings[:4] == ["Audit trail", "The codebook over time", "What became of codes", "What became of themes"]
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    (codes,) = (table for table in tables if any(row[2:3] and row[2].startswith("Merged “") for row in table[1:]))
    rows = {row[2].split("\n")[0]: (row[1], row[3]) for row in codes[1:]}
    assert rows["Merged “No news” into the code “Waiting list” (2 passages)"] == (
        "Nora Hestrim",
        "One silence, two codes",
    )
    assert rows["Renamed the code “Waiting list” to “Waiting without word”"] == (
        "Amos Tarvole",
        "Not the length, the silence",
    )
    (versions,) = (table for table in tables if table[0][0] == "Version")
    assert [row[0] for row in versions[1:]] == ["First codebook", "Codebook of the paper"]
    (differences,) = (table for table in tables if table[0][0] == "Kind")
    assert [row[1].split("\n")[0] for row in differences[1:]] == [
        "“No news” was merged into “Waiting without word” (2 passages).",
        "“Waiting list” was renamed “Waiting without word”.",
        "“Waiting without word”: the definition was changed.",
    ]
    words = " ".join(part.text for part in document.paragraphs)
    assert "29 codes in 6 categories, 17 themes and 269 coded passages" in words
    assert not re.search(r"From (\S+) to \1", words)
    assert words.count("Words that went are in italics, words that came are in bold.") == 3


def test_words_that_changed_are_marked_without_colour(told: Session, tmp_path: Path) -> None:
    exporters.export(told, "audit", tmp_path / "a.docx")
    table = next(one for one in Document(str(tmp_path / "a.docx")).tables if one.cell(0, 0).text == "Kind")
    runs = table.cell(3, 1).paragraphs[1].runs
    old = "".join(run.text for run in runs if not run.bold)
    new = "".join(run.text for run in runs if not run.italic)
    assert old.replace(" ", "") == "Waitingforhelp,andwhatitdoestocourageandtosymptoms."
    assert new.replace(" ", "").startswith("Waitingforhelpwhilenobodysayswhereonestands,andwhatthesilencedoes")


def test_the_figure_stands_in_the_document_with_words_for_who_cannot_see_it(told: Session, tmp_path: Path) -> None:
    exporters.export(told, "audit", tmp_path / "a.docx")
    with ZipFile(tmp_path / "a.docx") as package:
        assert package.read("word/media/figure1.png").startswith(b"\x89PNG")
    body = Document(str(tmp_path / "a.docx")).element.body
    (told_,) = (node.get("descr") for node in body.iter() if node.tag.endswith("}docPr"))
    assert told_.startswith("Three panels over the same days") and "Themes: at last 17" in told_


def test_the_workbook_has_decisions_standings_and_differences(told: Session, tmp_path: Path) -> None:
    exporters.export(told, "audit", tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Decisions", "Over time", "Differences", "About"]
    rows = list(book["Decisions"].iter_rows(values_only=True))
    assert rows[0][:6] == ("Date", "Who", "Kind", "What was decided", "Passages", "Memos")
    (merged,) = (row for row in rows if row[2] == "Merged")
    assert merged[1] == "Nora Hestrim" and merged[4] == 2 and merged[5] == "One silence, two codes"
    assert book["Over time"]["B2"].value == 29
    assert {row[2] for row in book["Differences"].iter_rows(min_row=2, values_only=True)} == {
        "Merged",
        "Renamed",
        "Redefined",
    }


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.alt = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.alt = dict(attrs)["alt"] or ""
        elif tag not in ("meta", "col", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_web_page_is_whole_and_its_figure_has_words(told: Session, tmp_path: Path) -> None:
    exporters.export(told, "audit", tmp_path / "a.html")
    tags = _Tags()
    tags.feed((tmp_path / "a.html").read_text("utf-8"))
    assert tags.open == [] and tags.alt.startswith("Three panels")


def test_what_was_undone_is_left_out_or_shown_as_such(told: Session, tmp_path: Path) -> None:
    from qda.core import codebook

    with Project.create(tmp_path / "s.loom") as project:
        with project.change("Make code") as s:
            codebook.add_code(s, "kept")
        with project.change("Make code") as s:
            codebook.add_code(s, "taken back")
        project.undo()
        for choice, expected in (("leave out", [None]), ("show", [None, "yes"])):
            with project.read() as s:
                exporters.export(s, "audit", tmp_path / "a.xlsx", ProductOptions(chosen={"undone": choice}))
            rows = list(load_workbook(tmp_path / "a.xlsx")["Decisions"].iter_rows(min_row=2, values_only=True))
            assert [row[8] for row in rows] == expected


def test_nothing_decided_yet_is_said_so(tmp_path: Path) -> None:
    with Project.create(tmp_path / "s.loom") as project, project.read() as s:
        with pytest.raises(RefusedError, match="Nothing was decided yet"):
            exporters.export(s, "audit", tmp_path / "a.docx")
        with pytest.raises(RefusedError, match="never any codes"):
            exporters.export(s, "codebook-over-time", tmp_path / "a.svg")


def test_the_figure_comes_with_the_table_behind_it(told: Session, tmp_path: Path) -> None:
    exporters.export(told, "codebook-over-time", tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[:5] == ["day", "codes", "categories", "themes", "passages"]
    assert rows[-1][1:5] == ["29", "6", "17", "269"]
    exporters.export(told, "codebook-over-time", tmp_path / "a.svg")
    svg = (tmp_path / "a.svg").read_text("utf-8")
    assert "Codes and categories" in svg and "First codebook" in svg and "<desc" in svg
