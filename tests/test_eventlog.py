"""The log tells where a fault is, to its owner alone, and holds nothing that people said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from qda import eventlog
from qda.storage.project import Project


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THEMELOOM_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


def test_an_error_leaves_kinds_and_places_and_no_words(tmp_path: Path) -> None:
    with Project.create(tmp_path / "Marit Holm.loom") as project:
        try:
            with project.change("Marit") as session:
                session.execute(text("INSERT INTO source (name) VALUES (:said)"), {"said": "Marit said so"})
        except SQLAlchemyError as error:
            with pytest.raises(KeyError) as raised:
                raise KeyError("Marit") from error
            eventlog.note_error(raised.value)
    told = eventlog.read_log()
    assert "KeyError" in told
    assert "  because of sqlalchemy.exc.IntegrityError" in told
    assert "    tests/test_eventlog.py:" in told and "    sqlalchemy/engine/base.py:" in told
    assert "SQLITE_CONSTRAINT" in told
    for word in ("Marit", "Holm", "said so", str(tmp_path), str(Path.home()), "INSERT"):
        assert word not in told.replace("insert", ""), word


@pytest.mark.skipif(os.name == "nt", reason="rights are kept otherwise there")
def test_nobody_else_can_read_it_and_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    folder.mkdir()
    eventlog.log_path().touch(0o666)
    eventlog.note("begun")
    assert eventlog.log_path().stat().st_mode & 0o777 == 0o600
    eventlog.log_path().unlink()
    eventlog.log_path().symlink_to(tmp_path / "theirs")
    eventlog.note("elsewhere")
    assert not (tmp_path / "theirs").exists()


def test_it_does_not_grow_without_end(folder: Path) -> None:
    for number in range(12):
        eventlog.note(f"{number} " + "x" * (eventlog.MOST // 4))
    assert sum(path.stat().st_size for path in folder.iterdir()) < 3 * eventlog.MOST
    assert len(list(folder.iterdir())) == 2
    assert eventlog.read_log().count("\n11 ") + eventlog.read_log().count(" 11 ") == 1


def test_a_place_that_cannot_be_written_to_is_no_reason_to_stop(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    eventlog.note("nowhere")
    assert eventlog.read_log() == ""


def test_a_fault_in_the_terminal_is_noted_too(tmp_path: Path) -> None:
    program = "import sys, qda.cli.main as m; m.app = lambda: [][0]; m.main()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "IndexError" in eventlog.read_log()
    assert "qda/cli/main.py" in eventlog.read_log()
