"""The thematic map: what is on it, how it is laid out, how its lines run, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qda.core import codebook
from qda.core.figures import Figure
from qda.core.figures.drawing import Line, Words
from qda.core.figures.typeface import width_of
from qda.core.themes import outline, placing, thematic_map
from qda.core.themes.map_drawing import A4, described, draw
from qda.core.themes.map_layout import boxes_of, lay_out, overlap
from qda.core.themes.map_routes import on_curve, rect_of, routes
from qda.core.themes.relations import Node, relate
from qda.core.themes.thematic_map import LAYOUTS, ThematicMap
from qda.errors import RefusedError
from qda.storage.project import Project
from tests.told import sample_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with sample_study(tmp_path_factory.mktemp("map") / "study.loom") as project:
        yield project


def read(study: Project, *, codes: bool) -> ThematicMap:
    with study.read() as s:
        return thematic_map.thematic_map(s, with_codes=codes)


def called(map_: ThematicMap, name: str) -> Node:
    return next(one.node for one in map_.nodes if one.name == name)


def fear(s: Session) -> dict[str, str]:
    """Make a core with two themes, one of them with a subtheme, one theme set aside, and three codes."""
    made = {name: codebook.add_code(s, name) for name in ("mask", "way", "bus")}
    made["Core"] = outline.add_theme(s, "Core", core=True)
    made["Fear"] = outline.add_theme(s, "Fear", made["Core"], code_ids=[made["mask"], made["way"]])
    made["Doors"] = outline.add_theme(s, "Doors", made["Fear"], code_ids=[made["way"]])
    made["Help"] = outline.add_theme(s, "Help", made["Core"])
    made["Old"] = outline.add_theme(s, "Old", status="set aside")
    relate(s, Node("theme", made["Doors"]), "contradicts", Node("theme", made["Help"]))
    relate(s, Node("theme", made["Help"]), "leads to", Node("theme", made["Old"]))
    return made


# What is on it --------------------------------------------------------------------------------------------------------


def test_themes_have_a_branch_and_what_is_set_aside_is_left_out(s):
    fear(s)
    map_ = thematic_map.thematic_map(s)
    shown = {one.name: (one.depth, one.core, one.branch) for one in map_.nodes}
    assert shown == {
        "Core": (0, True, None),
        "Fear": (1, False, 0),
        "Doors": (2, False, 0),
        "Help": (1, False, 1),
    }
    assert [(tie.name, tie.against, tie.mutual) for tie in map_.ties if not tie.nested] == [("contradicts", True, True)]


def test_codes_stand_with_the_theme_nearest_to_them(s):
    made = fear(s)
    assert not thematic_map.thematic_map(s).codes_shown
    thematic_map.show_codes(s, shown=True)
    map_ = thematic_map.thematic_map(s)
    parents = {one.name: one.parent for one in map_.nodes if one.node.kind == "code"}
    assert parents == {"mask": Node("theme", made["Fear"]), "way": Node("theme", made["Doors"])}
    thematic_map.show_codes(s, shown=False)
    # What is related is there all the same.
    relate(s, Node("code", made["bus"]), "helps", Node("theme", made["Help"]))
    assert [one.name for one in thematic_map.thematic_map(s).nodes if one.node.kind == "code"] == ["bus"]


def test_the_layout_is_chosen_and_places_given_by_hand_go_with_it(s):
    made = fear(s)
    thematic_map.move_nodes(s, {Node("theme", made["Help"]): (900, -40)})
    map_ = thematic_map.thematic_map(s)
    assert map_.layout == "levels"
    assert lay_out(map_, boxes_of(map_))[Node("theme", made["Help"])] == (900, -40)
    assert lay_out(map_, boxes_of(map_), "levels")[Node("theme", made["Help"])] != (900, -40)
    thematic_map.choose_layout(s, "radial")
    assert thematic_map.thematic_map(s).layout == "radial"
    assert placing.places(s, placing.MAP) == {}
    with pytest.raises(RefusedError, match="spiral"):
        thematic_map.choose_layout(s, "spiral")


# The layout -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("codes", [False, True], ids=["themes", "codes"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_layout_lets_boxes_overlap_and_each_is_the_same_again(study, layout, codes):
    map_ = read(study, codes=codes)
    boxes = boxes_of(map_)
    places = lay_out(map_, boxes, layout)
    assert places.keys() == boxes.keys()
    for one, other in combinations(places, 2):
        assert min(overlap(places[one], boxes[one], places[other], boxes[other], 0.0)) <= 0
    assert lay_out(map_, boxes, layout) == places


def test_what_is_put_on_one_another_by_hand_is_the_only_thing_that_stays(study):
    map_ = read(study, codes=False)
    boxes = boxes_of(map_)
    plain = lay_out(map_, boxes)
    first, second = list(plain)[4:6]
    spot = (round(plain[second][0]), round(plain[second][1]))
    moved = ThematicMap(map_.title, map_.language, map_.nodes, map_.ties, map_.layout, {first: spot}, codes_shown=False)
    places = lay_out(moved, boxes)
    assert places[first] == spot
    assert min(overlap(places[first], boxes[first], places[second], boxes[second], 0.0)) <= 0


def test_the_core_is_in_the_middle_of_what_is_around_it_and_above_the_levels(study):
    map_ = read(study, codes=False)
    core = next(one.node for one in map_.nodes if one.core)
    around = lay_out(map_, boxes_of(map_), "radial")
    assert min(y for _x, y in around.values()) < around[core][1] < max(y for _x, y in around.values())
    levels = lay_out(map_, boxes_of(map_), "levels")
    depth = {one.node: one.depth for one in map_.nodes}
    tops = [min(y for node, (_x, y) in levels.items() if depth[node] == level) for level in range(3)]
    assert tops == sorted(tops)
    assert tops[0] == levels[core][1]


@pytest.mark.parametrize("layout", ["levels", "tree", "radial"])
def test_lines_go_around_boxes_and_names_of_relations_can_be_read(study, layout):
    map_ = read(study, codes=True)
    boxes = boxes_of(map_)
    places = lay_out(map_, boxes, layout)
    found = routes(map_, places, boxes, layout=layout)
    crossed = 0
    for route in found:
        line = on_curve(route.points) if route.bent else route.points
        others = [node for node in places if node not in (route.tie.start, route.tie.end)]
        crossed += sum(any(rect_of(places[node], boxes[node]).holds(*point) for point in line) for node in others)
    assert crossed <= 2
    named = [route for route in found if route.label is not None]
    assert len(named) == 10
    covered = [
        route.tie.name for route in named for node in places if rect_of(places[node], boxes[node]).holds(*route.label)
    ]
    assert not covered


# The figure -----------------------------------------------------------------------------------------------------------


def words_of(figure: Figure) -> list[Words]:
    return [part for part in figure.parts if isinstance(part, Words)]


def test_the_figure_says_in_words_what_it_shows(study):
    figure = draw(read(study, codes=False))
    assert figure.title.startswith("Thematic map: Closing the distance")
    for sentence in (
        "A map of 17 themes and 1 code.",
        "“Closing the distance” is at its core.",
        "“Far away in more ways than one” holds “It has to be worth the road”, “Waiting uses up the courage” and"
        " “Seen by everyone, told to no one”.",
        "“It has to be worth the road” leads to “Waiting uses up the courage”.",
    ):
        assert sentence in figure.about
    drawn = " ".join(part.text for part in words_of(figure))
    assert "contradicts" in drawn and "is a condition of" in drawn


def test_contradictions_are_broken_lines_and_nesting_is_grey(study):
    lines = [part for part in draw(read(study, codes=False)).parts if isinstance(part, Line)]
    assert sum(line.dash is not None for line in lines) == 2, "the relation, and what the lines mean"
    assert {line.stroke for line in lines if line.dash is not None} == {"ink"}
    assert {line.stroke for line in lines} == {"ink", "muted"}


def test_long_german_names_are_wrapped_inside_their_boxes(s):
    name = "Studienanfängerinnenunterstützungsangebotsverantwortlichkeiten"
    top = outline.add_theme(s, name)
    outline.add_theme(s, "Selbstwirksamkeitserwartungserfahrungen " * 3, top)
    map_ = thematic_map.thematic_map(s)
    for box in boxes_of(map_).values():
        assert len(box.lines) > 1
        assert max(width_of(line, box.size) for line in box.lines) <= box.width
    figure = draw(map_)
    assert all(part.x - width_of(part.text, part.size) / 2 >= 0 for part in words_of(figure))
    assert "".join(part.text.rstrip("-") for part in words_of(figure)).startswith(name)


def test_a_page_holds_the_whole_map(study):
    map_ = read(study, codes=True)
    assert draw(map_).width > A4[1]
    for page, (wide, high) in (("portrait", A4), ("landscape", A4[::-1])):
        figure = draw(map_, "tree", page)
        assert figure.width <= wide and figure.height <= high
        assert all(0 <= part.x <= figure.width and 0 <= part.y <= figure.height for part in words_of(figure))


def test_an_empty_map_and_one_theme_can_be_drawn(s):
    assert described(thematic_map.thematic_map(s)) == "A map of 0 themes."
    outline.add_theme(s, "Alone")
    for layout in LAYOUTS:
        assert [part.text for part in words_of(draw(thematic_map.thematic_map(s), layout))] == ["Alone"]


def test_the_sample_has_a_map_with_relations(study: Project, tmp_path: Path) -> None:
    map_ = read(study, codes=False)
    assert len([tie for tie in map_.ties if not tie.nested]) == 10
    assert called(map_, "Closing the distance")
    assert tmp_path.is_dir()
