"""What a process remembers of a project, and forgets when it is locked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.sql.compiler import SQLCompiler

from qda.core import memo_text
from qda.storage import engine, remembered
from qda.storage.models import Code
from qda.storage.project import Project

WORD = "Zebediah"


def asked() -> Iterator[Any]:
    """Yield what the statements that are kept in memory were asked with."""
    for words in engine._put_into_words.values():
        yield from () if words.cache_key is None else (one.value for one in words.cache_key.bindparams)


def look_for(project: Project, name: str) -> list[Code]:
    with project.read() as session:
        return list(session.scalars(select(Code).where(Code.name == name)))


def test_what_is_remembered_of_a_project_can_be_forgotten(tmp_path):
    with Project.create(tmp_path / "study.loom") as project:
        look_for(project, WORD)
        memo_text.plain(f"**{WORD}**")
        assert WORD in list(asked()) and memo_text.plain.cache_info().currsize
        remembered.forget()
        assert WORD not in list(asked()) and not memo_text.plain.cache_info().currsize
        assert look_for(project, WORD) == []


def test_a_statement_is_put_into_words_once_for_all_projects(tmp_path, monkeypatch):
    made: list[str] = []
    plain = SQLCompiler.__init__

    def told(self: SQLCompiler, *args: Any, **options: Any) -> None:
        plain(self, *args, **options)
        made.append(str(self))

    with Project.create(tmp_path / "one.loom") as project:
        look_for(project, "one")
    monkeypatch.setattr(SQLCompiler, "__init__", told)
    with Project.create(tmp_path / "two.loom") as project, project.change("Add code") as session:
        assert list(session.scalars(select(Code).where(Code.name == "two"))) == []
        assert look_for(project, "three") == []
    assert not [words for words in made if "code.name = ?" in words]
    remembered.forget()
    with Project.open(tmp_path / "two.loom") as project:
        look_for(project, "four")
    assert len([words for words in made if "code.name = ?" in words]) == 1
