"""Levels above codes: named, ordered, turned over, and never taken from a theme unasked."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from qda.core.themes import levels, outline
from qda.errors import QuestionError, RefusedError


def named(s: Session) -> list[tuple[str, int]]:
    return [(row.name, row.themes) for row in levels.used_levels(s)]


@pytest.fixture
def used(s: Session) -> dict[str, str]:
    """Three levels with one theme on the lowest and two on the middle one; their ids by name."""
    outline.set_levels(s, ["subtheme", "theme", "core theme"])
    known = {name: key for key, name in outline.levels(s)}
    for name, level in (("One", "subtheme"), ("Two", "theme"), ("Three", "theme")):
        outline.add_theme(s, name, level_id=known[level])
    return known


def theme_levels(s: Session) -> dict[str, str]:
    return {row.name: row.level for row in outline.themes(s)}


def test_levels_are_added_named_moved_and_turned_over(s: Session, used: dict[str, str]) -> None:
    levels.add_level(s, " overarching  theme ")
    levels.rename_level(s, used["subtheme"], "category")
    levels.move_level(s, used["core theme"], 0)
    assert named(s) == [("core theme", 0), ("category", 1), ("theme", 2), ("overarching theme", 0)]
    levels.turn_levels(s)
    assert [name for name, _themes in named(s)] == ["overarching theme", "theme", "category", "core theme"]
    assert theme_levels(s) == {"One": "category", "Two": "theme", "Three": "theme"}
    for name in ("Theme", "  "):
        with pytest.raises(RefusedError):
            levels.add_level(s, name)
    with pytest.raises(RefusedError, match="already"):
        levels.rename_level(s, used["subtheme"], "THEME")


def test_a_level_with_themes_asks_before_it_goes(s: Session, used: dict[str, str]) -> None:
    levels.remove_level(s, used["core theme"])
    with pytest.raises(QuestionError, match="“theme”: 2 themes are on this level") as asked:
        levels.remove_level(s, used["theme"])
    assert asked.value.choices == (used["subtheme"], levels.NONE)
    levels.remove_level(s, used["theme"], themes=used["subtheme"])
    assert named(s) == [("subtheme", 3)]
    levels.remove_level(s, used["subtheme"], themes=levels.NONE)
    assert set(theme_levels(s).values()) == {""}


def test_a_list_that_drops_a_used_level_is_refused(s: Session, used: dict[str, str]) -> None:
    assert used
    with pytest.raises(RefusedError, match="Themes are on the level “theme”"):
        outline.set_levels(s, ["subtheme", "group"])


def test_taken_levels_give_names_by_place_and_lose_no_theme(s: Session, used: dict[str, str]) -> None:
    assert used
    with pytest.raises(QuestionError, match="subtheme < theme < core theme"):
        levels.take_levels(s, ("category", "theme"))
    levels.take_levels(s, ("category", "theme"), levels=levels.KEEP)
    assert [name for name, _themes in named(s)] == ["subtheme", "theme", "core theme"]
    outline.edit_theme(s, outline.find_theme(s, "Three"), level_id=used["core theme"])
    levels.take_levels(s, ("category", "core theme"), levels=levels.TAKE)
    assert named(s) == [("category", 1), ("core theme", 1), ("core theme (2)", 1)]


def test_unused_levels_of_the_old_way_are_taken_without_a_question(s: Session) -> None:
    outline.set_levels(s, ["subtheme", "theme"])
    levels.take_levels(s, ("a", "b", "c"), usual=("subtheme", "theme"))
    assert [name for name, _themes in named(s)] == ["a", "b", "c"]
    with pytest.raises(QuestionError):
        levels.take_levels(s, ("d",), usual=("subtheme", "theme"))
