"""Commands that change a project: new, import, codings import, finished, undo."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from qda.cli.project import Approach
from qda.core.approaches import APPROACHES
from qda.core.readings import finished_sources
from qda.core.themes.outline import levels
from qda.storage.project import Project
from tests.cli.conftest import MASK, Answer

Qda = Callable[..., Answer]
TALK = (
    "Interviewer: How was it?\nMaria: Good, I think.\nInterviewer: And then?\nMaria: It was better every day.\n"
    "Interviewer: Why?\nMaria: I had help.\n"
)


@pytest.mark.parametrize("approach", list(APPROACHES))
def test_a_new_study_has_the_levels_of_its_approach(qda: Qda, tmp_path: Path, approach: str) -> None:
    path = tmp_path / "new.loom"
    answer = qda("new", path, "--approach", approach, "--coder", "Ann Noor", "--title", "Care")
    assert answer.code == 0
    with Project.open(path, read_only=True) as project, project.read() as session:
        assert tuple(name for _key, name in levels(session)) == APPROACHES[approach].levels
    assert qda("undo", path).err == "There is nothing to undo.\n"
    assert qda("check", path, "--json").json == {"ok": True, "findings": []}


def test_the_help_knows_every_approach() -> None:
    assert [one.value for one in Approach] == list(APPROACHES)


def test_a_name_without_suffix_gets_ours_and_nothing_is_overwritten(qda: Qda, tmp_path: Path) -> None:
    assert qda("new", tmp_path / "größe 研究").out == f"{tmp_path / 'größe 研究.loom'} is ready.\n"
    again = qda("new", tmp_path / "größe 研究.loom")
    assert again.code == 1
    assert "exists already" in again.err


def test_import_takes_files_and_folders_and_names_what_it_leaves_out(qda: Qda, tmp_path: Path) -> None:
    study = tmp_path / "study.loom"
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text(TALK)
    (folder / "two.txt").write_bytes("Für Elise\n".encode("cp1252"))
    (folder / "twin.txt").write_text(TALK)
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no zip at all")
    qda("new", study, "--coder", "Ann")
    answer = qda("import", study, folder, tmp_path / "absent.txt", "--encoding", "cp1252", "--json")
    assert answer.code == 1
    assert [(Path(one["file"]).name, one["source"], one["words"]) for one in answer.json["imported"]] == [
        ("one.txt", "one", 23),
        ("two.txt", "two", 2),
    ]
    assert all(set(one) >= {"file", "source", "words", "warnings"} for one in answer.json["imported"])
    refused = {Path(one["file"]).name: one["reason"] for one in answer.json["refused"]}
    assert refused.keys() == {"broken.docx", "twin.txt", "absent.txt"}
    assert "“one”" in refused["twin.txt"]
    assert len(answer.err.splitlines()) == 3
    assert qda("text", study, "two").out.strip() == "Für Elise"
    assert qda("import", study, folder / "twin.txt", "--duplicates").code == 0
    assert [one["label"] for one in qda("history", study, "--json").json][:2] == [
        "Import “twin”",
        "Import “one”, “two”",
    ]


def test_import_can_make_participants_of_speakers(qda: Qda, tmp_path: Path) -> None:
    study, file = tmp_path / "study.loom", tmp_path / "talk.txt"
    file.write_text(TALK)
    qda("new", study, "--coder", "Ann")
    qda("import", study, file, "--participants")
    (tmp_path / "c.csv").write_text("source,start,end,code,coder\ntalk,25,45,mood,Ann\n")
    qda("codings", "import", study, tmp_path / "c.csv")
    assert qda("quotes", study, "--json").json[0]["participant"] == "Maria"


def test_a_folder_that_holds_the_project_itself_imports_the_rest(qda: Qda, tmp_path: Path) -> None:
    study = tmp_path / "study.loom"
    qda("new", study)
    (tmp_path / "one.txt").write_text("Once upon a time.\n")
    answer = qda("import", study, tmp_path)
    assert (answer.code, answer.err) == (0, "")
    assert qda("check", study).code == 0
    (tmp_path / "one.txt").unlink()
    assert "There are no files to import" in qda("import", study, tmp_path).err


def test_codings_from_a_table_make_what_is_missing_and_refuse_row_by_row(qda: Qda, study: Path, tmp_path: Path) -> None:
    table = tmp_path / "codings.csv"
    source_id = qda("sources", study, "--json").json[0]["id"]
    table.write_text(
        "source,start,end,code,coder,note\n"
        f"Interview 1,{MASK[0] + 2},{MASK[1] + 3},Access > mask,Ann Noor,wider\n"
        f"{source_id},0,5,Time > waiting,Cleo,\n"
        "Interview 9,0,5,Access > mask,Ann Noor,\n"
        "Interview 1,0,9999,Access > mask,Ann Noor,\n"
        "Interview 1,zero,5,Access > mask,Ann Noor,\n",
        encoding="utf-8",
    )
    answer = qda("codings", "import", study, table, "--finished", "--json")
    assert answer.code == 1
    assert (answer.json["added"], answer.json["joined"]) == (2, 1)
    assert len(qda("quotes", study, "--json").json) == 3 + 2 - 1
    assert [row["row"] for row in answer.json["refused"]] == [3, 4, 5]
    assert "Interview 9" in answer.json["refused"][0]["reason"]
    assert "Time > waiting" in [row["path"] for row in qda("codes", study, "--json").json]
    assert qda("quotes", study, "--coder", "Cleo", "--json").json[0]["text"] == "I: Ho"
    with Project.open(study, read_only=True) as project, project.read() as session:
        from qda.core.coders import find_coder

        assert finished_sources(session, find_coder(session, "Cleo")) == [source_id]
    assert qda("check", study).code == 0


def test_finished_is_a_coders_own_word(qda: Qda, study: Path) -> None:
    assert qda("finished", study, "--coder", "BO", "--source", "Interview 1").code == 0
    newest = qda("history", study, "--json").json[0]
    assert (newest["label"], newest["coder"]) == ("Finish source “Interview 1”", "Ben Oak")
    assert qda("finished", study, "--coder", "Nobody").err == "There is no coder called Nobody.\n"


def test_finished_said_twice_is_one_change(qda: Qda, study: Path) -> None:
    qda("finished", study, "--coder", "Ben Oak")
    once = qda("history", study, "--json").json
    assert qda("finished", study, "--coder", "Ben Oak").code == 0
    assert qda("history", study, "--json").json == once


def test_finished_keeps_the_codebook_and_said_anew_it_is_that_of_today(qda: Qda, study: Path) -> None:
    from qda.core import codebook, coders, readings

    def late() -> list[str]:
        with Project.open(study, read_only=True) as project, project.read() as session:
            return [code.name for code in readings.late_codes(session, coders.find_coder(session, "Ben Oak"))]

    qda("finished", study, "--coder", "Ben Oak")
    with Project.open(study) as project, project.change("Make code") as session:
        codebook.add_path(session, "Access > Bus")
    assert late() == ["Bus"]
    qda("finished", study, "--coder", "Ben Oak")
    assert late() == []
    assert qda("check", study).code == 0


def test_undo_names_what_it_takes_back_and_stops_where_nothing_is_left(qda: Qda, study: Path) -> None:
    answer = qda("undo", study)
    assert (answer.code, answer.out) == (0, "Undone: Theme\n")
    assert qda("themes", study, "--json").json == []
    answer = qda("undo", study, 99)
    assert answer.out.splitlines() == ["Undone: Code", "Undone: Import"]
    assert answer.err == "There were only 2 changes to undo.\n"
    answer = qda("undo", study)
    assert (answer.code, answer.err) == (1, "There is nothing to undo.\n")
    assert qda("history", study, "--json").json[0]["label"].startswith("Undo: ")
    assert qda("check", study).code == 0


def test_undo_names_a_thing_that_it_takes_away(qda: Qda, study: Path, tmp_path: Path) -> None:
    (tmp_path / "new one.txt").write_text("Hello there.\n")
    qda("import", study, tmp_path / "new one.txt")
    assert qda("undo", study).out == "Undone: Import “new one”\n"


def test_a_command_waits_a_moment_for_another_one(qda: Qda, study: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Hello there.\n")
    other = Project.open(study)
    letting_go = threading.Timer(0.5, other.close)
    letting_go.start()
    assert qda("import", study, tmp_path / "one.txt").code == 0
    letting_go.join()


def test_a_study_open_elsewhere_is_read_but_not_changed(qda: Qda, study: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Hello there.\n")
    with Project.open(study):
        answer = qda("import", study, tmp_path / "one.txt")
        assert answer.code == 1
        assert "open elsewhere" in answer.err
        assert len(qda("quotes", study, "--json").json) == 3
    assert qda("import", study, tmp_path / "one.txt").code == 0


def test_a_codebook_goes_out_and_comes_into_another_study(qda: Qda, study: Path, tmp_path: Path) -> None:
    book, other = tmp_path / "book.csv", tmp_path / "other.loom"
    qda("export", study, "codebook", "-o", book)
    qda("new", other)
    answer = qda("codes", "import", other, book, "--json")
    assert (answer.code, answer.json) == (0, {"added": 3, "filled": 0, "changed": 0, "refused": []})
    kept = ("path", "kind", "definition", "include", "exclude", "example", "colour", "origin", "stance", "depth")
    there, here = (
        [[row[field] for field in kept] for row in qda("codes", path, "--json").json] for path in (study, other)
    )
    assert here == there
    assert [row["path"] for row in qda("codes", "--json", other).json] == [row[0] for row in there]
    assert qda("history", other).out.count("Import codebook") == 1
    assert qda("check", other).code == 0


def test_a_codebook_changes_known_codes_only_when_it_is_told_to(qda: Qda, study: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    book.write_text("path,definition\nAccess > mask,Theirs.\nAccess > help,New.\n,\nAccess > mask,Again.\n")
    answer = qda("codes", "import", study, book)
    assert (answer.code, answer.out) == (1, "0 codes were added, 1 filled in, 0 changed.\n")
    assert answer.err.splitlines() == ["Row 5: “Access > mask” stands in row 2 already."]
    _access, mask, help_ = qda("codes", study, "--json").json
    assert (mask["definition"], help_["definition"]) == ("What one shows.\nAnd hides.", "New.")
    assert qda("codes", "import", study, book, "--take").out == "0 codes were added, 0 filled in, 1 changed.\n"
    assert qda("codes", study, "--json").json[1]["definition"] == "Theirs."


def test_codings_come_by_their_words_and_doubtful_ones_are_placed_by_number(
    qda: Qda, study: Path, tmp_path: Path
) -> None:
    table = tmp_path / "quotes.csv"
    table.write_text(
        "source,quote,code,coder\nInterview 1,then i asked for HELP.,Asking,\nInterview 1,P1:,Label,Cy\n"
        "Interview 1,Nobody has said these words,Asking,Cy\n",
        "utf-8",
    )
    before = qda("quotes", study).out
    looked = qda("codings", "import", study, table, "--preview", "--coder", "AN", "--json").json
    assert [row["kind"] for row in looked["rows"]] == ["found", "doubtful", "nowhere"]
    assert (looked["new_codes"], looked["new_coders"]) == (["Asking", "Label"], ["Cy"])
    assert "New codes: Asking, Label." in qda("codings", "import", study, table, "--preview").out
    assert qda("quotes", study).out == before

    answer = qda("codings", "import", study, table, "--coder", "AN")
    assert answer.code == 1
    assert "Row 3: These words are not in Interview 1." in answer.err
    assert "--place 2=1: Interview 1, characters 15-18: P1:" in answer.err
    assert "--place 2=2: Interview 1, characters 64-67: P1:" in answer.err
    again = qda("codings", "import", study, table, "--coder", "AN", "--place", "2=2", "--json").json
    assert (again["added"], again["joined"], again["doubtful"], again["moved"]) == (2, 1, [], [])
    assert [row["row"] for row in again["refused"]] == [3]
    assert qda("quotes", study, "--code", "Label", "--json").json[0]["start"] == 64
    assert qda("codings", "import", study, table, "--place", "2=x").code == 2
