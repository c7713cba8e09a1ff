"""Backups in the terminal: made, listed, put back, saved as a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.core import codebook
from qda.core.check import check
from qda.storage.project import Project
from tests.storage.damage import harm
from tests.storage.searching import leftovers


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept"))
    return tmp_path / "kept"


def add(study: Path, name: str) -> None:
    with Project.open(study) as project, project.change("Add code") as session:
        codebook.add_code(session, name)


def names(path: Path) -> set[str]:
    with Project.open(path, read_only=True) as project, project.read() as session:
        assert check(project) == []
        return {row.name for row in codebook.codes(session)}


def test_a_backup_is_made_listed_and_put_back(qda, study):
    assert "no backup" in qda("backups", study).out
    assert qda("backup", study).code == 0
    add(study, "Later")
    (row,) = qda("backups", study, "--json").json
    assert (row["number"], row["why"], row["readable"], row["changes_since"]) == (1, "asked", True, 1)
    assert row["counts"]["coding"] == 3 and row["more_now"]["code"] == 1
    listed = qda("backups", study).out
    assert "asked for" in listed and "1 change before now, −1 code\n" in listed
    told = qda("restore", study, "1")
    assert told.code == 0 and "is as it was on" in told.out
    assert "Later" not in names(study)
    again = qda("backups", study, "--json").json
    assert [one["why"] for one in again] == ["restored", "asked"]
    assert [one["changes_since"] for one in again] == [None, 0]
    assert qda("restore", study, Path(again[0]["file"]).name).code == 0
    assert "Later" in names(study)


def test_a_backup_can_be_made_of_an_open_project_but_not_put_in_its_place(qda, study):
    with Project.open(study):
        assert qda("backup", study, "--json").json["size"] > 0
        refused = qda("restore", study, "1")
    assert refused.code == 1 and "is open" in refused.err


def test_a_backup_is_saved_as_a_copy_and_nothing_else_changes(qda, study, tmp_path):
    qda("backup", study)
    add(study, "Later")
    copy = tmp_path / "then.loom"
    assert qda("restore", study, "1", "-o", copy).code == 0
    assert "Later" in names(study) and "Later" not in names(copy)
    assert "exists already" in qda("restore", study, "1", "-o", copy).err
    assert "can't be reached" in qda("restore", study, "1", "-o", tmp_path / "none" / "x.loom").err


def test_a_damaged_project_is_put_aside(qda, study):
    qda("backup", study)
    study.write_bytes(study.read_bytes()[:5_000])
    told = qda("restore", study, "1")
    assert told.code == 0 and "put aside" in told.out
    assert "mask" in names(study)
    assert len(list(study.parent.glob("study (put aside *).loom"))) == 1


def test_what_there_is_no_backup_of_is_said(qda, study, tmp_path):
    assert "has no backup 1" in qda("restore", study, "1").err
    missing = qda("backup", tmp_path / "none.loom")
    assert missing.code == 1 and "There is no file" in missing.err
    assert qda("backups", tmp_path / "none.loom", "--json").json == []


def test_a_backup_that_became_unreadable_is_listed_as_such(qda, study, place):
    qda("backup", study)
    (made,) = place.rglob("*.loom")
    made.write_bytes(b"x" * 5_000)
    assert "can't be read" in qda("backups", study).out
    refused = qda("restore", study, "1")
    assert refused.code == 1 and names(study)


def test_what_can_be_read_of_a_damaged_project_is_rescued_and_the_rest_listed(qda, study, tmp_path):
    sound = qda("repair", study, "-o", tmp_path / "same.loom", "--json")
    assert sound.code == 0 and sound.json["lost"] == []
    harm(study, "DELETE FROM text")
    told = qda("repair", study, "-o", tmp_path / "new.loom")
    assert told.code == 1 and "“Interview 1” is lost with all on it" in told.out and "Keep the damaged file" in told.err
    assert names(tmp_path / "new.loom") == names(tmp_path / "same.loom")
    assert qda("check", tmp_path / "new.loom").code == 0


def test_a_backup_from_before_names_were_replaced_is_put_back_with_the_key(qda, study, place, tmp_path, monkeypatch):
    qda("backup", study)
    (made,) = place.rglob("*.loom")
    kept = made.read_bytes()
    table, key = tmp_path / "names.csv", tmp_path / "keys" / "names.key"
    table.write_text("name,pseudonym\nNeil,Otto\nprison,jail\n", encoding="utf-8")
    key.parent.mkdir()
    monkeypatch.setenv("THEMELOOM_KEY_PASSPHRASE", "a long way to Bergen")
    assert qda("pseudonymise", study, "--table", table, "--key", key, "--seal", "--yes").code == 0
    made.write_bytes(kept)  # as one comes back from another computer
    was, number = study.read_bytes(), len(qda("backups", study, "--json").json)
    for target in ((), ("-o", tmp_path / "then.loom")):
        refused = qda("restore", study, number, *target)
        assert (refused.code, "is from before names were replaced" in refused.err) == (1, True)
    other = tmp_path / "other.csv"
    other.write_text("name,pseudonym\nNeil,Ada\n", encoding="utf-8")
    assert qda("restore", study, number, "--key", other).code == 1
    assert study.read_bytes() == was
    assert not (tmp_path / "then.loom").exists()
    copied = qda("restore", study, number, "-o", tmp_path / "then.loom", "--key", key)
    done = qda("restore", study, number, "--key", other, "--key", key)
    assert (copied.code, done.code, "is as it was on" in done.out) == (0, 0, True)
    for path in (study, tmp_path / "then.loom"):
        assert leftovers(path, ["Neil", "prison"]) == []
        assert leftovers(path, ["Otto", "jail"]) != []
        assert names(path) >= {"mask"}
    assert all(leftovers(one, ["Neil"]) == [] for one in place.rglob("*.loom") if one != made)
