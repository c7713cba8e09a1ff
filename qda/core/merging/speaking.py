"""Turns and speakers where both sides corrected one text: they are those of the text that stays."""

from __future__ import annotations

from qda.core.merging.sides import Side
from qda.core.merging.sources import Texts
from qda.core.merging.state import Merging
from qda.core.merging.tables import Row


def settle_turns(state: Merging, texts: Texts) -> None:
    """Let the turns of a text that differs be those of the side whose text it is, with all who speak in it."""
    for source_id in texts.stays:
        if not texts.takes_theirs(source_id):
            _stay(state, source_id)
        elif source_id in texts.both:
            _come(state, source_id)
    for source_id in texts.stays:
        if source_id in texts.both and not texts.takes_theirs(source_id):
            _hold_silent(state, source_id)


def _of(side: Side, table: str, source_id: bytes) -> dict[bytes, Row]:
    form = side.forms[table]
    place = form.columns.index("source_id")
    rows = side.tables[table].items()
    return {key: dict(zip(form.columns, row, strict=True)) for key, row in rows if row[place] == source_id}


def _stay(state: Merging, source_id: bytes) -> None:
    """Keep the turns of ours that a correction in the copy took away, and who speaks in them."""
    turns = _of(state.ours, "turn", source_id)
    state.gone_there -= {("turn", key) for key in turns}
    state.gone_there -= {("speaker", row["speaker_id"]) for row in turns.values()}


def _come(state: Merging, source_id: bytes) -> None:
    """Let the turns of the copy take the place of ours, and all who speak in them come."""
    theirs = _of(state.theirs, "turn", source_id)
    for key in _of(state.ours, "turn", source_id).keys() - theirs.keys():
        state.gone_there.discard(("turn", key))
        state.drop("turn", key)
    for row in theirs.values():
        speaker = ("speaker", row["speaker_id"])
        if speaker in state.gone_here:
            state.gone_here.discard(speaker)
            state.new[speaker] = None
    for key, row in theirs.items():
        if key in state.ours.tables["turn"]:
            mine = state.ours.row("turn", key) or {}
            now = state.as_ours("turn", row)
            state.update("turn", key, {name: now[name] for name in now if now[name] != mine[name]})
        else:
            state.gone_here.discard(("turn", key))
            state.new["turn", key] = None


def _hold_silent(state: Merging, source_id: bytes) -> None:
    """Hold back who speaks in the text of the copy alone, which is not taken."""
    for key in _of(state.theirs, "speaker", source_id):
        if ("speaker", key) in state.new:
            del state.new["speaker", key]
            state.held.add(("speaker", key))
