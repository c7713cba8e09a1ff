"""Words that a spreadsheet would run or a browser take for a page, in every product: they leave as words."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import warnings
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree, html
from sqlalchemy import String

from qda.core.exporters import export, products
from qda.core.exporters.delimited import guarded
from qda.core.review import packs, rounds
from qda.core.review.pack_html import page
from qda.errors import QdaError
from qda.storage.models import Base
from qda.storage.project import Project
from tests.told import sample_study

BAIT = "=cmd|'<zz onload=zz()>&copy;<script>zz()</script>"
"""What whatever people wrote begins with: a formula, an element with a handler, an entity, a script."""
FORMS = [
    (one.name, suffix)
    for one in products().values()
    for suffix in one.suffixes
    if suffix not in (".pdf", ".png")  # set as letters, and drawn
]
_WORDS = frozenset(
    (
        *(
            "name",
            "title",
            "note",
            "words",
            "idea",
            "definition",
            "include",
            "exclude",
            "example",
            "boundaries",
            "text",
        ),
        *("body", "summary", "why", "about", "context", "said_by", "dissent", "translation", "translator", "before"),
        *("explanation", "by", "after", "decided_by", "place", "relationship", "interviewer", "others", "checked_by"),
        *("transcribed_by", "payment", "authorship", "content_note", "research_question", "label", "support_name"),
        *("preferred", "supported", "study_label", "sample_label", "original_name", "initials", "search", "how"),
    )
)
"""Columns in which people write what they like."""
_OURS = frozenset(("change", "meta", "setting", "coding_round", "theme_credit"))


@pytest.fixture(scope="module")
def baited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with the bait before all that people wrote, put there behind the back of the program."""
    path = tmp_path_factory.mktemp("bait") / "sample.loom"
    sample_study(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if column.name in _WORDS and table.name not in _OURS and isinstance(column.type, String):
                name = f'"{column.name}"'
                connection.execute(f"UPDATE \"{table.name}\" SET {name} = ? || {name} WHERE {name} <> ''", (BAIT,))
    connection.execute("COMMIT")
    connection.close()
    return path


@pytest.fixture(scope="module")
def written(baited: Path) -> list[tuple[str, bytes]]:
    """All files that leave, by name, what is packed in them too."""
    made: list[Path] = []
    with Project.open(baited, read_only=True) as project, project.read() as session:
        for name, suffix in FORMS:
            target = baited.parent / f"{name}{suffix}"
            try:
                export(session, name, target)
            except QdaError as error:
                assert str(error).endswith("."), name
            else:
                made.append(target)
    assert len(made) > 0.9 * len(FORMS)
    return [found for path in made for found in _unpacked(path.name, path.read_bytes())]


def _unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, data
    if data.startswith(b"PK") and not name.endswith(".xlsx"):
        with ZipFile(io.BytesIO(data)) as archive:
            for one in archive.namelist():
                yield from _unpacked(f"{name}/{one}", archive.read(one))


def _of(written: list[tuple[str, bytes]], *suffixes: str) -> list[tuple[str, bytes]]:
    found = [(name, data) for name, data in written if name.endswith(suffixes)]
    assert any(b"=cmd" in data or name.endswith(".xlsx") for name, data in found), "the bait is in none of them"
    return found


def test_no_cell_of_a_workbook_is_a_formula(written: list[tuple[str, bytes]]) -> None:
    baited = 0
    for name, data in _of(written, ".xlsx"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data))
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", (name, cell.coordinate)
            if isinstance(cell.value, str) and guarded(cell.value) != cell.value:
                assert cell.quotePrefix, (name, cell.coordinate, cell.value[:40])
                baited += BAIT in cell.value
    assert baited > 100


def test_no_cell_of_separated_text_is_a_formula(written: list[tuple[str, bytes]]) -> None:
    for name, data in _of(written, ".csv", ".tsv"):
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            for cell in row:
                assert guarded(cell) == cell or cell.startswith("'") or _is_number(cell), (name, cell[:60])


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_a_page_or_drawing_shows_words_and_runs_none(written: list[tuple[str, bytes]]) -> None:
    for name, data in _of(written, ".html", ".svg"):
        _is_harmless(name, data)


def test_a_pack_for_co_researchers_runs_no_words(baited: Path, tmp_path: Path) -> None:
    with Project.open(Path(shutil.copy(baited, tmp_path))) as project, project.change("Hand out") as session:
        shown = rounds.rounds(session)[0]
        pack = packs.one_pack(session, packs.hand_out(session, shown.id))
        made = page(session, pack.id).encode()
    assert b"=cmd" in made
    _is_harmless("pack.html", made)


def _is_harmless(name: str, data: bytes) -> None:
    root = etree.fromstring(data) if name.endswith(".svg") else html.document_fromstring(data)
    for element in root.iter():
        if isinstance(element.tag, str):
            assert etree.QName(element).localname != "zz", name
            assert not any(attribute.startswith("on") for attribute in element.attrib), name
            script = etree.QName(element).localname == "script" and element.get("type") != "application/json"
            assert not (script and "zz()" in (element.text or "").replace(json.dumps(BAIT)[1:-1], "")), name


def test_markdown_has_no_element_of_a_page(written: list[tuple[str, bytes]]) -> None:
    for name, data in _of(written, ".md"):
        assert b"<zz" not in data.replace(b"\\<", b""), name


def test_parts_of_documents_are_sound_and_ask_for_nothing(written: list[tuple[str, bytes]]) -> None:
    """XML that can be read; no field that runs a program, and nothing that is fetched when it is opened."""
    for name, data in _of(written, ".xml", ".rels", ".graphml", ".gexf", ".qdc", ".qde"):
        root = etree.fromstring(data)
        for element in root.iter():
            told = f"{element.get('Type', '')} {element.text or ''}"
            if str(element.tag).endswith(("}instrText", "}fldSimple")):
                assert "DDE" not in told, name
            if element.get("TargetMode") == "External":
                assert str(element.get("Type")).endswith("/hyperlink"), name
