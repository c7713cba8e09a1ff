"""What should not leave the study is told in the terminal, and nothing is written where it is asked to be strict."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from qda.core import memos, participants
from qda.core.pseudonyms.keyfile import new_key, write_key
from qda.core.pseudonyms.table import Entry, table
from qda.storage.models import Speaker
from qda.storage.project import Project


def test_the_terminal_warns_and_is_strict_where_it_is_asked_to(qda, study: Path, tmp_path: Path) -> None:
    file, key = tmp_path / "table.md", tmp_path / "key.csv"
    key.write_text("name,pseudonym\nFaces,Neil\n", encoding="utf-8")
    done = qda("export", study, "theme-table", "-o", file, "--key", key)
    assert (done.code, file.exists()) == (0, True)
    assert "A name of the key: Faces (" in done.err
    assert "qda pseudonymise" in done.err
    assert "People who can be picked out: Neil" in done.err
    file.unlink()
    refused = qda("export", study, "theme-table", "-o", file, "--key", key, "--strict")
    assert (refused.code, file.exists()) == (1, False)
    assert "A name of the key: Faces" in refused.err
    assert "table.md was not written" in refused.err


def test_what_holds_nothing_of_people_is_written_strictly_too(qda, study: Path, tmp_path: Path) -> None:
    done = qda("export", study, "codebook", "-o", tmp_path / "codebook.csv", "--strict", "--json")
    assert (done.code, done.json["notices"], done.err) == (0, [], "")


@pytest.mark.parametrize(("group", "name"), [("refi", "out.qdpx"), ("qualcoder", "out.qda")])
def test_a_project_for_another_program_is_looked_through(qda, study: Path, tmp_path: Path, group, name) -> None:
    with Project.open(study) as project, project.change("Name") as session:
        speaker = session.scalars(select(Speaker).where(~Speaker.interviewer)).first()
        speaker.label = "Dorothea"
        participants.link_speaker(session, speaker.id, participants.add_participant(session, "Somebody else"))
        memos.add_memo(session, "First", "Dorothea was angry.", coder_id=project.coder_id)
    done = qda(group, "export", study, tmp_path / name, "--json")
    assert "A label of a speaker who has a pseudonym: Dorothea" in done.err
    assert "People who can be picked out: Neil (1 of 2 people" in done.err
    assert done.json["lost"]
    with_team = qda(group, "export", study, tmp_path / f"team {name}", "--refused")
    assert "Dorothea" in with_team.err
    assert "picked out" not in with_team.err


@pytest.mark.parametrize(("group", "name"), [("refi", "out.qdpx"), ("refi", "out.qdc"), ("qualcoder", "out.qda")])
def test_a_project_for_another_program_is_held_against_a_key(
    qda, study: Path, tmp_path: Path, monkeypatch, group, name
):
    key, word = tmp_path / "names.key", "a long way to Bergen"
    write_key(key, new_key(table([Entry("mask", "cover")])), word)
    monkeypatch.setenv("THEMELOOM_KEY_PASSPHRASE", "another one")
    refused = qda(group, "export", study, tmp_path / name, "--key", key)
    assert (refused.code, (tmp_path / name).exists()) == (1, False)
    monkeypatch.setenv("THEMELOOM_KEY_PASSPHRASE", word)
    done = qda(group, "export", study, tmp_path / name, "--key", key)
    assert done.code == 0
    assert "A name of the key: mask (" in done.err
    assert "picked out" not in qda("refi", "export", study, tmp_path / "codes.qdc").err
