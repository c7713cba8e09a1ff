"""What a view is told of the last change, so that it need not read everything anew."""

from __future__ import annotations

import pytest

from qda.core import codebook, coders, coding, documents, following
from qda.core.importers import Imported
from qda.storage.project import Project


@pytest.fixture
def study(project: Project) -> tuple[str, str, str, str]:
    """The ids of a coder, two codes and a source."""
    with project.change("Begin") as session:
        return (
            coders.add_coder(session, "Ann"),
            codebook.add_code(session, "sleep"),
            codebook.add_code(session, "food"),
            documents.add_source(session, Imported("One", "word " * 200)),
        )


def told(project: Project) -> following.Recoded | None:
    with project.read() as session:
        return following.recoded(session, following.latest(session))


def apply(project: Project, study: tuple[str, str, str, str], start: int, end: int) -> str:
    coder, sleep, _food, source = study
    with project.change("Apply code") as session:
        return coding.apply_code(session, coder, sleep, source, start, end).id


def test_an_applied_code_is_one_more(project: Project, study: tuple[str, str, str, str]) -> None:
    key = apply(project, study, 0, 4)
    done = told(project)
    assert done is not None
    assert [(row.id, row.start, row.end) for row in done.rows] == [(key, 0, 4)]
    assert (done.gone, done.numbers) == (frozenset(), {study[1]: 1})


def test_joined_codings_are_fewer_and_the_survivor_has_its_new_borders(
    project: Project, study: tuple[str, str, str, str]
) -> None:
    first, second = apply(project, study, 0, 4), apply(project, study, 10, 14)
    apply(project, study, 2, 12)
    done = told(project)
    assert done is not None
    assert [(row.id, row.start, row.end) for row in done.rows] == [(first, 0, 14)]
    assert (done.gone, done.numbers) == ({second}, {study[1]: -1})


def test_undo_and_redo_are_followed_like_any_change(project: Project, study: tuple[str, str, str, str]) -> None:
    key = apply(project, study, 0, 4)
    project.undo()
    done = told(project)
    assert done is not None and (done.rows, done.gone, done.numbers) == ((), {key}, {study[1]: -1})
    project.redo()
    done = told(project)
    assert done is not None and ([row.id for row in done.rows], done.numbers) == ([key], {study[1]: 1})


def test_another_code_is_one_more_there_and_one_fewer_here(project: Project, study: tuple[str, str, str, str]) -> None:
    key = apply(project, study, 0, 4)
    with project.change("Recode") as session:
        coding.recode(session, [key], study[2])
    done = told(project)
    assert done is not None and done.numbers == {study[1]: -1, study[2]: 1}
    assert [(row.id, row.code_id) for row in done.rows] == [(key, study[2])]


def test_too_much_is_not_followed(project: Project, study: tuple[str, str, str, str]) -> None:
    coder, sleep, _food, source = study
    with project.change("Apply codes") as session:
        for start in range(0, 900, 4):
            coding.apply_code(session, coder, sleep, source, start, start + 2)
    assert told(project) is None
