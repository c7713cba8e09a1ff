"""The product `map`: figures in three formats, in colour and in grey, on a page or as large as they are."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from qda.core import exporters
from qda.core.exporters import ProductOptions, Written
from qda.core.themes import outline, thematic_map
from qda.core.themes.relations import Node, relate
from qda.errors import RefusedError
from qda.storage.project import Project

SVG = "{http://www.w3.org/2000/svg}"


def write(project: Project, path: Path, **chosen: str) -> Written:
    with project.read() as session:
        return exporters.export(session, "map", path, ProductOptions(chosen=chosen))


@pytest.fixture
def related(tmp_path: Path) -> Project:
    """A project with a core, three themes, and relations between them."""
    with Project.create(tmp_path / "map.loom", title="Wege & Masken") as project:
        with project.change("Make themes") as s:
            core = outline.add_theme(s, "Zurückhaltung", core=True)
            themes = [outline.add_theme(s, name, core) for name in ("Masken", "Wege <weit>", "Fragen")]
            relate(s, Node("theme", themes[0]), "contradicts", Node("theme", themes[2]))
            thematic_map.move_nodes(s, {Node("theme", themes[1]): (700, 300)})
        yield project


def test_svg_has_words_title_and_description(related, tmp_path):
    written = write(related, tmp_path / "a.svg")
    assert (written.themes, written.codes, written.notices) == (4, 0, ())
    root = ElementTree.fromstring((tmp_path / "a.svg").read_bytes())
    assert root.findtext(f"{SVG}title") == "Thematic map: Wege & Masken"
    assert "“Masken” contradicts “Fragen”." in (root.findtext(f"{SVG}desc") or "")
    words = {text.text for text in root.iter(f"{SVG}text")}
    assert {"Zurückhaltung", "Masken", "Wege <weit>", "Fragen", "contradicts"} <= words


def test_grey_has_greys_alone(related, tmp_path):
    write(related, tmp_path / "a.svg", colour="grey")
    used = set(re.findall(r"#([0-9a-f]{6})", (tmp_path / "a.svg").read_text(encoding="utf-8")))
    assert used and all(one[:2] == one[2:4] == one[4:] for one in used)
    write(related, tmp_path / "b.svg")
    coloured = set(re.findall(r"#([0-9a-f]{6})", (tmp_path / "b.svg").read_text(encoding="utf-8")))
    assert any(len({one[:2], one[2:4], one[4:]}) > 1 for one in coloured)


def test_pdf_and_png_carry_the_description(related, tmp_path):
    import pypdfium2

    write(related, tmp_path / "a.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert "“Masken” contradicts “Fragen”." in document.get_metadata_dict()["Subject"]
    assert "Masken" in document[0].get_textpage().get_text_range()
    document.close()
    write(related, tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    assert data.startswith(b"\x89PNG") and "“Masken” contradicts “Fragen”.".encode() in data
    assert b"pHYs" + (11_811).to_bytes(4) in data, "300 dots an inch"


def test_what_was_moved_by_hand_is_drawn_so_unless_a_layout_is_named(related, tmp_path):
    wide = {}
    for layout in ("hand", "levels", "circle"):
        write(related, tmp_path / f"{layout}.svg", layout=layout)
        root = ElementTree.fromstring((tmp_path / f"{layout}.svg").read_bytes())
        wide[layout] = float(root.attrib["width"].removesuffix("pt"))
    assert wide["hand"] > 700 > wide["levels"]


def test_a_page_that_is_too_small_is_said(related, tmp_path):
    with related.change("Move") as s:
        first = outline.themes(s)[1]
        thematic_map.move_nodes(s, {Node("theme", first.id): (4_000, 0)})
    written = write(related, tmp_path / "a.svg", page="portrait")
    assert "points high" in written.notices[0]
    with pytest.raises(RefusedError, match="page"):
        write(related, tmp_path / "a.svg", page="letter")


def test_nothing_to_draw_is_refused(tmp_path):
    with Project.create(tmp_path / "empty.loom") as project, pytest.raises(RefusedError, match="no themes to draw"):
        write(project, tmp_path / "a.svg")
    assert not (tmp_path / "a.svg").exists()
