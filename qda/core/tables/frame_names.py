"""Rows of framework matrices that are called like their code or theme, and keep its name when that is deleted."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from qda.storage.models import FrameRow


def keep_code_name(session: Session, code_id: str, name: str) -> None:
    """Write the name of a code that is about to go into the rows that are called like it."""
    session.execute(update(FrameRow).where(FrameRow.code_id == code_id, FrameRow.name == "").values(name=name))


def keep_theme_name(session: Session, theme_id: str, name: str) -> None:
    """Write the name of a theme that is about to go into the rows that are called like it."""
    session.execute(update(FrameRow).where(FrameRow.theme_id == theme_id, FrameRow.name == "").values(name=name))


def move_rows(session: Session, code_id: str, target: str) -> None:
    """Let rows of a code that is merged be the target's."""
    session.execute(update(FrameRow).where(FrameRow.code_id == code_id).values(code_id=target))
