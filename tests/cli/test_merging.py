"""Copies for colleagues, and bringing their work back: copy, merge, and merge --join."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qda.core import codebook, coders, coding, documents
from qda.storage.project import Project
from tests.cli.conftest import HELP, MASK, Answer

Qda = Callable[..., Answer]
FIELDS = {"merged", "copy", "coders", "new", "changed", "removed", "same", "conflicts", "held_back", "notes"}


@pytest.fixture
def copy(qda: Qda, study: Path, tmp_path: Path) -> Path:
    path = tmp_path / "copy.loom"
    assert qda("copy", study, "-o", path).out == f"{path} is ready.\n"
    return path


def apply(path: Path, who: str, code: str, span: tuple[int, int], note: str = "") -> None:
    with Project.open(path) as project, project.change("Apply code") as session:
        source = documents.find_source(session, "Interview 1")
        coder, code_id = coders.find_coder(session, who), codebook.find_code(session, code)
        coding.apply_code(session, coder, code_id, source, *span, note=note)


def define(path: Path, code: str, words: str) -> None:
    with Project.open(path) as project, project.change("Define code") as session:
        codebook.edit_code(session, codebook.find_code(session, code), definition=words)


def definition(qda: Qda, path: Path, code: str) -> str:
    return next(row["definition"] for row in qda("codes", path, "--json").json if row["name"] == code)


def test_the_work_of_a_copy_comes_back_as_one_change_and_once(qda: Qda, study: Path, copy: Path) -> None:
    apply(copy, "Ben Oak", "help", HELP, "I see it too.")
    steps = len(qda("history", study, "--json").json)
    looked = qda("merge", study, copy, "--preview", "--json")
    assert looked.code == 0 and looked.json.keys() == FIELDS
    assert (looked.json["merged"], looked.json["new"], looked.json["conflicts"]) == (False, {"coding": 1}, [])
    assert len(qda("quotes", study, "--json").json) == 3
    answer = qda("merge", study, copy, "--json")
    assert (answer.code, answer.json["merged"], answer.json["new"]) == (0, True, {"coding": 1})
    assert answer.json["coders"] == ["Ben Oak"] and answer.json["held_back"] == []
    assert "I see it too." in [row["note"] for row in qda("quotes", study, "--coder", "Ben Oak", "--json").json]
    assert len(qda("history", study, "--json").json) == steps + 1
    again = qda("merge", study, copy, "--json")
    assert (again.code, again.json["merged"], again.json["new"]) == (0, False, {})
    assert qda("merge", study, copy).out == "Everything in copy.loom is here already; nothing was changed.\n"
    assert len(qda("history", study, "--json").json) == steps + 1
    assert qda("check", study).code == 0
    qda("undo", study)
    assert len(qda("quotes", study, "--json").json) == 3


def test_conflicts_without_a_choice_change_nothing_and_are_listed(qda: Qda, study: Path, copy: Path) -> None:
    define(study, "mask", "Ours.")
    define(copy, "mask", "Theirs.")
    apply(copy, "Ben Oak", "help", HELP)
    answer = qda("merge", study, copy, "--json")
    assert (answer.code, answer.json["merged"]) == (1, False)
    assert answer.err.startswith("Nothing was merged: 1 conflict needs a choice")
    (conflict,) = answer.json["conflicts"]
    assert conflict.keys() >= {
        "key",
        "kind",
        "title",
        "field",
        "base",
        "ours",
        "theirs",
        "choices",
        "default",
        "choice",
    }
    assert (conflict["kind"], conflict["ours"], conflict["theirs"]) == ("code", "Ours.", "Theirs.")
    assert conflict["base"] == "What one shows.\nAnd hides." and conflict["choice"] is None
    told = qda("merge", study, copy)
    assert told.code == 1 and conflict["key"] in told.out and "Theirs." in told.out
    assert definition(qda, study, "mask") == "Ours." and len(qda("quotes", study, "--json").json) == 3
    assert qda("merge", study, copy, "--preview").code == 0, "a preview did what it was asked to do"


@pytest.mark.parametrize(
    ("choice", "expected"), [("ours", "Ours."), ("theirs", "Theirs."), ("both", "Ours.\n\nTheirs.")]
)
def test_a_choice_for_all_or_for_one_by_its_key(qda: Qda, study: Path, copy: Path, choice: str, expected: str) -> None:
    define(study, "mask", "Ours.")
    define(copy, "mask", "Theirs.")
    key = qda("merge", study, copy, "--preview", "--json").json["conflicts"][0]["key"]
    options = ["--choose", f"{key}={choice}"] if choice == "both" else [f"--{choice}"]
    answer = qda("merge", study, copy, *options, "--json")
    assert (answer.code, answer.json["conflicts"][0]["choice"]) == (0, choice)
    assert definition(qda, study, "mask") == expected
    assert qda("merge", study, copy, "--json").json["conflicts"] == [], "decided once is decided"


def test_wrong_usage_and_unknown_keys_say_so(qda: Qda, study: Path, copy: Path, tmp_path: Path) -> None:
    define(study, "mask", "Ours.")
    define(copy, "mask", "Theirs.")
    key = qda("merge", study, copy, "--preview", "--json").json["conflicts"][0]["key"]
    assert qda("merge", study, copy, "--ours", "--theirs").code == 2
    assert qda("merge", study, copy, "--choose", "x").code == 2
    assert qda("merge", study, copy, "--pairs", "x.csv").code == 2
    assert qda("copy", study, "-o", tmp_path / "new.loom", "--without", "everything").code == 2
    assert "no conflict with the key code:1" in qda("merge", study, copy, "--choose", "code:1=ours").err
    assert qda("merge", study, copy, "--choose", f"{key}=theirs").code == 0


def test_files_that_are_no_copies_are_refused_with_a_sentence(qda: Qda, study: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.loom"
    qda("new", other)
    (tmp_path / "words.txt").write_text("no project")
    for path in (study, other, tmp_path / "absent.loom", tmp_path / "words.txt"):
        answer = qda("merge", study, path)
        assert (answer.code, answer.out) == (1, "") and len(answer.err.splitlines()) == 1
    assert "join" in qda("merge", study, other).err
    assert "exists already" in qda("copy", study, "-o", other).err


def test_a_blind_copy_holds_nothing_of_the_others(qda: Qda, study: Path, tmp_path: Path) -> None:
    path = tmp_path / "for ben"
    answer = qda("copy", study, "-o", path, "--for", "Ben Oak", "--blind", "--json")
    assert (answer.code, answer.json["copy"]) == (0, f"{path}.loom")
    assert {row["coder"] for row in qda("quotes", f"{path}.loom", "--json").json} == {"Ben Oak"}
    apply(Path(f"{path}.loom"), "Ben Oak", "help", HELP)
    assert qda("merge", study, f"{path}.loom").code == 0
    assert len(qda("quotes", study, "--json").json) == 4, "what was left out was not taken away"
    part = tmp_path / "part.loom"
    assert qda("copy", study, "-o", part, "--without", "codings", "--json").json["left_out"] == ["codings"]
    assert qda("quotes", part, "--json").json == []
    assert qda("copy", study, "-o", tmp_path / "x.loom", "--for", "Nobody").err == "There is no coder called Nobody.\n"


@pytest.fixture
def other(qda: Qda, study: Path, tmp_path: Path) -> Path:
    """Return a project of its own with the same transcript."""
    path, text = tmp_path / "other.loom", tmp_path / "Talk.txt"
    qda("new", path, "--coder", "Ben Oak")
    text.write_text(qda("text", study, "Interview 1").out)
    qda("import", path, text)
    with Project.open(path) as project, project.change("Code") as session:
        source, ben = documents.find_source(session, "Talk"), coders.find_coder(session, "Ben Oak")
        mask = codebook.add_path(session, "Access > mask", coder_id=ben)
        codebook.edit_code(session, mask, definition="A face.")
        coding.apply_code(session, ben, mask, source, MASK[0] + 2, MASK[1] + 3)
        coding.apply_code(session, ben, codebook.add_path(session, "Hope"), source, *HELP)
    return path


def test_two_projects_on_the_same_sources_are_joined_by_name_and_by_pairs(
    qda: Qda, study: Path, other: Path, tmp_path: Path
) -> None:
    looked = qda("merge", study, other, "--join", "--preview", "--json").json
    assert {(one["kind"], one["name"], one["ours_name"], one["how"], one["joined"]) for one in looked["matches"]} == {
        ("source", "Talk", "Interview 1", "text", True),
        ("coder", "Ben Oak", "Ben Oak", "name", False),
        ("code", "Access", "Access", "path", True),
        ("code", "Access > mask", "Access > mask", "path", True),
        ("code", "Hope", "", "", False),
    }
    assert "Access > mask" in qda("merge", study, other, "--join", "--preview").out
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("kind,theirs,ours\ncoder,Ben Oak,Ben Oak\ncode,Hope,Access > help\n")
    answer = qda("merge", study, other, "--join", "--pairs", pairs, "--json")
    assert (answer.code, answer.json["merged"]) == (1, False), "two definitions: somebody has to choose"
    answer = qda("merge", study, other, "--join", "--pairs", pairs, "--theirs", "--json")
    assert (answer.code, answer.json["merged"], answer.json["new"]["coding"]) == (0, True, 2)
    assert definition(qda, study, "mask") == "A face."
    quotes = qda("quotes", study, "--coder", "Ben Oak", "--json").json
    assert {(row["code"], row["start"], row["end"]) for row in quotes} == {
        ("Access > mask", MASK[0], MASK[1] + 3),
        ("Access > help", *HELP),
    }
    assert qda("merge", study, other, "--join", "--json").json["merged"] is False
    assert qda("check", study).code == 0


def test_pairs_that_say_nothing_are_refused(qda: Qda, study: Path, other: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    for words, reason in (
        ("kind,theirs\n", "lacks the columns ours"),
        ("kind,theirs,ours\nthing,a,b\n", "Row 2: “thing” is none of"),
        ("kind,theirs,ours\ncode,Nothing,Access\n", "There is nothing called Nothing"),
    ):
        pairs.write_text(words)
        answer = qda("merge", study, other, "--join", "--pairs", pairs)
        assert (answer.code, answer.out) == (1, "") and reason in answer.err


def test_what_a_choice_holds_back_is_told_and_ends_with_1(qda: Qda, study: Path, copy: Path) -> None:
    """“Ours” leaves the code removed: the passage that the colleague gave it comes to nobody, and that is said."""
    with Project.open(study) as project, project.change("Delete code") as session:
        codebook.delete_codes(session, [codebook.find_code(session, "help")])
    apply(copy, "Ben Oak", "help", HELP)
    answer = qda("merge", study, copy, "--ours", "--json")
    assert len(answer.json["held_back"]) >= 1
    assert (answer.code, "held back" in answer.err) == (1, True)


def test_two_people_of_the_same_name_and_initials_are_told_apart_by_id(qda: Qda, study: Path, copy: Path) -> None:
    for path in (study, copy):
        qda("coders", path, "add", "default")
    assert qda("merge", study, copy).code == 0
    refused = qda("finished", study, "--coder", "default")
    assert refused.code == 1 and "the id where these are the same too" in refused.err
    ids = [row["id"] for row in qda("coders", study, "--json").json if row["name"] == "default"]
    assert len(ids) == 2
    assert qda("coders", study, "join", *ids).code == 0


def test_codes_of_the_same_name_that_came_together_can_be_had_by_id(qda: Qda, study: Path, copy: Path) -> None:
    for path in (study, copy):
        with Project.open(path) as project, project.change("Add code") as session:
            codebook.add_code(session, "New")
    assert qda("merge", study, copy).code == 0
    refused = qda("quotes", study, "--code", "New")
    assert refused.code == 1 and "the id where that is the same too" in refused.err
    ids = [row["id"] for row in qda("codes", study, "--json").json if row["name"] == "New"]
    assert [qda("quotes", study, "--code", key).code for key in ids] == [0, 0]
