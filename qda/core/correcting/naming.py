"""What a passage is called when a correction touches it, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from qda.core.memos import heading
from qda.i18n import _
from qda.storage.models import Code, Coding, CodingRound, Memo, Theme

KINDS = {
    "coding": _("Coded passage"),
    "quote": _("Picked quote"),
    "memo_link": _("Memo on a passage"),
    "frame_quote": _("Quote in a matrix"),
    "assignment": _("Assignment"),
    "resolution": _("Settled difference"),
}
"""The kinds of passages, by table, in people's words."""


def name_of(session: Session, row: Mapping[str, Any]) -> str:
    """Return the name of what a row with a passage is about: its code, theme, memo or round; "" where that is gone."""
    named: tuple[tuple[str, type[Any]], ...] = (("code_id", Code), ("theme_id", Theme), ("round_id", CodingRound))
    for column, model in named:
        if row.get(column) is not None and (thing := session.get(model, row[column])) is not None:
            return str(thing.name)
    memo = session.get(Memo, row["memo_id"]) if row.get("memo_id") is not None else None
    return heading(memo.title, memo.body) if memo is not None else ""


def coder_of(session: Session, row: Mapping[str, Any]) -> str | None:
    """Return whose a row with a passage is: its coder, or that of the coding or memo that it belongs to."""
    if row.get("coder_id") is not None:
        return str(row["coder_id"])
    belongs: tuple[tuple[str, type[Any]], ...] = (("coding_id", Coding), ("memo_id", Memo))
    for column, model in belongs:
        if row.get(column) is not None and (thing := session.get(model, row[column])) is not None:
            return str(thing.coder_id) if thing.coder_id else None
    return None
