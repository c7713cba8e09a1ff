"""Templates: styles of a user's own file, known by their names; what is no template, or harmful, is refused."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from lxml import etree
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from qda.cli.main import app
from qda.core import exporters
from qda.core.exporters import ProductOptions
from qda.errors import RefusedError

from .conftest import MASK, Facts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def journal() -> bytes:
    """A template as Word writes one: other ids than ours, a theme, a list style, French."""
    document = docx.Document()
    document.styles["Heading 1"].font.name = "Georgia"
    document.styles["Heading 1"].element.set(f"{W}styleId", "berschrift1")
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(12)
    return saved(document)


def test_a_template_gives_its_styles_and_ours_stand_on_them(session: Session, tmp_path: Path, journal: bytes) -> None:
    options = ProductOptions(template=journal, template_name="journal.docx")
    assert (
        exporters.export(session, "theme-report", tmp_path / "r.docx", options).notices
        == exporters.export(session, "theme-report", tmp_path / "plain.docx").notices
    )
    document, plain = docx.Document(str(tmp_path / "r.docx")), docx.Document(str(tmp_path / "plain.docx"))
    assert [part.text for part in document.paragraphs] == [part.text for part in plain.paragraphs]
    assert [part.style.name for part in document.paragraphs] == [part.style.name for part in plain.paragraphs]
    head = document.styles["Heading 1"]
    assert (head.style_id, head.font.name) == ("Heading1", "Georgia")
    quote = document.styles["Themeloom Block Quote"]
    assert quote.base_style.name == "Themeloom Text"
    assert quote.base_style.base_style.font.name == "Georgia"
    root = etree.fromstring(zipfile.ZipFile(tmp_path / "r.docx").read("word/styles.xml"))
    ids = [style.get(f"{W}styleId") for style in root.iter(f"{W}style")]
    assert len(ids) == len(set(ids))
    known = set(ids)
    for tag in ("basedOn", "next", "link"):
        assert {part.get(f"{W}val") for part in root.iter(f"{W}{tag}")} <= known
    defaults = [style.get(f"{W}type") for style in root.iter(f"{W}style") if style.get(f"{W}default") == "1"]
    assert len(defaults) == len(set(defaults))
    assert not list(root.iter(f"{W}numPr"))
    # The language is the document's and not the template's.
    assert root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").get(f"{W}val") == "en-GB"
    assert "word/theme/theme1.xml" in zipfile.ZipFile(tmp_path / "r.docx").namelist()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_our_own_template_changed_in_word_changes_every_product(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "word-template", tmp_path / "ours.docx")
    document = docx.Document(str(tmp_path / "ours.docx"))
    used = {part.style.name for part in document.paragraphs}
    used |= {part.style.name for row in document.tables[0].rows for cell in row.cells for part in cell.paragraphs}
    ours = {style.name for style in document.styles if style.name.startswith("Themeloom")}
    assert ours - used == {"Themeloom Table", "Themeloom Transcript"}
    document.styles["Themeloom Quote"].font.size = Pt(7)
    options = ProductOptions(template=saved(document))
    exporters.export(session, "theme-table", tmp_path / "t.docx", options)
    table = docx.Document(str(tmp_path / "t.docx"))
    assert table.styles["Themeloom Quote"].font.size == Pt(7)
    assert any(MASK in cell.text for row in table.tables[0].rows for cell in row.cells)


def test_what_is_no_template_is_refused(session: Session, tmp_path: Path, journal: bytes) -> None:
    (tmp_path / "t.docx").write_text("old")
    entities = b'<!DOCTYPE x [<!ENTITY a "b">]><w:styles xmlns:w="' + W[1:-1].encode() + b'">&a;</w:styles>'
    bad = [b"", b"no zip", journal[:2000], packed({"word/styles.xml": entities}), packed({"other": b"x"})]
    bad += [packed({"word/styles.xml": b"<x/>"}), packed({"word/styles.xml": b"<x>" + b" " * 30_000_000 + b"</x>"})]
    for data in bad:
        options = ProductOptions(template=data, template_name="bad.docx")
        with pytest.raises(RefusedError, match=r"bad\.docx can't be used as a template"):
            exporters.export(session, "theme-table", tmp_path / "t.docx", options)
    assert (tmp_path / "t.docx").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["t.docx"]


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def test_documents_with_rules_of_their_own_keep_their_looks(session: Session, tmp_path: Path, journal: bytes) -> None:
    options = replace(ProductOptions(), template=journal)
    exporters.export(session, "easy-read", tmp_path / "plain.docx")
    written = exporters.export(session, "easy-read", tmp_path / "e.docx", options)
    assert any("takes no styles of a template" in notice for notice in written.notices)
    before, after = (zipfile.ZipFile(tmp_path / name).read("word/styles.xml") for name in ("plain.docx", "e.docx"))
    assert before == after


def test_the_terminal_takes_a_template(study: Facts, tmp_path: Path, journal: bytes) -> None:
    (tmp_path / "journal.docx").write_bytes(journal)
    arguments = ["export", str(study.project.path), "theme-table", "-o", str(tmp_path / "t.docx"), "--template"]
    run = CliRunner().invoke(app, [*arguments, str(tmp_path / "journal.docx")])
    assert run.exit_code == 0, run.output
    assert docx.Document(str(tmp_path / "t.docx")).styles["Normal"].font.name == "Georgia"
    assert CliRunner().invoke(app, [*arguments, str(tmp_path / "none.docx")]).exit_code == 2
