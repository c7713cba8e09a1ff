"""Codes as a person chose them for a passage: known ones and new ones, one or several, given as one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.codebook import add_path, edit_code
from qda.core.coding import apply_code, recode
from qda.storage.models import Code


@dataclass(frozen=True, slots=True)
class Choice:
    """A known code by its id, or a new one by its `path` (``Category > Code``), perhaps with a definition."""

    code_id: str = ""
    path: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """The codes that were given, in their order, and how many codings were joined with what lay there already."""

    code_ids: tuple[str, ...]
    joined: int = 0


def give_codes(
    session: Session,
    coder_id: str,
    choices: Sequence[Choice],
    source_id: str,
    start: int,
    end: int,
    *,
    weights: str = "ask",
) -> Given:
    """Give ``[start, end)`` of a source every code that was chosen, making those that are missing.

    `weights` as in :mod:`qda.core.coding`; raises what applying a code and making one raise.
    """
    code_ids = made_codes(session, coder_id, choices)
    joined = 0
    for code_id in code_ids:
        joined += len(apply_code(session, coder_id, code_id, source_id, start, end, weights=weights).joined)
    return Given(code_ids, joined)


def change_code(
    session: Session, coder_id: str, coding_ids: Sequence[str], choice: Choice, *, weights: str = "ask"
) -> Given:
    """Give codings the code that was chosen instead of theirs, making it where it is missing."""
    code_id = _code(session, choice, coder_id)
    return Given((code_id,), recode(session, coding_ids, code_id, weights=weights))


def made_codes(session: Session, coder_id: str, choices: Sequence[Choice]) -> tuple[str, ...]:
    """Return the ids of the codes that were chosen, each once, after making those that are missing."""
    return tuple(dict.fromkeys(_code(session, choice, coder_id) for choice in choices))


def _code(session: Session, choice: Choice, coder_id: str) -> str:
    """Return the id of a chosen code; a definition is written only where a code was made that has none."""
    if choice.code_id:
        return choice.code_id
    code_id = add_path(session, choice.path, coder_id=coder_id)
    if choice.definition.strip() and not session.scalar(select(Code.definition).where(Code.id == code_id)):
        edit_code(session, code_id, definition=choice.definition.strip())
    return code_id
