"""What the relations say as a graph, on graphs small enough to be looked through by hand."""

from __future__ import annotations

import pytest

from qda.core import codebook, coders, coding, documents
from qda.core.importers import Imported
from qda.core.study import edit_study
from qda.core.themes import graph, outline, quotes
from qda.core.themes.relations import Node, relate


def themes(s, *names: str) -> dict[str, Node]:
    """Make themes; ``A/B`` is B below A."""
    made: dict[str, Node] = {}
    for name in names:
        above, _slash, own = name.rpartition("/")
        made[own] = Node("theme", outline.add_theme(s, own, made[above].id if above else None))
    return made


def told(s, kind: str) -> list[str]:
    return [hint.sentence for hint in graph.hints(s) if hint.kind == kind]


@pytest.fixture
def quiet(s):
    """A study whose approach looks at relations only."""
    edit_study(s, approach="reflexive")
    return s


def test_the_graph_has_themes_related_codes_and_both_kinds_of_ties(s):
    made = themes(s, "A", "A/B", "C")
    help_ = Node("code", codebook.add_code(s, "Help"))
    codebook.add_code(s, "Unrelated")
    outline.edit_theme(s, outline.add_theme(s, "Old"), status="set aside")
    key = relate(s, help_, "leads to", made["B"])
    built = graph.relation_graph(s)
    assert {built.nodes[node]["name"] for node in built} == {"A", "B", "C", "Help"}
    assert built.nodes[made["B"]]["depth"] == 1
    assert built.nodes[help_]["depth"] is None
    assert built.edges[help_, made["B"], key]["name"] == "leads to"
    assert [data["nested"] for _start, _end, data in built.edges(made["B"], data=True)] == [True]
    assert len(graph.relation_graph(s, set_aside=True)) == 5


def test_a_core_category_binds_directly_and_through_others_and_leaves_some_loose(s):
    """Core - B (relation), Core - C (below), B - D (relation the other way), E - F apart, G through a code."""
    made = themes(s, "Core", "B", "Core/C", "D", "E", "F", "G")
    outline.edit_theme(s, made["Core"].id, core=True)
    relate(s, made["B"], "leads to", made["Core"])
    relate(s, made["D"], "is part of", made["B"])
    relate(s, made["E"], "contradicts", made["F"])
    way = Node("code", codebook.add_code(s, "Way"))
    relate(s, way, "leads to", made["G"])
    relate(s, made["D"], "leads to", way)
    (one,) = graph.bound(s)
    assert one.core.name == "Core"
    # In the order of the outline, where C stands below Core.
    assert [row.name for row in one.directly] == ["C", "B"]
    assert [row.name for row in one.through] == ["D", "G"]
    assert [row.name for row in one.loose] == ["E", "F"]
    assert told(s, "core") == ["“Core” does not bind “E” and “F” yet."]
    assert told(s, "island") == []


def test_the_only_theme_on_the_highest_level_is_the_core_where_none_is_ticked(s):
    outline.set_levels(s, ["category", "core category"])
    (low, _low), (high, _high) = outline.levels(s)
    made = themes(s, "A", "B", "C")
    for name, level in (("A", low), ("B", high), ("C", low)):
        outline.edit_theme(s, made[name].id, level_id=level)
    assert [one.core.name for one in graph.bound(s)] == ["B"]
    outline.edit_theme(s, made["A"].id, core=True)
    assert [one.core.name for one in graph.bound(s)] == ["A"]
    outline.edit_theme(s, made["A"].id, core=False, level_id=high)
    assert graph.bound(s) == []


def test_islands_are_named_once_anything_is_related(quiet):
    s = quiet
    made = themes(s, "A", "B", "C", "D", "E")
    assert graph.hints(s) == []
    relate(s, made["A"], "leads to", made["B"])
    relate(s, made["C"], "leads to", made["B"])
    relate(s, made["D"], "leads to", made["E"])
    assert told(s, "island") == ["Apart from all other themes: “D” and “E”."]
    relate(s, made["E"], "helps", made["A"])
    outline.add_theme(s, "F")
    assert told(s, "island") == ["Apart from all other themes: “F”."]
    outline.move_theme(s, outline.find_theme(s, "F"), made["A"].id)
    s.flush()
    assert told(s, "island") == []


def test_a_circle_is_told_step_by_step_and_mutual_relations_make_none(quiet):
    s = quiet
    made = themes(s, "Waiting", "Silence", "Giving up")
    relate(s, made["Waiting"], "leads to", made["Silence"])
    relate(s, made["Silence"], "contradicts", made["Waiting"])
    assert told(s, "circle") == []
    relate(s, made["Silence"], "leads to", made["Giving up"])
    relate(s, made["Giving up"], "is a condition of", made["Waiting"])
    assert told(s, "circle") == [
        "A circle: “Waiting” leads to “Silence”, leads to “Giving up”, is a condition of “Waiting”. Is it meant?"
    ]
    # The shorter way round is the one that is told.
    relate(s, made["Silence"], "leads to", made["Waiting"])
    assert told(s, "circle") == ["A circle: “Waiting” leads to “Silence”, leads to “Waiting”. Is it meant?"]


def test_single_sources_and_missing_views_are_hinted_at_unless_the_approach_leaves_them_aside(s):
    edit_study(s, approach="codebook")
    ann = coders.add_coder(s, "Ann")
    one, two = (documents.add_source(s, Imported(name, "Some words were said here.")) for name in ("One", "Two"))
    here, there = codebook.add_code(s, "Here"), codebook.add_code(s, "There")
    for code_id, source_id in ((here, one), (there, one), (there, two)):
        coding.apply_code(s, ann, code_id, source_id, 0, 10)
    made = {
        name: outline.add_theme(s, name, code_ids=[code_id])
        for name, code_id in (("Narrow", here), ("Wide", there), ("Aside", here))
    }
    below = outline.add_theme(s, "Below", made["Wide"])
    outline.add_theme(s, "Empty")
    outline.edit_theme(s, made["Aside"], status="set aside")
    assert told(s, "one source") == ["Drawing on a single source: “Narrow”."]
    assert told(s, "one view") == []
    for theme_id in (made["Narrow"], made["Wide"]):
        quotes.pick_quote(s, one, 0, 4, theme_id=theme_id)
    assert told(s, "one view") == ["No different view yet in “Narrow” and “Wide”."]
    quotes.pick_quote(s, two, 0, 4, theme_id=below, kind="counter")
    assert told(s, "one view") == ["No different view yet in “Narrow”."]
    edit_study(s, approach="reflexive")
    assert graph.hints(s) == []
