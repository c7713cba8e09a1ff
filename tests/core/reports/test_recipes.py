"""Recipes: kept, changed, named apart, and where a report was written to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qda.core.reports import recipes
from qda.core.reports.recipes import RecipePart
from qda.errors import NotFoundError, RefusedError
from qda.storage.project import Project


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Project.create(tmp_path / "study.loom") as project, project.change("Change") as session:
        yield session


PARTS = (
    RecipePart("codebook", heading="Codes", chosen={"a": "b"}),
    RecipePart(words="We met.\r\nTwice.", headed=False),
)


def test_a_recipe_comes_back_as_it_was_put_together(session: Session) -> None:
    key = recipes.add_recipe(session, " For  the paper ", PARTS)
    recipes.edit_recipe(session, key, title="Doors", preset="bmc")
    one = recipes.recipe(session, key)
    assert (one.name, one.title, one.preset, one.template_name) == ("For the paper", "Doors", "bmc", "")
    assert one.parts[0] == PARTS[0]
    assert one.parts[1].words == "We met.\nTwice."
    recipes.edit_recipe(session, key, parts=one.parts[::-1])
    assert [part.product for part in recipes.recipe(session, key).parts] == ["", "codebook"]
    assert recipes.recipe(session, key).title == "Doors"


def test_names_tell_reports_apart(session: Session) -> None:
    with pytest.raises(RefusedError, match="no report in this project"):
        recipes.find_recipe(session)
    first, second = (recipes.add_recipe(session, name) for name in ("Paper", "Thesis"))
    assert [recipes.find_recipe(session, name) for name in ("", "Thesis", first)] == [first, second, first]
    with pytest.raises(NotFoundError, match="no report called Poem"):
        recipes.find_recipe(session, "Poem")
    for change in (
        lambda: recipes.add_recipe(session, "paper"),
        lambda: recipes.edit_recipe(session, second, name="Paper"),
    ):
        with pytest.raises(RefusedError, match="already"):
            change()
    recipes.edit_recipe(session, first, name="PAPER")
    recipes.remove_recipe(session, first)
    assert [one.name for one in recipes.recipes(session)] == ["Thesis"]


def test_only_a_word_file_is_a_template(session: Session) -> None:
    key = recipes.add_recipe(session, "Paper")
    with pytest.raises(RefusedError, match="no Word file"):
        recipes.use_template(session, key, b"%PDF-1.7", "a.pdf")
    recipes.use_template(session, key, b"PK\x03\x04 and more", "journal.dotx")
    assert recipes.recipe(session, key).template_hash and recipes.recipe(session, key).template_name == "journal.dotx"
    recipes.use_template(session, key, None)
    assert recipes.recipe(session, key).template_hash is None


def test_where_it_was_written_is_said_from_the_project(session: Session, tmp_path: Path) -> None:
    key = recipes.add_recipe(session, "Paper")
    recipes.note_written(session, key, tmp_path / "out" / "a.docx", tmp_path)
    assert recipes.recipe(session, key).written == "out/a.docx"


@pytest.mark.parametrize("content", ["", "[]", '{"parts": [1]}', '{"parts": [{"chosen": 3}]}'])
def test_what_is_no_recipe_is_not_read(content: str) -> None:
    with pytest.raises(ValueError):
        recipes.read_content(content)


def test_what_a_later_version_adds_is_passed_over() -> None:
    assert recipes.read_content('{"parts": [{"product": "x", "sound": 1}]}') == ("", (RecipePart("x"),))
