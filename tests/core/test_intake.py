"""Files that were read become sources, with their originals, the people in them, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.core import documents, participants
from qda.core.check import check
from qda.core.importers import ReadOptions
from qda.core.importers.reading import FileResult, read_files
from qda.core.intake import Intake, take_in
from qda.storage.project import Project

TALK = (
    "Interviewer: How was it?\nP1: Good, I think.\nInterviewer: And then?\nP1: It was better every day.\n"
    "Interviewer: Why?\nP1: I had help.\n"
)
SURVEY = (
    "Name;Age;Site;Postcode;What helped?\n"
    "Ada;41;north;0150;It was the people at the door who knew my name.\n"
    "Bo;52;south;0250;Nothing at all, to be honest, helped me there.\n"
    "Cy;;north;0350;It was the people at the door who knew my name.\n"
    "Di;33,5;south;0450;Someone came out to my house and sat down with me.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "study.loom") as opened:
        yield opened
        assert check(opened) == []


def _take(project: Project, *paths: Path, duplicates: bool = False, people: bool = False) -> Intake:
    results = list(read_files(paths))
    with project.change("Import") as session:
        return take_in(session, results, duplicates=duplicates, people=people)


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def test_originals_are_kept_byte_for_byte(project: Project, tmp_path: Path) -> None:
    path = _file(tmp_path, "crlf.txt", "\ufeffOne line.\r\nAnother.\r\n")
    intake = _take(project, path)
    with project.read() as session:
        source_id = intake.imported[0].source_id
        assert documents.original_file(session, source_id) == path.read_bytes()
        assert "\r" not in documents.source_text(session, source_id)
        (row,) = documents.sources(session)
    assert (row.original_name, intake.imported[0].file) == ("crlf.txt", str(path))


def test_the_same_text_is_named_and_left_out_unless_asked_for(project: Project, tmp_path: Path) -> None:
    one, twin = _file(tmp_path, "one.txt", TALK), _file(tmp_path, "twin.md", TALK.replace("\n", "\r\n"))
    first = _take(project, one, twin)
    assert [taken.name for taken in first.imported] == ["one"]
    assert first.refused[0].file == str(twin)
    assert "“one”" in first.refused[0].reason
    again = _take(project, one)
    assert (again.imported, "“one”" in again.refused[0].reason) == ((), True)
    asked = _take(project, one, duplicates=True)
    assert [taken.name for taken in asked.imported] == ["one (2)"]


def test_a_batch_is_one_change_and_undo_takes_all_of_it(project: Project, tmp_path: Path) -> None:
    _take(project, _file(tmp_path, "a.txt", "First."), _file(tmp_path, "b.txt", "Second."), people=True)
    assert project.history()[0].label == "Import"
    project.undo()
    with project.read() as session:
        assert documents.sources(session) == []


def test_a_refused_file_does_not_stop_the_others(project: Project, tmp_path: Path) -> None:
    good, bad = _file(tmp_path, "good.txt", "Words."), _file(tmp_path, "bad.docx", "PK\x03\x04")
    intake = _take(project, bad, tmp_path / "absent.txt", good)
    assert [taken.name for taken in intake.imported] == ["good"]
    assert {Path(refused.file).name for refused in intake.refused} == {"bad.docx", "absent.txt"}
    assert all(Path(refused.file).name in refused.reason for refused in intake.refused)


def test_a_file_that_changed_or_went_after_reading_is_refused(project: Project, tmp_path: Path) -> None:
    changed, gone = _file(tmp_path, "changed.txt", "Before."), _file(tmp_path, "gone.txt", "Here.")
    results = list(read_files([changed, gone]))
    changed.write_text("After.")
    gone.unlink()
    with project.change("Import") as session:
        intake = take_in(session, results)
    assert intake.imported == ()
    assert "changed after it was read" in intake.refused[0].reason
    assert "can't be read any more" in intake.refused[1].reason
    with project.read() as session:
        assert documents.sources(session) == []


def test_speakers_become_people_only_when_asked_and_never_the_interviewer(project: Project, tmp_path: Path) -> None:
    first, second = _file(tmp_path, "first.txt", TALK), _file(tmp_path, "second.txt", TALK + "Interviewer: Thank you.")
    _take(project, first)
    with project.read() as session:
        assert participants.participants(session) == []
    _take(project, second, _file(tmp_path, "third.txt", "Interviewer: Hello.\n" + TALK), people=True)
    with project.read() as session:
        people = participants.participants(session)
        second_id, third_id = (documents.find_source(session, name) for name in ("second", "third"))
        spoken = TALK.index("Good")
        voices = participants.voices(session)
    # Both call somebody P1: those are two people until somebody says otherwise.
    assert [(one.name, one.source_ids) for one in people] == [("P1", (second_id,)), ("P1 (third)", (third_id,))]
    assert voices.of(second_id, spoken, spoken + 4) == [people[0].id]


def test_a_survey_brings_people_with_typed_facts_and_keeps_equal_answers(project: Project, tmp_path: Path) -> None:
    survey = _file(tmp_path, "survey.csv", SURVEY)
    columns = {"Name": "name", "Age": "attribute", "Site": "attribute", "Postcode": "attribute", "What helped?": "text"}
    results = list(read_files([survey], ReadOptions(columns=columns, per="row")))
    with project.change("Import") as session:
        intake = take_in(session, results)
    assert [taken.name for taken in intake.imported] == ["Ada", "Bo", "Cy", "Di"]
    with project.read() as session:
        people = {one.name: one for one in participants.participants(session)}
        types = {name: kind for _key, name, kind in participants.attributes(session)}
        originals = {documents.original_file(session, taken.source_id) for taken in intake.imported}
    assert types == {"Age": "number", "Site": "choice", "Postcode": "text"}
    assert people["Di"].attributes == {"Age": ("33,5",), "Site": ("south",), "Postcode": ("0450",)}
    assert "Age" not in people["Cy"].attributes
    assert people["Bo"].source_ids == (intake.imported[1].source_id,)
    assert originals == {survey.read_bytes()}
    with project.change("Import") as session:
        assert take_in(session, results).imported == ()


def test_who_answers_several_questions_of_a_table_is_one_person(project: Project, tmp_path: Path) -> None:
    rows = "".join(f"R{n},I liked it {n} times over.,It hurt {n} days long.\n" for n in range(1, 5))
    table = _file(tmp_path, "survey.csv", "Name,What was good?,What was bad?\n" + rows)
    columns = {"Name": "name", "What was good?": "text", "What was bad?": "text"}
    results = list(read_files([table], ReadOptions(columns=columns, per="question")))
    with project.change("Import") as session:
        assert len(take_in(session, results, people=True).imported) == 2
    with project.read() as session:
        people = participants.participants(session)
    assert [one.name for one in people] == ["R1", "R2", "R3", "R4"]
    assert all(len(one.source_ids) == 2 for one in people)


def test_a_person_may_say_who_asks_the_questions(project: Project, tmp_path: Path) -> None:
    talk = _file(tmp_path, "talk.txt", TALK.replace("Interviewer", "Kim"))
    results = list(read_files([talk]))
    with project.change("Import") as session:
        take_in(session, results, people=True, interviewers={talk: ["Kim"]})
    with project.read() as session:
        assert [one.name for one in participants.participants(session)] == ["P1"]


def test_a_fact_that_does_not_fit_a_known_attribute_is_said_and_left_out(project: Project, tmp_path: Path) -> None:
    with project.change("Attribute") as session:
        participants.add_attribute(session, "Site", "number")
    survey = _file(tmp_path, "survey.csv", SURVEY)
    columns = {"Name": "name", "Age": "skip", "Site": "attribute", "Postcode": "skip", "What helped?": "text"}
    results = list(read_files([survey], ReadOptions(columns=columns, per="row")))
    with project.change("Import") as session:
        intake = take_in(session, results)
    assert all("Site takes a number" in " ".join(taken.warnings) for taken in intake.imported)
    with project.read() as session:
        assert all(one.attributes == {} for one in participants.participants(session))


def test_a_result_with_a_reason_is_passed_on(project: Project, tmp_path: Path) -> None:
    with project.change("Import") as session:
        intake = take_in(session, [FileResult(tmp_path / "x.pdf", reason="It is a picture.")])
    assert intake.refused[0].reason == "It is a picture."
    assert project.history()[0].label == "Start project"
