"""Texts in the store: whole or as differences, read alike, and never lost when one of them goes."""

from __future__ import annotations

import zlib
from random import Random

import pytest

from qda.core.check import check
from qda.differing import differing
from qda.errors import ProjectFileError
from qda.storage import texts
from qda.storage.models import StoredText, TextDifference
from qda.storage.project import Project
from tests.storage.damage import harm

LONG = "".join(f"P{number}: What was said then, in words of {number * 37}.\n" for number in range(400))
VERSIONS = [LONG, LONG.replace("then", "now"), LONG.replace("then", "now") + "More.\n", LONG.replace("P7:", "P8:")]


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "study.loom") as project:
        yield project


def keep(session, *several):
    """Keep each text, the one before it as its difference; return the hashes."""
    keys = []
    for text in several:
        keys.append(texts.put_text(session, text))
        if len(keys) > 1:
            texts.keep_as_difference(session, keys[-2], keys[-1])
    return keys


def sizes(session):
    """Return how many texts are kept whole, and the bytes of the differences."""
    differences = [
        len(body) for body in session.scalars(TextDifference.__table__.select().with_only_columns(TextDifference.body))
    ]
    return session.query(StoredText).count(), differences


def test_older_versions_cost_bytes_and_read_as_they_were(project):
    with project.change("Keep") as session:
        keys = keep(session, *VERSIONS)
        whole, differences = sizes(session)
        assert whole == 1
        assert max(differences) < len(LONG) / 20 < len(zlib.compress(LONG.encode(), 6))
        assert [texts.read_text(session, key) for key in keys] == VERSIONS
        assert dict(texts.stored(session)) == dict(zip(keys, VERSIONS, strict=True))
        assert texts.load_texts(session, keys) == dict(zip(keys, VERSIONS, strict=True))
    assert check(project) == []


def test_going_back_to_an_older_text_makes_that_one_whole(project):
    with project.change("Keep") as session:
        keys = keep(session, *VERSIONS, VERSIONS[1])
        assert keys[1] == keys[-1]
        assert sizes(session)[0] == 1
        assert texts.roots(session) == dict.fromkeys(set(keys) - {keys[1]}, keys[1])
        assert [texts.read_text(session, key) for key in keys[:4]] == VERSIONS
    assert check(project) == []


def test_after_an_undone_correction_the_next_one_leaves_one_whole_text(project):
    with project.change("Keep") as session:
        first, second = keep(session, *VERSIONS[:2])
        third = texts.put_text(session, VERSIONS[3])
        texts.keep_as_difference(session, first, third)
        assert texts.roots(session) == {first: third, second: third}


def test_a_text_with_nothing_in_common_stays_whole(project):
    with project.change("Keep") as session:
        keep(session, "abc", "xyz")
        assert sizes(session) == (2, [])


def test_what_leans_on_a_text_that_goes_becomes_whole(project):
    with project.change("Keep") as session:
        keys = keep(session, *VERSIONS)
        texts.forget_texts(session, {keys[1], keys[3]})
        assert {key for key in keys if texts.has_text(session, key)} == {keys[0], keys[2]}
        assert [texts.read_text(session, keys[n]) for n in (0, 2)] == [VERSIONS[0], VERSIONS[2]]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE text_difference SET body = x'00'",
        "UPDATE text_difference SET base = hash",
        "UPDATE text_difference SET base = zeroblob(32)",
        "INSERT INTO text SELECT hash, x'78' FROM text_difference",
    ],
)
def test_a_damaged_difference_is_found_and_never_read_as_something_else(tmp_path, statement):
    path = tmp_path / "study.loom"
    with Project.create(path) as project, project.change("Keep") as session:
        (first, _second) = keep(session, *VERSIONS[:2])
    harm(path, statement)
    with Project.open(path, read_only=True) as project, project.read() as session:
        assert {finding.kind for finding in check(project)} == {"texts"}
        with pytest.raises(ProjectFileError):
            texts.read_text(session, first)


PARTS = ("one ", "two. ", "Three", "\n", "ä\u0301", "医", "😀", "same line.\n")


@pytest.mark.parametrize("seed", range(200))
def test_a_difference_makes_the_one_text_of_the_other(seed):
    random = Random(seed)
    old, new = ("".join(random.choices(PARTS, k=random.randint(0, 40))) for _side in range(2))
    made, copied = [], 0
    for start, end, first, last in differing(old, new):
        assert copied <= start <= end
        made += [old[copied:start], new[first:last]]
        copied = end
    assert "".join((*made, old[copied:])) == new


def test_what_stays_holds_a_difference_together_and_equal_lines_elsewhere_do_not():
    old = "A: Yes.\nB: I fell.\nA: Yes.\nB: It hurt.\nA: Yes."
    new = "A: Yes.\nB: It hurt.\nA: Yes."
    assert [(old[a:b], new[c:d]) for a, b, c, d in differing(old, new)] == [("B: I fell.\nA: Yes.\n", "")]
    assert differing("医院很远，我们走路。", "医院很近，我们走路。") == [(3, 4, 3, 4)]
