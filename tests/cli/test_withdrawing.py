"""`qda withdraw`, from what would go to the certificate, and the certificate once more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qda.cli.main import app
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
