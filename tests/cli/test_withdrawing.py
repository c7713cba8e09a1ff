"""`qda withdraw`, from what would go to the certificate, and the certificate once more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qda.cli.main import app
from qda.core import codebook, participants
from qda.storage import backups
from qda.storage.project import Project
from tests.cli.conftest import Answer
from tests.storage.searching import leftovers
from tests.withdrawing import WORDS, told_by_two


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "backups"))
    path = tmp_path / "study.loom"
    told_by_two(path)
    return path


def test_from_a_look_to_a_certificate_and_the_same_one_again(qda: Callable[..., Answer], study: Path) -> None:
    qda("backup", study)
    shown = qda("withdraw", study, "Dorothea", "--preview", "--json").json
    assert {"participant", "source", "turn", "coding", "memo"} <= {one["kind"] for one in shown["places"]}
    assert (len(shown["memos"]), shown["backups"], shown["common_names"]) == (1, 1, [])
    words = qda("withdraw", study, "Dorothea", "--preview").out
    assert "Pomegranates everywhere" in words
    assert "--memo" in words
    done = qda("withdraw", study, "Dorothea", "--yes", "-o", study.with_name("one.docx"), "--json").json
    assert done["removed"]["source"] == 1
    assert done["backups"] >= 1
    for suffix in (".docx", ".html", ".md", ".txt"):
        again = study.with_name(f"again{suffix}")
        assert qda("withdraw", study, "--again", done["id"], "-o", again).code == 0
        assert leftovers(again, WORDS) == []
        assert leftovers(again, ["Ann Noor"]) != []  # by whom
    assert "Certificate of withdrawal" in study.with_name("again.txt").read_text(encoding="utf-8")
    assert leftovers(study.with_name("one.docx"), [done["id"]]) != []
    assert [one["id"] for one in qda("withdraw", study, "--json").json] == [done["id"]]
    assert leftovers(study, WORDS) == []
    assert qda("check", study).code == 0


def test_a_name_that_somebody_else_has_too_is_told_and_stays(qda: Callable[..., Answer], study: Path) -> None:
    with Project.open(study) as project, project.change("Name") as session:
        for name in ("Dorothea", "Edmund"):
            participants.edit_participant(session, participants.find_participant(session, name), name=f"{name} Lind")
    assert qda("withdraw", study, "Dorothea Lind", "--preview", "--json").json["shared_names"] == {
        "stay": ["Lind"],
        "go": [],
    }
    assert "“Lind” stays where others say or write it" in qda("withdraw", study, "Dorothea Lind", "--preview").out


def test_nothing_goes_before_the_name_is_typed_and_the_place_is_good(qda: Callable[..., Answer], study: Path) -> None:
    for typed, code in (("Dorothee", 1), ("", 1)):
        answer = CliRunner().invoke(app, ["withdraw", str(study), "Dorothea"], input=f"{typed}\n")
        assert answer.exit_code == code
    for place, words in (("one.pdf", ".docx"), ("none/one.txt", "no folder")):
        refused = qda("withdraw", study, "Dorothea", "--yes", "-o", study.with_name("x").parent / place)
        assert (refused.code, words in refused.err) == (1, True)
    assert qda("withdraw", study, "Dorothea", "--yes", "--memo", "none").code == 1
    assert qda("withdraw", study, "Nobody", "--yes").code == 1
    assert qda("withdraw", study, "--again", "0" * 32).code == 1
    with Project.open(study, read_only=True) as project:
        assert project.undoable() is not None
    answer = CliRunner().invoke(app, ["withdraw", str(study), "Dorothea"], input="Dorothea\n")
    assert answer.exit_code == 0
    assert leftovers(study, WORDS) == []


def withdrawn_copy(qda: Callable[..., Answer], study: Path) -> Path:
    """Make a copy in which Dorothea is withdrawn and a code was added."""
    copy = study.with_name("copy.loom")
    assert qda("copy", study, "-o", copy).code == 0
    assert qda("withdraw", copy, "Dorothea", "--yes").code == 0
    with Project.open(copy) as project, project.change("Make code") as session:
        codebook.add_code(session, "Mornings")
    return copy


def test_who_was_withdrawn_in_a_copy_is_withdrawn_here_where_it_is_asked_for(
    qda: Callable[..., Answer], study: Path
) -> None:
    copy = withdrawn_copy(qda, study)
    qda("backup", study)
    for options in ((), ("--preview",), ("--preview", "--withdraw")):
        asked = qda("merge", study, copy, *options)
        assert (asked.code, asked.out) == (1, "")
        assert "still in this project (Alone, Dorothea)" in asked.err
        assert "--withdraw" in asked.err
    assert leftovers(study, WORDS) != []
    done = qda("merge", study, copy, "--withdraw", "--json")
    assert (done.code, done.json["new"]["code"], done.json["held_back"]) == (0, 1, [])
    assert "withdrawn here too" in done.err
    assert (done.json["withdrawn"]["source"], done.json["withdrawn"]["participant"]) == (1, 1)
    for path in (study, *(one.path for one in backups.backups(study))):
        assert leftovers(path, WORDS) == []
    assert len(qda("withdraw", study, "--json").json) == 1
    assert qda("check", study).code == 0
    assert qda("undo", study).code == 0  # the merge
    assert qda("undo", study).code == 1
    again = qda("merge", study, copy, "--withdraw", "--json")
    assert (again.code, again.json["new"]["code"], "withdrawn" in again.json) == (0, 1, False)


def test_nobody_is_withdrawn_by_a_file_that_can_not_be_merged(qda: Callable[..., Answer], study: Path) -> None:
    copy, other = withdrawn_copy(qda, study), study.with_name("other.loom")
    told_by_two(other)
    qda("withdraw", other, "Dorothea", "--yes")
    refused = qda("merge", study, other, "--withdraw")
    assert (refused.code, "is another project" in refused.err) == (1, True)
    assert leftovers(study, WORDS) != []
    for path, words in ((study, "Dim."), (copy, "Dark.")):
        with Project.open(path) as project, project.change("Define") as session:
            codebook.edit_code(session, codebook.find_code(session, "Nights"), definition=words)
    open_ = qda("merge", study, copy, "--withdraw")
    assert (open_.code, "Nothing was merged: 1 conflict" in open_.err) == (1, True)
    assert "withdrawn here too" in open_.err
    assert leftovers(study, WORDS) == []


def test_two_projects_are_joined_without_who_was_withdrawn_in_either(qda: Callable[..., Answer], study: Path) -> None:
    other = study.with_name("other.loom")
    told_by_two(other)
    qda("withdraw", other, "Dorothea", "--yes")
    assert "--withdraw" in qda("merge", study, other, "--join").err
    done = qda("merge", study, other, "--join", "--withdraw", "--json")
    assert done.code == 0
    assert done.json["withdrawn"]["source"] == 2
    assert leftovers(study, ["oranges", "Pomegranates"]) == []
