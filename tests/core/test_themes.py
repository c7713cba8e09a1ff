"""Themes are objects of their own: nested, at levels, drawing on codes, with quotes picked for and against them."""

from __future__ import annotations

import pytest

from qda.core import codebook, coders, coding, documents, retrieval
from qda.core.importers import Imported
from qda.core.themes import outline, quotes
from qda.errors import NotFoundError, RefusedError


def names(s) -> list[str]:
    return ["  " * row.depth + row.name for row in outline.themes(s)]


def test_themes_stand_in_an_outline_and_move_in_it(s):
    care, fear = outline.add_theme(s, "Care"), outline.add_theme(s, "Fear")
    masks = outline.add_theme(s, "Masks", fear)
    outline.add_theme(s, "Doors", fear)
    assert names(s) == ["Care", "Fear", "  Masks", "  Doors"]
    outline.move_theme(s, masks, care)
    outline.move_theme(s, fear, None, 0)
    s.flush()
    assert names(s) == ["Fear", "  Doors", "Care", "  Masks"]
    for parent in (fear, outline.find_theme(s, "doors")):
        with pytest.raises(RefusedError, match="below itself"):
            outline.move_theme(s, fear, parent)
    with pytest.raises(NotFoundError):
        outline.move_theme(s, fear, "00" * 16)


def test_deleting_a_theme_moves_its_subthemes_up_and_leaves_codes(project):
    with project.change("Set up") as s:
        code = codebook.add_code(s, "Code")
        top = outline.add_theme(s, "Top")
        middle = outline.add_theme(s, "Middle", top, code_ids=[code])
        for name in ("one", "two"):
            outline.add_theme(s, name, middle)
    with project.change("Delete") as s:
        outline.delete_theme(s, middle)
    with project.read() as s:
        assert names(s) == ["Top", "  one", "  two"]
        assert len(codebook.codes(s)) == 1
    project.undo()
    with project.read() as s:
        assert names(s) == ["Top", "  Middle", "    one", "    two"]
        assert outline.themes(s)[1].code_ids == (code,)


def test_levels_are_the_projects_own_and_keep_their_themes(s):
    outline.set_levels(s, ["subtheme", "theme", "theme"])
    (_low, _name), (high, _other) = outline.levels(s)
    theme = outline.add_theme(s, "Fear", level_id=high, core=True)
    assert outline.themes(s)[0].level == "theme"
    outline.set_levels(s, ["theme", "core theme"])
    s.flush()
    assert [name for _id, name in outline.levels(s)] == ["theme", "core theme"]
    assert outline.themes(s)[0].level == "theme"
    with pytest.raises(RefusedError, match="Themes are on the level"):
        outline.set_levels(s, ["category"])
    outline.edit_theme(s, theme, level_id=None)
    outline.set_levels(s, ["category"])
    s.flush()
    s.expire_all()
    assert outline.themes(s)[0].level == ""
    with pytest.raises(NotFoundError):
        outline.edit_theme(s, theme, level_id=high)
    with pytest.raises(RefusedError):
        outline.set_levels(s, [" "])


def test_a_theme_draws_on_codes_in_order_and_on_each_once(s):
    one, two, three = (codebook.add_code(s, name) for name in ("one", "two", "three"))
    theme = outline.add_theme(s, "Fear", code_ids=[two, one, two])
    assert outline.add_codes(s, theme, [one, three]) == 1
    assert outline.themes(s)[0].code_ids == (two, one, three)
    outline.remove_code(s, theme, one)
    assert outline.themes(s)[0].code_ids == (two, three)
    with pytest.raises(NotFoundError):
        outline.add_codes(s, theme, ["00" * 16])


def test_what_a_theme_says_of_itself(s):
    theme = outline.add_theme(s, " Fear  of care ", idea="Care can frighten.", stance="barrier")
    outline.edit_theme(s, theme, status="named", definition="All of it.", boundaries="Not pain.")
    row = outline.themes(s)[0]
    assert (row.name, row.idea, row.status, row.boundaries) == (
        "Fear of care",
        "Care can frighten.",
        "named",
        "Not pain.",
    )
    with pytest.raises(RefusedError, match="can't be"):
        outline.edit_theme(s, theme, status="wonderful")
    with pytest.raises(RefusedError, match="needs a name"):
        outline.edit_theme(s, theme, name="")
    with pytest.raises(TypeError):
        outline.edit_theme(s, theme, position="1")
    outline.add_theme(s, "FEAR of care")
    with pytest.raises(RefusedError, match="Several"):
        outline.find_theme(s, "fear of care")
    assert outline.find_theme(s, theme) == theme


@pytest.fixture
def picked(s):
    """A theme with three quotes from three codings: (theme, code, source, codings, quotes)."""
    source = documents.add_source(s, Imported("Interview", "0123456789" * 5))
    ann, code = coders.add_coder(s, "Ann"), codebook.add_code(s, "Code")
    theme = outline.add_theme(s, "Fear", code_ids=[code])
    codings = [coding.apply_code(s, ann, code, source, start, start + 5).id for start in (0, 10, 20)]
    return theme, code, source, codings, quotes.pick_codings(s, theme, codings)


def test_quotes_are_picked_ordered_and_put_against_a_theme(s, picked):
    theme, _code, source, _codings, chosen = picked
    quotes.move_quote(s, chosen[2], 0)
    assert quotes.pick_quote(s, source, 10, 15, theme_id=theme, kind="counter") == chosen[1]
    s.flush()
    assert [row.id for row in quotes.picked_quotes(s, theme_id=theme)] == [chosen[2], chosen[0], chosen[1]]
    assert [row.id for row in quotes.picked_quotes(s, kind="counter")] == [chosen[1]]
    assert [row.text for row in retrieval.theme_quotes(s, theme)] == ["01234"] * 3
    quotes.edit_quote(s, chosen[0], translation=" Nul ", translator="AN")
    quotes.unpick_quotes(s, chosen[1:])
    s.flush()
    (left,) = retrieval.theme_quotes(s)
    assert (left.id, left.translation, left.translator) == (chosen[0], "Nul", "AN")


def test_quotes_of_codes_stand_apart_from_those_of_themes(s, picked):
    theme, code, source, _codings, chosen = picked
    exemplar = quotes.pick_quote(s, source, 0, 5, code_id=code, kind="exemplar")
    assert exemplar not in chosen
    assert [row.id for row in retrieval.theme_quotes(s)] == chosen
    for wrong in ({}, {"theme_id": theme, "code_id": code}, {"theme_id": theme, "kind": "lovely"}):
        with pytest.raises(TypeError):
            quotes.pick_quote(s, source, 0, 5, **wrong)
    for start, end in ((0, 51), (-1, 2), (4, 4)):
        with pytest.raises(RefusedError):
            quotes.pick_quote(s, source, start, end, theme_id=theme)
    for gone in ({"theme_id": "00" * 16}, {"code_id": "00" * 16}, {"theme_id": theme, "coding_id": "00" * 16}):
        with pytest.raises(NotFoundError):
            quotes.pick_quote(s, source, 0, 5, **gone)
    with pytest.raises(NotFoundError):
        quotes.pick_codings(s, theme, ["00" * 16])
