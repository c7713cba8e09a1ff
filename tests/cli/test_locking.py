"""Locked projects in the terminal: locked, opened by every command, given another passphrase, unlocked."""

from __future__ import annotations

import pytest

from qda.storage import keyring


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept"))
    monkeypatch.setattr(keyring, "asker", None)


def test_every_command_opens_a_locked_project_by_the_passphrase_that_is_given(qda, study, monkeypatch):
    assert qda("lock", study).code == 1, "nobody is there to ask"
    monkeypatch.setenv("THEMELOOM_PASSPHRASE", "seven grey herons")
    qda("backup", study)
    told = qda("lock", study)
    assert told.code == 0 and "1 backup came along" in told.out
    assert "no way to open it without" in told.err and "may still have" in told.err
    for words in (
        ["sources"],
        ["codes"],
        ["history"],
        ["check"],
        ["search", "mask"],
        ["backups"],
        ["backup"],
    ):
        keyring.forget_all()
        answer = qda(words[0], study, *words[1:])
        assert answer.code == 0, (words, answer.err)

    keyring.forget_all()
    monkeypatch.setenv("THEMELOOM_NEW_PASSPHRASE", "a spoon of wet sand")
    assert "new passphrase" in qda("passphrase", study).out
    keyring.forget_all()
    refused = qda("codes", study)
    assert refused.code == 1 and "does not open" in refused.err
    monkeypatch.delenv("THEMELOOM_PASSPHRASE")
    refused = qda("codes", study)
    assert refused.code == 1 and "is locked" in refused.err
    monkeypatch.setenv("THEMELOOM_PASSPHRASE", "a spoon of wet sand")
    assert qda("unlock", study, "--json").json["backups"] == 2
    assert study.read_bytes().startswith(b"SQLite format 3")
    assert qda("unlock", study).code == 1


def test_a_new_project_is_locked_from_the_beginning(qda, tmp_path, monkeypatch):
    monkeypatch.setenv("THEMELOOM_PASSPHRASE", "seven grey herons")
    path = tmp_path / "new.loom"
    assert qda("new", path, "--lock", "--coder", "Ann").code == 0
    assert not path.read_bytes().startswith(b"SQLite")
    keyring.forget(path)
    assert "Ann" in qda("coders", path).out
