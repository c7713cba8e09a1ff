"""Nobody opens a project file with open(): closing it would drop SQLite's lock in the whole process.

Another process could then write inside our transaction (engineering.md, 10). So nothing in qda/storage opens a file but
the note of who holds a project, what SQLite has just refused, and a damaged file that a command of its own copies with
its log; elsewhere nothing that is named like a project is
opened, read or copied by path.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import qda

ROOT = Path(qda.__file__).parent
OPENING = {
    "open",
    "fdopen",
    "read_bytes",
    "read_text",
    "write_bytes",
    "write_text",
    "copy",
    "copy2",
    "copyfile",
    "move",
}
# The note beside a project is never the project, nor is the list of mounts; what SQLite has just refused holds no
# lock; and the text store reads texts by their hash, through a session.
NOTES = (
    *("self._note.", "MOUNTS.", "no_database.", "read_text(session", "texts.read_text(session"),
    *("copyfile(damaged, made", "copyfile(logged, made", "made.open('r+b')"),
)
PROJECTS = {"project.path", "self.project.path", "workspace.path", "project_path", "study", "loom"}


def openings(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call that opens what a path leads to; `Project.open` and its like go by SQLite."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in OPENING:
            yield node
        elif isinstance(node.func, ast.Attribute) and node.func.attr in OPENING:
            receiver = ast.unparse(node.func.value)
            if receiver not in ("Project", "cls", "qda", "webbrowser", "self.workspace", "work"):
                yield node


def offences(name: str, tree: ast.AST) -> list[str]:
    found = []
    for call in openings(tree):
        words = ast.unparse(call)
        named = {ast.unparse(node) for node in ast.walk(call) if isinstance(node, ast.Name | ast.Attribute)}
        if named & PROJECTS or (name.startswith("storage/") and not words.startswith(NOTES)):
            found.append(f"{name}:{call.lineno}: {words}")
    return found


def test_no_project_file_is_opened_but_by_sqlite():
    found = [
        offence
        for path in sorted(ROOT.rglob("*.py"))
        for offence in offences(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("storage/new.py", "data = path.read_bytes()"),
        ("storage/new.py", "with open(path, 'rb') as file: file.read()"),
        ("cli/new.py", "shutil.copy(project.path, target)"),
        ("core/new.py", "size = len(project_path.read_bytes())"),
    ],
)
def test_the_rule_sees_what_it_is_for(name, source):
    assert offences(name, ast.parse(source))
