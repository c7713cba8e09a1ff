"""Shalaby & Agyapong 2020, JMIR Mental Health 7(6): a conceptual framework as a figure fit for print."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from qda.core.themes import outline, placing, relations
from qda.core.themes.relations import Node
from tests.replays.conftest import Replay

SVG = "{http://www.w3.org/2000/svg}"
TIES = (
    ("Peer support", "leads to", "Hope"),
    ("Hope", "leads to", "Recovery"),
    ("Clear roles", "is a condition of", "Peer support"),
    ("Stigma", "contradicts", "Hope"),
)


@pytest.fixture
def concepts(replay: Replay) -> Replay:
    """Five concepts with named relations, one of them the core."""
    replay.start_over(["concept", "core concept"])
    made = {
        name: replay.theme(name, "core concept" if name == "Peer support" else "concept", core=name == "Peer support")
        for name in ("Peer support", "Hope", "Recovery", "Clear roles", "Stigma")
    }
    for start, name, end in TIES:
        replay.do("Relate", relations.relate, Node("theme", made[start]), name, Node("theme", made[end]))
    return replay


@pytest.mark.parametrize("layout", ["levels", "tree", "radial", "circle", "force"])
def test_the_figure_names_every_concept_and_relation_and_says_them_in_words(concepts: Replay, layout: str) -> None:
    root = ElementTree.fromstring(concepts.text("map", ".svg", layout=layout).encode("utf-8"))
    words = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    for start, name, end in TIES:
        assert start in words and name in words and end in words
    said = root.findtext(f"{SVG}desc", "")
    assert all(f"“{start}” {name} “{end}”" in said for start, name, end in TIES), said


def test_it_comes_for_print_in_colour_and_in_grey(concepts: Replay) -> None:
    grey = concepts.text("map", ".svg", colour="grey")
    colours = re.findall(r"#([0-9a-fA-F]{6})\b", grey)
    assert colours and all(one[:2] == one[2:4] == one[4:] for one in colours)
    path = concepts.write("map", ".png", page="landscape")
    with Image.open(path) as picture:
        assert round(picture.info["dpi"][0]) == 300
        assert picture.width <= 11.7 * 300 and "Peer support" in picture.text["Description"]
    assert concepts.write("map", ".pdf").read_bytes().startswith(b"%PDF")


def test_what_is_moved_by_hand_stands_so_in_the_figure(concepts: Replay) -> None:
    before = concepts.text("map", ".svg")
    hope = next(theme.id for theme in concepts.ask(outline.themes) if theme.name == "Hope")
    concepts.do("Move", placing.place, placing.MAP, [placing.Place(hope, None, 900, 700)])
    assert concepts.text("map", ".svg") != before
