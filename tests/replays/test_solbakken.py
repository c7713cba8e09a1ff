"""Solbakken et al. 2024, BMC Psychiatry 24:292: elements of grounded theory, from initial codes to a core category."""

from __future__ import annotations

import pytest

from qda.core import memos, retrieval, study
from qda.core.memos import Link
from qda.core.retrieval import Filter
from qda.core.themes import category, graph, outline, quotes, relations
from qda.core.themes.relations import Node
from tests.replays.conftest import Replay

TRANSLATION = "Ingen spurte hvordan det gikk."


@pytest.fixture
def grounded(replay: Replay) -> Replay:
    """Three main categories with sub-categories, and a core category that relations bind to them."""
    replay.start_over(["sub-category", "category", "core category"])
    replay.do("Choose approach", study.change_approach, "grounded", levels="keep")
    replay.do("Choose school", study.choose_school, "birks-mills")
    core = replay.theme("Somebody who comes out", "core category", core=True)
    far = replay.theme("The long way", "category", codes=("Distance and transport",))
    replay.theme("Waiting", "sub-category", far, ("Waiting without word",))
    replay.theme("Paper", "sub-category", far, ("Letters, forms and phones",))
    met = replay.theme("Being met", "category", codes=("Plain words",))
    replay.theme("Time", "sub-category", met, ("Time without hurry",))
    hidden = replay.theme("Hiding", "category", codes=("Hiding it",))
    for name, end in (("is a condition of", met), ("shortens", far), ("helps against", hidden)):
        replay.do("Relate", relations.relate, Node("theme", core), name, Node("theme", end))
    return replay


def theme_id(study_: Replay, name: str) -> str:
    return next(theme.id for theme in study_.ask(outline.themes) if theme.name == name)


def test_the_table_has_core_category_main_categories_and_sub_categories(grounded: Replay) -> None:
    table = grounded.word("theme-table", form="columns")
    assert [title.casefold() for title in table[0]] == ["core category", "category", "sub-category", "codes", "quotes"]
    named = [[cell.split("\n")[0] for cell in row[:4]] for row in table[1:]]
    places = {
        column: list(dict.fromkeys(row[column] for row in named if row[column] and "continued" not in row[column]))
        for column in range(3)
    }
    assert places[0] == ["Somebody who comes out"]
    assert places[1] == ["The long way", "Being met", "Hiding"]
    assert places[2] == ["Waiting", "Paper", "Time"]
    assert {row[2]: row[3] for row in named if row[2]} == {
        "Waiting": "Waiting without word",
        "Paper": "Letters, forms and phones",
        "Time": "Time without hurry",
    }


def test_the_core_category_binds_the_others_or_it_is_said_what_stands_apart(grounded: Replay) -> None:
    (bound,) = grounded.ask(graph.bound)
    assert [theme.name for theme in bound.directly] == ["The long way", "Being met", "Hiding"]
    assert [theme.name for theme in bound.through] == ["Waiting", "Paper", "Time"]
    assert bound.loose == ()
    replay_hints = [hint.kind for hint in grounded.ask(graph.hints)]
    assert "core" not in replay_hints and "island" not in replay_hints
    grounded.theme("Elsewhere", "category", codes=("Hope in sight",))
    (bound,) = grounded.ask(graph.bound)
    assert [theme.name for theme in bound.loose] == ["Elsewhere"]


def test_what_the_last_interviews_still_added_to_a_category_is_shown(grounded: Replay) -> None:
    far = theme_id(grounded, "The long way")
    grounded.do("Note gain", category.tell_gain, far, grounded.sources["Group interview 06"], "Nothing new: it holds.")
    grounded.do("Note property", category.add_property, far, "length", range="an hour to a winter")
    sheet = grounded.ask(category.sheet, far)
    # Counted by hand from the codings: passages of the three codes in each interview, and codes not met before.
    assert [(gain.passages, gain.new_codes) for gain in sheet.gains] == [
        (1, ("Distance and transport",)),
        (16, ("Waiting without word", "Letters, forms and phones")),
        (4, ()),
        (2, ()),
        (2, ()),
        (8, ()),
    ]
    assert sheet.since_last_new == 4
    report = grounded.text("theme-report", ".md")
    assert "an hour to a winter" in report and "Nothing new: it holds." in report


@pytest.mark.parametrize(
    ("way", "shown"), [("both", (True, True)), ("original", (True, False)), ("translation", (False, True))]
)
def test_a_quote_carries_its_translation_and_the_table_shows_either_or_both(
    grounded: Replay, way: str, shown: tuple[bool, bool]
) -> None:
    time = theme_id(grounded, "Time")
    passage = grounded.ask(retrieval.quotes, Filter(code_ids=(grounded.codes["Time without hurry"],)))[0]
    (quote,) = grounded.do("Choose quote", quotes.pick_codings, time, [passage.id])
    grounded.do("Translate quote", quotes.edit_quote, quote, translation=TRANSLATION, translator="N. H.")
    table = "\n".join("\n".join(row) for row in grounded.word("theme-table", form="columns", translation=way))
    words = passage.text.split("\n")[0]
    assert (words in table, TRANSLATION in table) == shown


def test_preconceptions_are_written_down_before_and_stand_among_the_memos(grounded: Replay) -> None:
    grounded.do(
        "Write memo",
        memos.add_memo,
        "What we bring along",
        "We expect distance to matter most.",
        kind="reflexive",
        links=(Link(theme_id=theme_id(grounded, "The long way")),),
    )
    assert "We expect distance to matter most." in grounded.text("memos", ".md", kind="reflexive")
