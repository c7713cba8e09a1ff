"""Correcting texts from the terminal."""

from __future__ import annotations

from qda.core.check import check
from qda.storage.project import Project
from tests.cli.conftest import TEXT


def test_words_are_replaced_wherever_they_stand_and_passages_go_along(qda, study):
    shown = qda("correct", study, "Interview 1", "--replace", "prison mask", "hood", "--preview", "--json").json
    assert {(one["kind"], one["name"]) for one in shown["boundaries"]} == {("coding", "mask"), ("quote", "The mask")}
    assert shown["boundaries"][0]["becomes"]["words"] == "a hood 😀"
    assert qda("text", study, "Interview 1").out.rstrip("\n") == TEXT
    done = qda("correct", study, "Interview 1", "--replace", "prison mask", "hood", "--yes")
    assert (done.code, "version 2" in done.out) == (0, True)
    assert qda("text", study, "Interview 1").out.rstrip("\n") == TEXT.replace("prison mask", "hood")
    assert qda("text", study, "Interview 1", "--version", 1).out.rstrip("\n") == TEXT
    assert qda("text", study, "Interview 1", "--version", 9).code == 1
    assert {row["text"] for row in qda("quotes", study, "--json").json} == {"a hood 😀", "I asked for help"}
    qda("correct", study, "Interview 1", "--replace", "P1", "Q1", "--yes")
    assert qda("sources", study, "--json").json[0]["speakers"] == ["I", "Q1"]
    qda("undo", study)
    qda("undo", study)
    assert qda("text", study, "Interview 1").out.rstrip("\n") == TEXT


def test_a_corrected_file_takes_the_place_of_a_text(qda, study, tmp_path):
    file = tmp_path / "corrected.txt"
    file.write_text(
        TEXT.replace("How was it?", "How was it for you?").replace(" Really.", "") + "\nI: Thanks.", "utf-8"
    )
    done = qda("correct", study, "Interview 1", file, "--yes", "--json").json
    assert (done["version"], done["emptied"]) == (2, [])
    assert {row["text"] for row in qda("quotes", study, "--json").json} == {"a prison mask 😀", "I asked for help"}
    with Project.open(study) as project:
        assert check(project) == []


def test_what_can_not_be_corrected_is_said(qda, study, tmp_path):
    assert qda("correct", study, "Interview 1", "--yes").code == 2
    assert "does not stand" in qda("correct", study, "Interview 1", "--replace", "nothing", "x", "--yes").err
    assert qda("correct", study, "Interview 1", tmp_path / "gone.txt", "--yes").code == 1
    assert qda("correct", study, "Interview 1", "--replace", "P1", "x", "--weights", "most").code == 2
