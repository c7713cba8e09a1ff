"""A copy from before names were replaced brings nobody's name back, and all of its work with the key."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from qda.core import codebook, coders, coding, documents, merging, retrieval
from qda.core.check import check
from qda.core.pseudonyms.applying import apply, write_new_key
from qda.core.pseudonyms.keyfile import new_key, read_key
from qda.core.pseudonyms.table import Entry, table
from qda.errors import KeyNeededError, RefusedError
from qda.storage.models import Source
from qda.storage.project import Project
from tests.storage.searching import leftovers
from tests.storage.study import interview

TABLE = table([Entry("Annelise", "Eva"), Entry("Kristiansund", "[town]", "place")])
TOLD = interview("One", ("Annelise", "I came to Kristiansund by boat."), ("I", "By boat?"))
NAMES = ("Annelise", "Kristiansund")


@pytest.fixture
def ours(tmp_path: Path):
    """A project of two coders, a copy of it that the second one went on in, and the project's names replaced since."""
    with Project.create(tmp_path / "ours.loom") as project:
        with project.change("Make") as s:
            source = documents.add_source(s, TOLD)
            ann, ben = (coders.add_coder(s, name) for name in ("Ann", "Ben"))
            code = codebook.add_code(s, "Ways")
            coding.apply_code(s, ann, code, source, 0, 14)
        merging.copy_project(project, tmp_path / "ben.loom", for_coder=ben)
        with Project.open(tmp_path / "ben.loom") as copy, copy.change("Code") as s:
            start = TOLD.text.index("Kristiansund by")
            coding.apply_code(s, ben, code, source, start, start + len("Kristiansund by"), note="Not Annelise's.")
            documents.add_source(s, interview("Two", ("Annelise", "Again.")))
        apply(project, write_new_key(TABLE, tmp_path / "key.csv"))
        yield project


def test_the_work_of_a_copy_from_before_comes_with_the_key_and_no_name(ours: Project, tmp_path: Path) -> None:
    copy = tmp_path / "ben.loom"
    was = copy.read_bytes()
    for keys in ((), (new_key(TABLE),)):
        with pytest.raises(KeyNeededError, match="from before"):
            merging.preview(ours, copy, keys=keys)
    key = read_key(tmp_path / "key.csv")
    plan = merging.preview(ours, copy, keys=[key])
    assert not plan.conflicts
    assert not plan.held_back
    merging.merge(ours, plan)
    assert copy.read_bytes() == was
    with ours.read() as session:
        assert sorted(one.text for one in retrieval.quotes(session)) == ["Eva: I ca", "[town] by"]
        assert sorted(session.scalars(select(Source.name))) == ["One", "Two"]
    again = merging.preview(ours, copy, keys=[key])
    assert again.empty
    assert check(ours) == []
    ours.close()
    assert leftovers(ours.path, NAMES) == []


def test_a_copy_that_was_pseudonymised_waits_until_the_project_is(ours: Project, tmp_path: Path) -> None:
    theirs = tmp_path / "ben.loom"
    later = table([Entry("boat", "ship", "other")])
    with Project.open(theirs) as copy:
        apply(copy, read_key(tmp_path / "key.csv"))
        key = write_new_key(later, tmp_path / "later.csv")
        apply(copy, key)
    with pytest.raises(RefusedError, match="Replace them here first"):
        merging.preview(ours, theirs)
    apply(ours, read_key(tmp_path / "later.csv"))
    plan = merging.preview(ours, theirs)
    assert not plan.conflicts
    merging.merge(ours, plan)
    with ours.read() as session:
        assert documents.source_text(session, session.scalars(select(Source.id)).first() or "").count("ship") == 2


def test_a_key_that_was_changed_is_told(ours: Project, tmp_path: Path) -> None:
    path = tmp_path / "key.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("Eva", "Ida"), encoding="utf-8")
    with pytest.raises(KeyNeededError, match="was changed"):
        merging.preview(ours, tmp_path / "ben.loom", keys=[read_key(path)])
