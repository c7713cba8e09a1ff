"""Rules for the source tree as a whole: layers, what starting loads, sizes, docstrings, documents that tell true."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING

import pytest
import typer
from importlinter.cli import lint_imports

import qda
from qda import resources
from qda.cli.main import app

if TYPE_CHECKING:
    from qda.ui.actions import Row

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "qda").rglob("*.py"))
MODULES = sorted({"qda", *(found.name for found in pkgutil.walk_packages(qda.__path__, "qda."))})
LIGHT = [name for name in MODULES if not name.startswith(("qda.ui", "qda.storage.migrations"))]
HEAVY = {"PySide6", "spacy", "matplotlib", "networkx", "alembic", "docx", "openpyxl", "lxml", "odf", "pypdfium2", "bs4"}
HEAVY |= {"simplemma", "wordfreq"}
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_layers_hold(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert not broken, capsys.readouterr().out


def _imports(path: Path) -> set[str]:
    """Return the modules that a file names in its imports, wherever they stand; of ``from a import b``, a and a.b."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize(
    ("folder", "mark"),
    [
        ("core/importers", r"^@entry\("),
        ("core/exporters", r"^@exporters\.product\("),
        ("ui/views", r"^class \w+View\("),
    ],
    ids=["readers", "products", "places"],
)
def test_neighbours_do_not_know_each_other(folder: str, mark: str) -> None:
    """A reader, a product or a place can be thrown away without touching another."""
    files = {
        "qda." + ".".join((*folder.split("/"), path.stem)): path
        for path in sorted((ROOT / "qda" / folder).glob("*.py"))
        if re.search(mark, path.read_text(encoding="utf-8"), re.M)
    }
    assert len(files) >= 4
    known = {name: sorted(_imports(path) & (files.keys() - {name})) for name, path in files.items()}
    assert not {name: others for name, others in known.items() if others}


def _loaded_by(names: list[str]) -> set[str]:
    script = f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


def test_the_command_starts_light() -> None:
    assert not _loaded_by(["qda.cli.main"]) & (HEAVY | {"sqlalchemy", "pydantic"})


def test_no_module_below_the_window_loads_a_heavy_library_by_being_imported() -> None:
    """Discovery imports every reader and product; each loads its library inside the function that needs it."""
    loaded = _loaded_by(LIGHT)
    assert "sqlalchemy" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])
def test_a_file_says_in_one_sentence_what_it_is_for_and_stays_small(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert len(code.splitlines()) <= 500, "two things live here"
    told = ast.get_docstring(ast.parse(code)) or ""
    first = " ".join(told.split("\n\n")[0].split())
    assert first.endswith((".", "?")), f"not a sentence: {first!r}"
    assert not re.search(r"[.?!] [A-Z]", first), f"more than one sentence: {first!r}"


def _public(module: str) -> Iterator[tuple[str, object]]:
    """Yield what a module offers to others: functions, classes and their methods, overrides of strangers left out."""
    for name, thing in vars(importlib.import_module(module)).items():
        if name.startswith("_") or getattr(thing, "__module__", None) != module:
            continue
        if isinstance(thing, FunctionType):
            yield name, thing
        if inspect.isclass(thing) and not getattr(thing, "_is_protocol", False):
            yield name, thing
            inherited = {known for base in thing.__mro__[1:] for known in vars(base)}
            for part, member in vars(thing).items():
                own = not part.startswith("_") and part not in inherited
                if own and isinstance(member, FunctionType | property | classmethod | staticmethod):
                    yield f"{name}.{part}", member


@pytest.mark.parametrize("module", [name for name in MODULES if ".migrations." not in name])
def test_what_others_may_call_has_a_docstring(module: str) -> None:
    assert not [name for name, thing in _public(module) if not (getattr(thing, "__doc__", None) or "").strip()]


def test_the_version_is_written_in_one_place() -> None:
    """It is in the package; the wheel takes it from there."""
    version = re.compile(rf"(?<![\d.]){re.escape(qda.__version__)}(?![\d.])")
    places = [ROOT / "pyproject.toml", *SOURCES, *(path for path in (ROOT / "packaging").iterdir() if path.is_file())]
    having = [path.relative_to(ROOT) for path in places if version.search(path.read_text("utf-8", errors="replace"))]
    assert having == [Path("qda/__init__.py")]


# Documents -----------------------------------------------------------------------------------------------------------


def _commands(document: Path) -> Iterator[list[str]]:
    """Yield every `qda …` in the code of a document, as words."""
    text = document.read_text(encoding="utf-8")
    fences = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```\w*\n.*?^```", "", text, flags=re.M | re.S))
    for line in [*(line for fence in fences for line in fence.splitlines()), *spans]:
        for part in re.split(r"&&|\|\||[;|]", line.split("  #")[0]):
            found = re.match(r"\s*(?:\$ )?(?:[./\w]*/)?qda(?= |$)(.*)", part)
            if found:
                yield shlex.split(found.group(1), comments=True)


@pytest.mark.parametrize("document", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_commands_in_documents_exist(document: Path) -> None:
    for words in _commands(document):
        command = typer.main.get_command(app)
        context = typer.Context(command)
        for word in words:
            if word.startswith("-"):
                options = command.get_params(context)
                known = {name for option in options for name in (*option.opts, *option.secondary_opts)}
                assert word.split("=")[0] in known | {"-h"}, f"qda {shlex.join(words)}: no option {word}"
            elif hasattr(command, "get_command"):
                inner = command.get_command(context, word)
                assert inner is not None, f"qda {shlex.join(words)}: no command {word}"
                command, context = inner, typer.Context(inner, parent=context, info_name=word)


@pytest.mark.parametrize("marker", ["run-line", "test-line"])
def test_the_readme_has_its_two_lines_where_they_are_looked_for(marker: str) -> None:
    """`.ci/run` runs these very lines."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.findall(rf"^<!-- {marker} -->\n```sh\n(.*?)^```$", readme, re.M | re.S)
    assert len(found) == 1
    assert len(found[0].splitlines()) == 1


def test_the_readme_installs_what_the_window_says_it_lacks() -> None:
    named = re.findall(r"\blib[\w.-]+\d", (ROOT / "qda" / "cli" / "window.py").read_text(encoding="utf-8"))
    assert len(named) >= 5
    line = (ROOT / "README.md").read_text(encoding="utf-8").partition("<!-- run-line -->")[2].partition("```\n")[0]
    assert set(named) <= set(line.split())


@pytest.mark.parametrize("document", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_files_that_documents_link_to_are_there(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    here = [link for link in links if not re.match(r"\w+:", link)]
    assert not [link for link in here if not (document.parent / link).exists()]


# Actions -------------------------------------------------------------------------------------------------------------


def _actions() -> list[Row]:
    from qda.ui.actions import ROWS

    return [row for row in ROWS if row.name]


def test_every_action_is_there_once_and_in_a_menu_that_exists() -> None:
    from qda.ui.actions import MENUS

    assert max(Counter(row.name for row in _actions()).values()) == 1
    assert {row.menu for row in _actions()} == {name for name, _title in MENUS}


def _classes_in(package: str) -> list[type]:
    """Return the classes that the modules of a package make."""
    modules = [name for name in MODULES if name.startswith(f"{package}.")]
    things = [(name, thing) for name in modules for thing in vars(importlib.import_module(name)).values()]
    return [thing for name, thing in things if inspect.isclass(thing) and thing.__module__ == name]


def test_every_action_is_done_by_the_window_or_its_place() -> None:
    from qda.ui.copy_work import CopyWork
    from qda.ui.copying import Copying
    from qda.ui.exchange_work import ExchangeWork
    from qda.ui.lock_work import LockWork
    from qda.ui.looks import Looks
    from qda.ui.main_window import MainWindow
    from qda.ui.prompting import Prompting
    from qda.ui.quote_work import QuoteWork
    from qda.ui.report_work import ReportWork
    from qda.ui.sheets import Sheets
    from qda.ui.sources_work import SourcesWork
    from qda.ui.trail_work import TrailWork
    from qda.ui.views.code import CodeView
    from qda.ui.views.memos import MemosView
    from qda.ui.views.report import ReportView
    from qda.ui.views.sources import SourcesView
    from qda.ui.views.themes import ThemesView
    from qda.ui.widgets.theme_page.page import ThemePage

    places = {"code": CodeView, "sources": SourcesView, "themes": ThemesView, "report": ReportView}
    places["memos"] = MemosView
    for row in _actions():
        # Where the action works in one place only, that place may do it; elsewhere those do that are always asked.
        parts = ("coding", "theming", "comparing")
        working = [one for part in parts for one in _classes_in(f"qda.ui.views.{part}")]
        always = [
            MainWindow,
            Looks,
            LockWork,
            Sheets,
            Prompting,
            TrailWork,
            CopyWork,
            Copying,
            ReportWork,
            ExchangeWork,
            QuoteWork,
            SourcesWork,
            *working,
            ThemesView,
            ThemePage,
        ]
        who = [*always, *([places[row.needs]] if row.needs in places else [])]
        assert any(callable(getattr(one, row.name, None)) for one in who), row.name


def test_a_key_means_one_thing_wherever_it_works() -> None:
    from PySide6.QtGui import QKeySequence

    from qda.ui.actions import apart

    keys: dict[str, list[Row]] = {}
    for row in _actions():
        if row.key:
            written = QKeySequence(row.key).toString(QKeySequence.SequenceFormat.PortableText)
            assert written, f"{row.name}: no key is called {row.key}"
            keys.setdefault(written, []).append(row)
    for key, rows in keys.items():
        for one, other in combinations(rows, 2):
            assert one.on != other.on or apart(one, other), f"{key} means two things in one place"
            assert "" not in (one.on, other.on) or apart(one, other), (
                f"{key} works all over a window and in a part of it"
            )


def test_menus_open_by_letters_of_their_own() -> None:
    from qda.ui.actions import MENUS

    letters = [title[title.index("&") + 1].lower() for _name, title in MENUS]
    assert len(set(letters)) == len(letters)


def test_every_icon_that_is_named_was_drawn() -> None:
    named = {row.icon for row in _actions() if row.icon}
    for path in (ROOT / "qda" / "ui").rglob("*.py"):
        named |= set(re.findall(r"\bicon\(\s*\"([\w-]+)\"", path.read_text(encoding="utf-8")))
    assert len(named) > 10
    assert not [name for name in named if not resources.path("icons", f"{name}.svg").is_file()]
