"""A whole project as a bundle: it is the same every time, and comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qda.core import memos
from qda.core.check import check
from qda.core.exchange import taking
from qda.core.exchange.bundle import About, Bundle, LinkItem, NoteItem
from qda.core.exchange.gathering import gather
from qda.core.themes.relations import relations
from qda.storage.project import Project
from tests.core.exchange.bundles import foreign, gid
from tests.storage.study import dump, make_study


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """A study with something of everything, as a bundle."""
    with make_study(tmp_path_factory.mktemp("given") / "study.loom") as project, project.read() as session:
        return gather(session)


def again(bundle: Bundle, path: Path) -> Bundle:
    """Return what a new project gives in which `bundle` was taken."""
    with Project.create(path, title=bundle.title) as project:
        with project.change("Bring in a project") as session:
            taking.take_in(session, bundle)
        assert check(project) == []
        with project.read() as session:
            return gather(session)


def comparable(bundle: Bundle) -> Bundle:
    """Return a bundle without what tells of the project it lies in, and of what no bundle holds."""
    marks = [replace(one, marks=tuple(replace(mark, created=None) for mark in one.marks)) for one in bundle.media]
    return replace(bundle, id="", losses=(), media=tuple(marks), sets=())


def test_a_study_comes_back_as_it_was(given: Bundle, tmp_path: Path) -> None:
    assert given.codings and given.notes and given.values and given.persons and given.links and given.sets
    back = again(given, tmp_path / "again.loom")
    assert comparable(back) == comparable(given)
    assert {(one.id, one.name, one.members) for one in back.sets} == {
        (one.id, one.name, one.members) for one in given.sets
    }


def test_what_came_from_elsewhere_goes_out_and_comes_back(tmp_path: Path) -> None:
    first = again(foreign(), tmp_path / "first.loom")
    second = again(first, tmp_path / "second.loom")
    assert comparable(second) == comparable(first)
    assert second.sets == first.sets


def test_what_a_bundle_cannot_hold_is_counted(given: Bundle) -> None:
    told = {loss.what: loss.count for loss in given.losses}
    assert told["Weights of coded passages"] == 1
    assert told["Codes shown under a second category"] == 1
    assert told["Framework matrices"] == 2
    assert all(loss.kind == "dropped" and loss.why for loss in given.losses)


def test_a_projects_own_bundle_brings_nothing_new(tmp_path: Path) -> None:
    with make_study(tmp_path / "study.loom") as project:
        before = dump(project)
        with project.read() as session:
            bundle = gather(session)
        with project.change("Bring in a project") as session:
            taken = taking.take_in(session, bundle)
        assert not any(taken.new.values())
        assert dump(project) == before


def test_what_is_about_a_theme_of_this_project_stays_about_it(tmp_path: Path) -> None:
    with make_study(tmp_path / "study.loom") as project:
        with project.read() as session:
            bundle = gather(session)
        theme = bundle.sets[-1].id
        memo = NoteItem(gid(1), "From elsewhere", "", (About("set", theme),))
        link = LinkItem(gid(2), "holds", ("set", theme), ("code", bundle.codes[0].id))
        more = replace(bundle, notes=(*bundle.notes, memo), links=(*bundle.links, link))
        with project.change("Bring in a project") as session:
            taken = taking.take_in(session, more)
        assert (taken.new["memos"], taken.new["links"]) == (1, 1)
        assert check(project) == []
        with project.read() as session:
            (about,) = next(row.links for row in memos.memos(session) if row.id == gid(1))
            (related,) = (row for row in relations(session) if row.id == gid(2))
    assert (about.theme_id, related.start.kind) == (theme, "theme")
