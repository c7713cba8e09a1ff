"""What desktops are told about the program agrees with the program, and they know its files when they see them."""

from __future__ import annotations

import configparser
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typer

from qda.cli.main import app
from qda.core.approaches import begin

LINUX = Path(__file__).resolve().parents[1] / "packaging" / "linux"
KIND = "application/x-themeloom"


@pytest.fixture(scope="module")
def desktop() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[method-assign, assignment]
    parser.read(LINUX / "themeloom.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_menu_starts_a_command_that_is_there_with_and_without_a_file(desktop: configparser.SectionProxy) -> None:
    program, command, file = desktop["Exec"].split()
    assert (program, desktop["TryExec"], file) == ("qda", "qda", "%f")
    group = typer.main.get_command(app)
    opening = group.get_command(typer.Context(group), command)  # type: ignore[attr-defined]
    assert [one.required for one in opening.params if one.param_type_name == "argument"] == [False]


def test_menu_store_page_and_file_type_name_the_same_things(desktop: configparser.SectionProxy) -> None:
    page = ElementTree.parse(LINUX / "themeloom.metainfo.xml").getroot()
    kinds = ElementTree.parse(LINUX / "themeloom.xml").getroot()
    assert page.findtext("launchable") == page.findtext("id") == "themeloom.desktop"
    assert page.findtext("name") == desktop["Name"] == "Themeloom"
    assert page.findtext("provides/mediatype") == kinds[0].get("type") == desktop["MimeType"].rstrip(";") == KIND
    assert page.findtext("provides/binary") == desktop["TryExec"]
    # The window says it belongs to themeloom.desktop, and wears the icon of that name.
    assert desktop["Icon"] == desktop["StartupWMClass"] == "themeloom"
    assert (LINUX.parent / f"{desktop['Icon']}.png").is_file()


def _kinds(paths: list[Path], data_home: Path) -> list[str]:
    script = (
        "import sys\nfrom PySide6.QtCore import QMimeDatabase\n"
        "for path in sys.argv[1:]: print(QMimeDatabase().mimeTypeForFile(path).name())"
    )
    (data_home / "mime" / "packages").mkdir(parents=True)
    shutil.copy(LINUX / "themeloom.xml", data_home / "mime" / "packages")
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, paths)],
        env={**os.environ, "XDG_DATA_HOME": str(data_home), "XDG_DATA_DIRS": str(data_home / "none")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.split()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems tell files in other ways")
def test_a_project_is_known_by_its_name_and_by_its_content(tmp_path: Path) -> None:
    begin(tmp_path / "study.loom").close()
    renamed = tmp_path / "copy of a study"
    shutil.copy(tmp_path / "study.loom", renamed)
    other = tmp_path / "another program's file"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE thing (id)")
    connection.close()
    *ours, stranger = _kinds([tmp_path / "study.loom", renamed, other], tmp_path / "share")
    assert ours == [KIND, KIND]
    assert "sqlite" in stranger
