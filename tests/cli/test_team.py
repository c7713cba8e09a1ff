"""Coders and samples from the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qda.core import codebook, coders, coding, documents, plan
from qda.storage.project import Project
from tests.cli.conftest import Answer

Qda = Callable[..., Answer]


def test_coders_are_listed_with_what_they_have_done(qda: Qda, study: Path) -> None:
    qda("finished", study, "--coder", "Ben Oak")
    ann, ben = qda("coders", study, "--json").json
    assert set(ann) == {"id", "name", "initials", "colour", "role", "codings", "read", "finished"}
    assert (ann["name"], ann["codings"], ann["finished"]) == ("Ann Noor", 2, 0)
    assert (ben["initials"], ben["codings"], ben["read"], ben["finished"]) == ("BO", 1, 1, 1)
    assert "Ben Oak" in qda("coders", study).out


def test_coders_are_added_renamed_joined_and_removed_and_that_is_undone(qda: Qda, study: Path) -> None:
    assert qda("coders", study, "add", "Cem Yil").out == "Cem Yil can code now.\n"
    assert qda("coders", study, "rename", "Cem Yil", "Cem Yıldız").code == 0
    joined = qda("coders", study, "join", "Ben Oak", "AN")
    assert joined.out == "Ben Oak and AN are one coder now. 1 passage was joined.\n"
    assert [row["name"] for row in qda("coders", study, "--json").json] == ["Ann Noor", "Cem Yıldız"]
    assert qda("check", study).code == 0
    assert qda("undo", study).code == 0
    removed = qda("coders", study, "remove", "Ben Oak")
    assert removed.out == "Ben Oak was removed, with 1 coded passage; `qda undo` brings it all back.\n"
    left = qda("coders", study, "remove", "Cem Yıldız", "--json").json
    assert [row["name"] for row in left] == ["Ann Noor"]
    assert qda("coders", study, "join", "AN", "AN").err == "Ann Noor is one coder already.\n"


@pytest.mark.parametrize("words", [("add",), ("join", "AN"), ("sing", "AN"), ("remove", "AN", "BO")])
def test_what_coders_can_not_do_is_wrong_usage(qda: Qda, study: Path, words: tuple[str, ...]) -> None:
    assert qda("coders", study, *words).code == 2


def test_a_sample_is_the_same_again_and_becomes_a_round(qda: Qda, study: Path) -> None:
    drawn = qda("sample", study, "--share", "1/3", "--seed", "7", "--unit", "turn", "--json").json
    assert (drawn["round"], drawn["seed"], drawn["unit"], len(drawn["parts"])) == (None, 7, "turn", 2)
    assert qda("undo", study).out, "showing a sample leaves no trace: what is undone is what came before"
    qda("codings", "import", study, "none.csv")
    kept = qda(
        *("sample", study, "--share", "1/3", "--seed", "7", "--unit", "turn", "--by", "role"),
        *("--coders", "AN, Ben Oak", "--training", "--blind", "--name", "First go", "--json"),
    ).json
    assert [part["coders"] for part in kept["parts"]] == [["AN", "BO"]] * 2
    with Project.open(study, read_only=True) as project, project.read() as session:
        (told,) = plan.rounds(session)
        assert (told.id, told.name, told.kind, told.blind, told.how) == (
            *(kept["round"], "First go", "training", True, "stratified"),
        )
        assert len(plan.parts_of(session, told.id)) == 2
    assert "Interview 1" in qda("sample", study, "--number", "1").out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--share", "much"), "is no share"),
        (("--number", "9"), "can't be drawn"),
        (("--by", "Age"), "There is no attribute called Age."),
        (("--coders", "Zoe"), "There is no coder called Zoe"),
        (("--coders", "AN", "--pairs"), "at least two coders"),
    ],
)
def test_a_sample_that_can_not_be_is_refused(qda: Qda, study: Path, options: tuple[str, ...], words: str) -> None:
    answer = qda("sample", study, *options)
    assert answer.code == 1
    assert words in answer.err


def test_joining_over_different_weights_says_with_what_to_choose(qda: Qda, study: Path) -> None:
    with Project.open(study) as project, project.change("Apply code") as session:
        source, code = documents.find_source(session, "Interview 1"), codebook.find_code(session, "help")
        for who, weight in (("Ann Noor", 1), ("Ben Oak", 3)):
            coding.apply_code(session, coders.find_coder(session, who), code, source, 0, 5, weight=weight)
    asked = qda("coders", study, "join", "Ben Oak", "AN")
    assert asked.code == 1 and "--weights" in asked.err
    assert len(qda("coders", study, "--json").json) == 2
    assert qda("coders", study, "join", "Ben Oak", "AN", "--weights", "highest").code == 0
