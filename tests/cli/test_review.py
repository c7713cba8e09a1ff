"""Checking with people from the terminal: packs go out, answers come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.core.review import packs
from qda.storage.project import Project
from tests.core.review.packing import said, seal
from tests.storage.study import make_study


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    path = tmp_path / "reviewed.loom"
    make_study(path).close()
    return path


def test_a_pack_is_written_and_its_answers_are_read_back_once(qda, reviewed, tmp_path):
    page, answers, broken = (tmp_path / name for name in ("pack.html", "answers.json", "broken.json"))
    out = qda("review", "export", reviewed, "-o", page, "--round", "first look", "--person", "p1", "--json").json
    assert {name: out[name] for name in ("file", "people", "items", "left_out")} == {
        "file": str(page),
        "people": ["P1"],
        "items": 4,
        "left_out": {"refused": 0, "not_recorded": 0},
    }
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    with Project.open(reviewed, read_only=True) as project, project.read() as session:
        pack = packs.find_pack(session, out["pack"])
    assert pack is not None
    answers.write_bytes(seal(pack, said(pack)))
    broken.write_bytes(answers.read_bytes()[:-40])
    told = qda("review", "import", reviewed, answers, broken, tmp_path / "none.json")
    assert (told.code, told.out) == (1, f"answers.json: {pack.code}, P1, 2 answers.\n")
    assert told.err == (
        "broken.json holds no answers to a pack.\nnone.json can't be read: No such file or directory. "
        "Check that it is there and that you may read it.\n"
    )
    again = qda("review", "import", reviewed, answers, "--json")
    assert again.code == 0
    assert [(one["answers"], one["known"]) for one in again.json["imported"]] == [(0, True)]
    assert qda("check", reviewed).code == 0
    assert qda("history", reviewed).out.count("Read answers of a pack") == 1


def test_what_can_not_be_handed_out_is_said(qda, reviewed, study, tmp_path):
    told = qda("review", "export", reviewed, "-o", tmp_path / "pack.txt")
    assert (told.code, told.err[:43]) == (1, "A review can't be handed out as pack.txt; i")
    assert "Second look" in qda("review", "export", reviewed, "-o", tmp_path / "p.html", "--round", "3").err
    assert "there are P1, P2" in qda("review", "export", reviewed, "-o", tmp_path / "p.html", "--person", "Zoe").err
    assert "no round of review yet" in qda("review", "export", study, "-o", tmp_path / "p.html").err
    nowhere = qda("review", "export", reviewed, "-o", tmp_path / "none" / "p.html", "--round", "First look")
    assert (nowhere.code, nowhere.err) == (
        1,
        "p.html can't be written: No such file or directory. Choose another place.\n",
    )


def test_a_file_is_looked_through_before_it_leaves_the_study(qda, reviewed, tmp_path):
    key, page = tmp_path / "key.csv", tmp_path / "page.md"
    key.write_text("pseudonym,name\nAna,Berit Solheim\n")
    page.write_text("Jo Lind told us about Berit.")
    told = qda("review", "check", page, "--study", reviewed, "--key", key)
    assert (told.code, told.err) == (1, "2 things stand in page.md that must not.\n")
    assert [line.split("  ")[0] for line in told.out.splitlines()[1:]] == [
        "A real name from the key",
        "A name that somebody of the review does not want to see wri…",
    ]
    found = qda("review", "check", page, "--study", reviewed, "--key", key, "--json").json
    assert [(one["kind"], one["words"], one["whose"]) for one in found] == [
        ("real name", "Berit", "Berit Solheim"),
        ("person", "Jo Lind", "Jo Lind"),
    ]
    page.write_text("Jo told us about Ana.")
    told = qda("review", "check", page, "--study", reviewed)
    assert (told.code, "give the key" in told.out) == (0, True)
