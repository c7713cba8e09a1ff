"""A network of codes is what other programs read: every code with its numbers, every tie with its weight."""

from __future__ import annotations

from pathlib import Path

import networkx
import pytest

from qda.core import codebook, coders, coding, documents, exporters
from qda.core.exporters import ProductOptions
from qda.core.importers import Imported
from qda.core.themes import outline, relations
from qda.core.themes.relations import Node
from qda.errors import RefusedError
from qda.storage.project import Project

READ = {".graphml": networkx.read_graphml, ".gexf": networkx.read_gexf}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.create(tmp_path_factory.mktemp("network") / "study.loom", title="Nights & \x07days")
    with project.change("Make") as s:
        ann = coders.add_coder(s, "Ann")
        source = documents.add_source(s, Imported("One", "0123456789" * 4))
        a, b, c = (codebook.add_path(s, path) for path in ("Care > mask <\x07&", "Care > fear", "yard 😀"))
        for code, start, end in ((a, 0, 8), (b, 4, 12), (a, 20, 24), (b, 20, 24), (c, 30, 34)):
            coding.apply_code(s, ann, code, source, start, end)
        over = outline.add_theme(s, "Over")
        theme = outline.add_theme(s, "Nights", over, code_ids=[a, c])
        relations.relate(s, Node("theme", theme), "leads to", Node("code", b))
    yield project
    project.close()


def read(project: Project, path: Path, **chosen: str):
    with project.read() as s:
        exporters.export(s, "code-network", path, ProductOptions(chosen=chosen))
    return READ[path.suffix](path)


@pytest.mark.parametrize("suffix", READ)
def test_codes_that_stand_together_are_tied_by_their_number(study: Project, tmp_path: Path, suffix: str) -> None:
    graph = read(study, tmp_path / f"net{suffix}")
    assert not graph.is_directed()
    labels = {key: found["label"] for key, found in graph.nodes(data=True)}
    assert sorted(labels.values()) == ["Care", "fear", "mask <&", "yard 😀"]
    assert [found["passages"] for found in graph.nodes.values() if found["label"] == "fear"] == [2]
    ((start, end, tie),) = graph.edges(data=True)
    assert {labels[start], labels[end]} == {"mask <&", "fear"}
    assert (tie["weight"], tie["kind"], tie["similarity"]) == (2, "together", pytest.approx(2 / 2))
    assert read(study, tmp_path / f"few{suffix}", least="3").number_of_edges() == 0


@pytest.mark.parametrize("suffix", READ)
def test_the_structure_has_categories_themes_and_relations(study: Project, tmp_path: Path, suffix: str) -> None:
    graph = read(study, tmp_path / f"net{suffix}", ties="all")
    labels = {key: found["label"] for key, found in graph.nodes(data=True)}
    ties = sorted((labels[start], tie["kind"], labels[end]) for start, end, tie in graph.edges(data=True))
    assert [tie for tie in ties if tie[1] != "together"] == [
        ("Nights", "draws on", "mask <&"),
        ("Nights", "draws on", "yard 😀"),
        ("Nights", "is under", "Over"),
        ("Nights", "relation", "fear"),
        ("fear", "is in", "Care"),
        ("mask <&", "is in", "Care"),
    ]
    assert [tie["label"] for _start, _end, tie in graph.edges(data=True) if tie["kind"] == "relation"] == ["leads to"]
    assert {found["type"] for found in graph.nodes.values()} == {"code", "category", "theme"}


def test_the_window_shows_the_ties_and_an_empty_codebook_is_refused(study: Project, tmp_path: Path) -> None:
    with study.read() as s:
        exporters.products()["code-network"].write(s, tmp_path / "preview.html", ProductOptions())
    assert "mask &lt;&amp;" in (tmp_path / "preview.html").read_text("utf-8")
    with Project.create(tmp_path / "new.loom") as project, project.read() as s, pytest.raises(RefusedError):
        exporters.export(s, "code-network", tmp_path / "net.gexf")
