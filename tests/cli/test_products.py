"""Products, the sample study with all of them, and the check."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from qda.core import exporters
from qda.core.exporters import products
from qda.core.privacy.leftovers import leftovers
from qda.core.reports.recipes import RecipePart, add_recipe
from qda.core.speech.voices import how_to_get
from qda.storage.project import Project
from tests.cli.conftest import Answer

Qda = Callable[..., Answer]


def test_the_list_names_every_product_with_its_suffixes(qda: Qda) -> None:
    rows = qda("export", "--list", "--json").json
    assert {row["product"]: tuple(row["suffixes"]) for row in rows} == {
        name: one.suffixes for name, one in products().items()
    }
    assert {"theme-table", "codebook", "quotes", "codings"} <= {row["product"] for row in rows}
    assert all(row["about"].endswith(".") for row in rows)
    assert "theme-table" in qda("export", "--list").out


def test_a_product_takes_its_format_from_the_suffix(qda: Qda, study: Path, tmp_path: Path) -> None:
    answer = qda("export", study, "codings", "-o", tmp_path / "a.csv", "--coder", "Ben Oak")
    assert (answer.code, answer.out) == (0, f"{tmp_path / 'a.csv'} is written.\n")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["coder"] for row in csv.DictReader(file)] == ["Ben Oak"]
    qda("export", study, "quotes", "-o", tmp_path / "a.json", "--where", "Role=nurse", "--code", "help")
    assert "I asked for help" in (tmp_path / "a.json").read_text(encoding="utf-8")
    assert "prison mask" not in (tmp_path / "a.json").read_text(encoding="utf-8")
    qda("export", study, "theme-table", "-o", tmp_path / "a.md", "--theme", "Faces", "--attribute", "Role")
    assert "a prison mask 😀" in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_a_product_is_told_in_json_where_that_is_asked_for(qda: Qda, study: Path, tmp_path: Path) -> None:
    answer = qda("export", study, "codings", "-o", tmp_path / "a.csv", "--json")
    assert answer.json == {"file": str(tmp_path / "a.csv"), "notices": []}


def test_what_cannot_be_written_is_refused_with_a_sentence(qda: Qda, study: Path, tmp_path: Path) -> None:
    assert "codings" in qda("export", study, "poem", "-o", tmp_path / "a.docx").err
    assert ".csv" in qda("export", study, "codings", "-o", tmp_path / "a.docx").err
    for place in (tmp_path / "absent" / "a.csv", tmp_path):
        assert qda("export", study, "codings", "-o", place).code == 1
    assert qda("export", study, "codings").code == 2
    assert qda("export").code == 2
    assert not (tmp_path / "a.docx").exists()


def test_the_demo_writes_every_product_and_keeps_an_earlier_study(
    qda: Qda, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "demo"
    answer = qda("demo", folder)
    how = how_to_get("en")
    silent = how and f"easy-read.zip: No voice was recorded for any statement yet. {how}\n"
    assert (answer.code, answer.err) == (0, silent), "nobody speaks in a study that nobody did but the computer"
    files = {path.name for path in folder.iterdir()} | {"easy-read.zip"}
    assert files == {
        *("sample-study.loom", "review-pack.html"),
        *(name + suffix for name, one in products().items() for suffix in one.suffixes),
    }
    assert answer.out.splitlines()[0] == str(folder / "sample-study.loom")
    assert qda("check", folder / "sample-study.loom", "--json").json == {"ok": True, "findings": []}
    json.loads((folder / "quotes.json").read_text(encoding="utf-8"))
    _holds_nothing_forbidden(qda, folder)
    before = (folder / "sample-study.loom").read_bytes()
    monkeypatch.setattr(exporters, "products", dict)  # all were seen above
    again = qda("demo", folder)
    assert again.code == 0
    assert (tmp_path / "demo-2" / "sample-study.loom").is_file()
    assert "demo-2" in again.err
    assert (folder / "sample-study.loom").read_bytes() == before


def _holds_nothing_forbidden(qda: Qda, folder: Path) -> None:
    """What people of the sample refused, and who they might be, stands in no file that is for others."""
    key = folder.parent / "key.csv"
    key.write_text("pseudonym,real name\nTobias,Erlend Haugrud\nMarit,Synne Aasdal\nHenrik,Rolf Tveiten\n")
    files = [path for path in folder.iterdir() if path.name.startswith(("easy-read.", "co-production.", "review-"))]
    assert {path.suffix for path in files} >= {".html", ".docx", ".pdf", ".md"}
    with Project.open(folder / "sample-study.loom", read_only=True) as project, project.read() as session:
        found = {path.name: leftovers(session, path, key, easy=path.stem == "easy-read") for path in files}
    assert found == {path.name: [] for path in files}
    told = qda("review", "check", folder / "review-pack.html", "--study", folder / "sample-study.loom")
    assert (told.code, told.out.splitlines()[0]) == (
        0,
        "Nothing was found in review-pack.html that must not stand there.",
    )


def test_check_lists_what_is_off_and_ends_with_one(qda: Qda, study: Path) -> None:
    assert qda("check", study).out == "study.loom is whole.\n"
    connection = sqlite3.connect(study)
    connection.execute("PRAGMA writable_schema = ON")
    (trigger,) = connection.execute("SELECT min(name) FROM sqlite_master WHERE type = 'trigger'").fetchone()
    connection.execute(f'DROP TRIGGER "{trigger}"')
    connection.commit()
    connection.close()
    answer = qda("check", study, "--json")
    assert answer.code == 1
    assert answer.json["ok"] is False
    assert {"kind", "what", "where"} <= set(answer.json["findings"][0])
    assert trigger in [finding["where"] for finding in answer.json["findings"]]
    assert trigger in qda("check", study).out


def test_check_of_half_a_file_is_a_finding_and_of_none_a_refusal(qda: Qda, study: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.loom"
    shutil.copy(study, half)
    with half.open("r+b") as file:
        file.truncate(40_000)
    answer = qda("check", half, "--json")
    assert answer.code == 1
    assert answer.json["findings"][0]["where"] == "half.loom"
    absent = qda("check", tmp_path / "absent.loom", "--json")
    assert (absent.code, absent.out) == (1, "")
    assert "There is no file" in absent.err


def test_a_report_is_listed_and_written_by_its_name(qda: Qda, study: Path, tmp_path: Path) -> None:
    refused = qda("report", study, "-o", tmp_path / "a.md")
    assert refused.code == 1 and "no report in this project" in refused.err
    with Project.open(study) as project, project.change("Make report") as session:
        add_recipe(session, "For the paper", [RecipePart("codebook"), RecipePart("map", "figure")])
    (row,) = qda("report", study, "--json").json
    assert (row["name"], row["parts"]) == ("For the paper", 2)
    assert "For the paper" in qda("report", study).out
    answer = qda("report", study, "For the paper", "-o", tmp_path / "a.md", "--json")
    assert answer.code == 0 and answer.json["file"] == str(tmp_path / "a.md")
    assert "# Codebook" in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert qda("report", study, "Poem", "-o", tmp_path / "b.md").code == 1
