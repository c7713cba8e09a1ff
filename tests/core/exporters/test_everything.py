"""Everything as data: a folder that other programs read, in which each column is explained and nothing is changed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import ProductOptions
from qda.core.exporters.delimited import unguarded
from qda.core.importers.grid import read_grids
from qda.storage.models import ReviewPack

from .conftest import FORMULA, Facts


def rows(package: ZipFile, name: str) -> list[dict[str, str]]:
    text = package.read(f"study-data/{name}").decode("utf-8-sig")
    found = csv.DictReader(io.StringIO(text, newline=""))
    return [{key: unguarded(value) for key, value in row.items()} for row in found]


@pytest.fixture(scope="module")
def package(study: Facts, tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    path = tmp_path_factory.mktemp("everything") / "all.zip"
    with study.project.read() as session:
        written = exporters.export(session, "everything", path)
    assert (written.codings, written.rows) == (8, 3)
    return ZipFile(path)


def test_every_column_of_every_table_is_in_the_dictionary(package: ZipFile) -> None:
    told: dict[str, list[str]] = {}
    for row in rows(package, "data-dictionary.csv"):
        assert row["about"] and row["type"] in ("text", "whole", "number", "yesno", "time", "list"), row
        told.setdefault(row["file"], []).append(row["column"])
    tables = {name.removeprefix("study-data/") for name in package.namelist() if "/csv/" in name or "/stored/" in name}
    assert tables == set(told)
    for name in tables:
        head = package.read(f"study-data/{name}").decode("utf-8-sig").partition("\r\n")[0]
        assert next(csv.reader([head])) == told[name], name


def test_quotes_are_slices_of_the_texts_beside_them_in_all_formats(study: Facts, package: ZipFile) -> None:
    for row in (*rows(package, "csv/quotes.csv"), *json.loads(package.read("study-data/json/quotes.json"))):
        text = package.read(f"study-data/texts/{row['source_id']}.txt").decode("utf-8")
        assert text[int(row["start"]) : int(row["end"])] == row["text"]
    exact = json.loads(package.read("study-data/json/quotes.json"))
    assert FORMULA in {row["text"] for row in exact}
    assert {tuple(row["participants"]) for row in exact} == {("Neil",), ("Larry",), ("Liam",)}
    codes = json.loads(package.read("study-data/json/codes.json"))
    assert [code["path"] for code in codes][:2] == ["Culture", "Culture > mask"]
    assert [code["codable"] for code in codes] == [True] * len(codes)
    assert codes[0]["created"].endswith("Z")


def test_the_workbook_has_a_sheet_for_each_table_with_real_numbers(package: ZipFile, tmp_path: Path) -> None:
    book = tmp_path / "tables.xlsx"
    book.write_bytes(package.read("study-data/tables.xlsx"))
    sheets = {grid.sheet: grid.rows for grid in read_grids(book)}
    assert {"quotes", "codes", "themes", "participants", "sources", "About"} <= set(sheets)
    openpyxl = pytest.importorskip("openpyxl")
    opened = openpyxl.load_workbook(book)
    sheet = opened["quotes"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:")
    assert isinstance(sheet.cell(2, heads.index("start") + 1).value, int)


def test_programs_find_types_and_keys_in_the_description(package: ZipFile) -> None:
    described = json.loads(package.read("study-data/datapackage.json"))
    by_name = {one["name"]: one for one in described["resources"]}
    fields = {field["name"]: field["type"] for field in by_name["quotes"]["schema"]["fields"]}
    assert (fields["start"], fields["created"], fields["text"]) == ("integer", "datetime", "string")
    keys = [(key["fields"], key["reference"]["resource"]) for key in by_name["quotes"]["schema"]["foreignKeys"]]
    assert ("code_id", "codes") in keys and ("coder_id", "coders") in keys
    assert all(f"study-data/{one['path']}" in package.namelist() for one in described["resources"])


def test_what_is_stored_elsewhere_comes_along_without_keys_that_open_what_is_sealed(
    session: Session, package: ZipFile
) -> None:
    keys = [key for key in session.scalars(select(ReviewPack.private_key)) if key]
    assert keys
    for name in package.namelist():
        held = package.read(name)
        assert not [key for key in keys if key in held or key.hex().encode() in held], name
    assert "private_key" not in rows(package, "stored/review_pack.csv")[0]
    assert rows(package, "stored/review_point.csv")[0]["round_id"]
    assert rows(package, "stored/source.csv")[0]["text_hash"] == rows(package, "csv/sources.csv")[0]["sha256"]


def test_formats_are_chosen(session: Session, tmp_path: Path) -> None:
    chosen = {"tables": "json", "stored": "no"}
    exporters.export(session, "everything", tmp_path / "a.zip", ProductOptions(chosen=chosen))
    names = {name.split("/")[1] for name in ZipFile(tmp_path / "a.zip").namelist()}
    assert names == {"json", "texts", "data-dictionary.csv", "README.md"}


def test_the_window_shows_which_tables_there_are(study: Facts, session: Session, tmp_path: Path) -> None:
    exporters.products()["everything"].write(session, tmp_path / "preview.html", ProductOptions())
    shown = (tmp_path / "preview.html").read_text("utf-8")
    assert "A row is a coded passage: coder, code and the words." in shown
