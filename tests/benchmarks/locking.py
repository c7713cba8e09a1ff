"""Coding in a locked project against the same in a plain one: what SQLCipher costs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path

from sqlalchemy import select

from qda.core import codebook, coders, coding
from qda.storage import keyring, locking
from qda.storage.models import Source
from qda.storage.project import Project
from tests.benchmarks.rounds import Measured, alternate

_PASSAGES = 20  # a round, each of them a change of its own
_APART = 20  # code points from one passage to the next, so that none is joined with another


def apply_locked(path: Path, rounds: int) -> Measured:
    """Apply a code to passages of the longest transcript, one by one, in a locked copy of a project and in itself."""
    copy = Path(shutil.copy(path, path.with_name("locked.loom")))
    locking.lock(copy, "seven grey herons")
    assert keyring.is_locked(copy) and not keyring.is_locked(path)
    with Project.open(copy) as locked, Project.open(path) as plain:
        measured = alternate(_coding(locked), _coding(plain), rounds)
    measured.note = f"{_PASSAGES} changes a round"
    return measured


def _coding(project: Project) -> Callable[[], None]:
    """Return what applies a new code to passages of `project`, each time to the next ones."""
    with project.change("Add code") as session:
        code_id = codebook.add_code(session, "Measured")
        coder_id = coders.coders(session)[0].id
        source_id = session.scalars(select(Source.id).order_by(Source.characters.desc()).limit(1)).one()
    starts = count(step=_APART)

    def code() -> None:
        for start in islice(starts, _PASSAGES):
            with project.change("Apply code", [("code", code_id)]) as session:
                coding.apply_code(session, coder_id, code_id, source_id, start, start + _APART // 2)

    return code
