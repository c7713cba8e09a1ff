"""Projects of other programs in the terminal: in, twice, looked at before, and out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Qda = Callable[..., Answer]


@pytest.fixture
def packed(qda: Qda, study: Path, tmp_path: Path) -> Path:
    path = tmp_path / "out.qdpx"
    told = qda("refi", "export", study, path, "--json").json
    assert told["profile"] == "standard" and {"kind", "what", "count"} <= set(told["lost"][0])
    return path


def test_a_study_goes_out_and_comes_into_a_new_one(qda: Qda, study: Path, packed: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.loom"
    looked = qda("refi", "import", packed, new, "--preview", "--json").json
    assert not new.exists()
    taken = qda("refi", "import", packed, new, "--json").json
    assert taken == looked
    here = qda("quotes", study, "--json").json
    assert taken["codings"] == len(here) and taken["sources"] == 1 and taken["coders"] == 2
    assert ([one["where"] for one in taken["moved"]], taken["unplaced"]) == (["The mask"], [])
    came = qda("quotes", new, "--json").json
    wanted = ("id", "text", "start", "end", "code", "coder", "participant")
    assert [[row[name] for name in wanted] for row in came] == [[row[name] for name in wanted] for row in here]
    assert qda("check", new).code == 0


def test_the_same_file_twice_is_once(qda: Qda, study: Path, packed: Path) -> None:
    before = qda("history", study, "--json").json
    told = qda("refi", "import", packed, study)
    assert "Everything in it is here already." in told.out
    assert qda("history", study, "--json").json == before


def test_a_codebook_and_a_project_of_qualcoder_take_the_same_road(qda: Qda, study: Path, tmp_path: Path) -> None:
    new, codebook, project = tmp_path / "new.loom", tmp_path / "codes.qdc", tmp_path / "clinic.qda"
    assert "is ready" in qda("refi", "export", study, codebook).out
    assert qda("refi", "import", codebook, new, "--json").json["codes"] > 0
    assert qda("qualcoder", "export", study, project).code == 0
    told = qda("qualcoder", "import", project, new, "--json").json
    assert told["codes"] == 0 and told["codings"] == len(qda("quotes", study, "--json").json)


def test_what_another_program_wrote_is_never_written_over(qda: Qda, study: Path, packed: Path, tmp_path: Path) -> None:
    assert qda("refi", "export", study, packed).code == 0, "our own older file may go"
    for name, data in {"theirs.qdc": b'<CodeBook origin="NVivo"/>', "theirs.qdpx": b"PK half"}.items():
        (tmp_path / name).write_bytes(data)
        told = qda("refi", "export", study, tmp_path / name)
        assert told.code == 1 and "Themeloom did not write it" in told.err
        assert (tmp_path / name).read_bytes() == data


def test_a_file_of_another_kind_is_named(qda: Qda, study: Path, packed: Path, tmp_path: Path) -> None:
    assert "qda refi import" in qda("taguette", "import", packed, study).err
    text = tmp_path / "talk.txt"
    text.write_text("I: Hello.")
    told = qda("refi", "import", text, study)
    assert (told.code, told.err.count("\n")) == (1, 1) and "talk.txt" in told.err
    assert "should end in .qdpx or .qdc" in qda("refi", "export", study, tmp_path / "x.docx").err
