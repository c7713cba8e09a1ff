"""Links to passages in the words of memos: where a text differs, they lead to the same words in the one that stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qda.core import memo_text
from qda.core.merging.columns import Bases
from qda.core.merging.sources import Texts
from qda.core.merging.state import Merging
from qda.core.merging.tables import Row


def level(state: Merging, texts: Texts, ours: Row, theirs: Row, bases: Bases) -> tuple[Row, Row, Bases]:
    """Return a memo of both sides and its bases with links that lead to places in the texts that stay."""
    found = [
        _led(state, texts, base, base_of=number) if base is not None else None for number, base in enumerate(bases)
    ]
    return _led(state, texts, ours), theirs_led(state, texts, theirs), (found[0], found[1])


def theirs_led(state: Merging, texts: Texts, row: Row) -> Row:
    """Return a memo of theirs with links that lead to places in the texts that stay."""
    return _led(state, texts, row, ours=False)


def follow(state: Merging, texts: Texts) -> None:
    """Let the links of memos that only we have lead to their words in texts of the copy that are taken."""
    for key in state.ours.tables["memo"].keys() - state.theirs.tables["memo"].keys() if texts.columns else ():
        row = state.ours.row("memo", key) or {}
        led = _led(state, texts, row)
        if led["body"] != row["body"]:
            state.update("memo", key, {"body": led["body"]})


def _led(state: Merging, texts: Texts, row: Mapping[str, Any], *, ours: bool = True, base_of: int | None = None) -> Row:
    moves: dict[memo_text.Link, memo_text.Link | None] = {}
    for link in memo_text.links_in(row["body"]) if texts.stays else ():
        source_id = bytes.fromhex(link.source_id) if link.source_id else None
        if link.start is None or source_id is None or source_id not in texts.stays:
            continue
        sides = state.ours.row("source", source_id), state.theirs.row("source", source_id)
        if base_of is not None:
            lies = state.meeting.bases.of("source", source_id, sides[0], source_id, sides[1])[base_of]
        else:
            lies = sides[0] if ours else sides[1]
        if lies is not None:
            place = texts.place({"source_id": source_id, "start": link.start, "end": link.end}, lies["text_hash"])
            moves[link] = replace(link, start=place["start"], end=place["end"]) if place is not None else None
    return {**row, "body": memo_text.relinked(row["body"], moves)} if moves else dict(row)
