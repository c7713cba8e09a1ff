"""`qda pseudonymise`, from proposals to the check afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qda.core.pseudonyms.keyfile import is_sealed
from qda.storage.project import Project
from qda.storage.texts import put_blob
from tests.cli.conftest import Answer
from tests.core.pseudonyms.test_before import NAMES, TOLD
from tests.storage.searching import leftovers


@pytest.fixture
def study(qda: Callable[..., Answer], tmp_path: Path) -> Path:
    path = tmp_path / "study.loom"
    (tmp_path / "One.txt").write_text(
        f"{TOLD.text}\nAnnelise: Anelise, they say in Kristiansund.\nI: Why?\nAnnelise: So.\n", encoding="utf-8"
    )
    qda("new", str(path), "--coder", "Ann")
    qda("import", path, tmp_path / "One.txt")
    return path


def test_from_proposals_to_a_study_without_names(
    qda: Callable[..., Answer], study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names, key = study.with_name("names.csv"), study.with_name("away") / "key.themeloom"
    key.parent.mkdir()
    proposed = qda("pseudonymise", study, "--propose", names, "--json").json
    assert proposed[0]["entry"]["name"] == "Annelise"
    names.write_text("name,pseudonym,kind\nAnnelise,Eva,person\nKristiansund,[town],place\n", encoding="utf-8")
    shown = qda("pseudonymise", study, "--table", names, "--preview", "--json").json
    assert sum(len(one["places"]) for one in shown["hits"]) >= 5
    assert [one["words"] for one in shown["near"]] == ["Anelise"]
    assert qda("pseudonymise", study, "--table", names, "--check").code == 1
    refused = qda("pseudonymise", study, "--table", names, "--yes")
    assert refused.code == 1
    assert "--key" in refused.err
    monkeypatch.setenv("THEMELOOM_KEY_PASSPHRASE", "seven spoons")
    done = qda("pseudonymise", study, "--table", names, "--key", key, "--seal", "--yes", "--json").json
    assert done["replaced"]["text"] >= 4
    assert is_sealed(key)
    assert leftovers(study, NAMES) == []
    assert qda("pseudonymise", study, "--key", key, "--check").code == 0
    again = qda("pseudonymise", study, "--key", key, "--yes")
    assert "already" in again.err
    assert qda("check", study).code == 0


def test_nothing_is_replaced_where_the_key_is_refused_or_nobody_agrees(qda: Callable[..., Answer], study: Path) -> None:
    names = study.with_name("names.csv")
    names.write_text("name,pseudonym\nAnnelise,Eva\n", encoding="utf-8")
    assert qda("pseudonymise", study, "--table", names, "--key", names, "--yes").code == 1
    assert qda("pseudonymise", study, "--table", names, "--key", study.with_name("key.csv")).code == 1
    assert not study.with_name("key.csv").exists()
    with Project.open(study, read_only=True) as project:
        assert all(one.label != "Replace names by pseudonyms" for one in project.history())


def test_a_preview_says_that_pictures_and_sounds_are_not_looked_into(qda: Callable[..., Answer], study: Path) -> None:
    names = study.with_name("names.csv")
    names.write_text("name,pseudonym\nAnnelise,Eva\n", encoding="utf-8")
    look = ("pseudonymise", study, "--table", names, "--preview")
    assert qda(*look, "--json").json["media"] == 0
    assert "looked into" not in qda(*look).out
    with Project.open(study) as project, project.change("Keep files") as session:
        for data in (b"\x89PNG and so on", b"\0\0\0\x20ftypM4A ", b"RIFF", b"Plain words."):
            put_blob(session, data)
    assert qda(*look, "--json").json["media"] == 3
    assert "3 pictures and sounds in the project are not looked into" in qda(*look).out
