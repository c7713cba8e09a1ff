"""Folders of tables in a zip file, and what says which column of them holds what."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qda.core.dataset import Column, Kind, Value
from qda.core.exporters.delimited import guarded, put_csv
from qda.core.exporters.grid import Field, Listing
from qda.core.exporters.grid import Value as Cell
from qda.core.privacy.withholding import cleaned
from qda.i18n import _

_EPOCH = (1980, 1, 1, 0, 0, 0)  # zip files know no earlier time; the time of writing stands in the README
_WIDTHS: dict[Kind, int] = {"text": 30, "whole": 10, "number": 10, "yesno": 8, "time": 22, "list": 26}
# Data types of Frictionless Table Schema v1, which readers for R and Python know.
_SCHEMA: dict[Kind, str] = {
    "text": "string", "whole": "integer", "number": "number", "yesno": "boolean", "time": "datetime", "list": "string",
}  # fmt: skip


class Folder:
    """A zip file that is being filled; all that it holds lies in one folder of its name."""

    def __init__(self, package: ZipFile, name: str) -> None:
        self._package = package
        self._name = name

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Begin a file in the folder."""
        info = ZipInfo(f"{self._name}/{name}", _EPOCH)
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        with self._package.open(info, "w", force_zip64=True) as file:
            yield file

    def text(self, name: str, words: str) -> None:
        """Write a text file, UTF-8 with plain new lines."""
        with self.open(name) as file:
            file.write(words.encode())

    def csv(self, name: str, listing: Listing) -> None:
        """Write a listing as CSV."""
        with self.open(name) as file, io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
            put_csv(text, listing)

    def json(self, name: str, columns: Sequence[Column], rows: Iterable[tuple[Value, ...]]) -> None:
        """Write rows as a list of objects, a row a line."""
        names = [column.name for column in columns]
        with self.open(name) as file:
            file.write(b"[")
            for number, row in enumerate(map(cleaned, rows)):
                record = {key: _plain(value) for key, value in zip(names, row, strict=True)}
                line = json.dumps(record, ensure_ascii=False)
                file.write(f"{',' if number else ''}\n{line}".encode())
            file.write(b"\n]\n")


@contextmanager
def folder_file(path: Path, name: str) -> Iterator[Folder]:
    """Begin a zip file at `path` that holds one folder `name`."""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        yield Folder(package, name)


def listing(title: str, about: str, columns: Sequence[Column], rows: Iterable[tuple[Value, ...]]) -> Listing:
    """Return a table of data as CSV and Excel hold it: times in ISO 8601, yes and no as TRUE and FALSE."""
    fields = tuple(Field(column.name, column.name, column.about, _width(column)) for column in columns)
    return Listing(title, about, fields, (tuple(map(_cell, row)) for row in rows))


def _width(column: Column) -> int:
    wide = {"text": 80, "body": 80, "definition": 44, "path": 36, "code": 36}
    return wide.get(column.name, _WIDTHS[column.kind])


def _cell(value: Value) -> Cell:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return _moment(value) if isinstance(value, datetime) else value


def _plain(value: Value) -> object:
    return _moment(value) if isinstance(value, datetime) else value


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def dictionary(tables: Iterable[tuple[str, str, Sequence[Column]]]) -> str:
    """Return the data dictionary as CSV: a row a column of a (file, about, columns) table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("file", "rows_are", "column", "type", "about", "ids_of"))
    for file, about, columns in tables:
        for column in columns:
            writer.writerow(
                [guarded(part) for part in (file, about, column.name, column.kind, column.about, column.of)]
            )
    return "\ufeff" + text.getvalue()


def package(name: str, title: str, tables: Iterable[tuple[str, str, Sequence[Column]]]) -> str:
    """Return the description that programs read (``datapackage.json``, Frictionless Data Package v1)."""
    tables = list(tables)
    by_name = {Path(file).stem: columns for file, _about, columns in tables}
    resources = [
        {
            "name": Path(file).stem.replace("_", "-"),
            "path": file,
            "description": about,
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
            "schema": _schema(columns, by_name),
        }
        for file, about, columns in tables
    ]
    whole = {"profile": "tabular-data-package", "name": name, "title": title, "resources": resources}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _schema(columns: Sequence[Column], tables: dict[str, Sequence[Column]]) -> dict[str, object]:
    fields = []
    for column in columns:
        field = {"name": column.name, "type": _SCHEMA[column.kind], "description": column.about}
        if column.kind == "yesno":
            field |= {"trueValues": ["TRUE"], "falseValues": ["FALSE"]}  # type: ignore[dict-item]
        if column.kind == "list":
            field["description"] += " " + _("Several stand apart by “; ”.")
        fields.append(field)
    schema: dict[str, object] = {"fields": fields}
    if columns and columns[0].name == "id":
        schema["primaryKey"] = "id"
    keys = [
        {"fields": column.name, "reference": {"resource": column.of.replace("_", "-"), "fields": "id"}}
        for column in columns
        if column.of in tables
    ]
    return schema | ({"foreignKeys": keys} if keys else {})
