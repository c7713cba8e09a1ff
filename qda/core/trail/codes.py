"""What happens to codes: made, renamed, redefined, moved, merged, split, deleted, given and taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qda.core.trail.events import Event, Part, Thing, event, renamed
from qda.core.trail.rows import Moment
from qda.i18n import _

MERGE, SPLIT = "Merge codes", "Split code"  # labels of changes (qda.ui.views.coding.codebook_merging)
_PARTS = {
    "definition": Part(_("its definition"), _("the definition of {thing}"), "redefined"),
    "include": Part(_("when to use it"), _("when to use {thing}"), "redefined"),
    "exclude": Part(_("when not to use it"), _("when not to use {thing}"), "redefined"),
    "example": Part(_("its example"), _("the example of {thing}"), "redefined"),
    "origin": Part(_("its origin"), _("the origin of {thing}")),
    "stance": Part(_("what it is to the question"), _("what {thing} is to the question")),
}
# Where a row that named a code that went names another one now, that one took it over.
_OWNERS = (
    ("theme_code", "code_id"),
    ("quote", "code_id"),
    ("memo_link", "code_id"),
    ("code_place", "parent_id"),
    ("relation", "from_code_id"),
    ("relation", "to_code_id"),
)


def code_events(moment: Moment) -> Iterator[Event]:
    """Give what a change did to codes."""
    if moment.change.tables.isdisjoint(("code", "code_place")) and moment.label != SPLIT:
        return
    made = {image.key: image for image in moment.of("code", "i")}
    gone = {image.key for image in moment.of("code", "d")}
    merged = merges(moment, gone)
    split = {new: old for old, new in splits(moment, gone, set(made))}
    yield from _made(moment, [key for key in made if key not in split])
    for old, new in merged.items():
        yield from _merged(moment, old, new)
    for new, old in split.items():
        yield from _split(moment, old, new)
    for image in moment.of("code", "u"):
        if image.key not in made:
            yield from _edited(moment, image.key, image.row)
    for image in moment.of("code_place"):
        row = image.row if image.op != "u" else moment.row("code_place", image.key)
        if row.get("code_id") in gone or row.get("code_id") in made:
            continue
        yield from _placed(moment, image.op, image.row, row)
    for key in gone - set(merged):
        count = moment.tally.taken[key]
        yield event("deleted", thing(moment, key), _("deleted {thing}"), passages=count)


def thing(moment: Moment, key: str) -> Thing:
    """Return a code as it was called then."""
    return Thing("code", key, moment.name("code", key))


def merges(moment: Moment, gone: set[str]) -> dict[str, str]:
    """Return which of the codes that went went into which other one."""
    if not gone:
        return {}
    found = {old: new for old, new in moment.tally.moved if old in gone}
    for table, column in _OWNERS:
        for image in moment.of(table, "u"):
            old, new = image.row.get(column, (None, None))
            if old in gone and new is not None:
                found.setdefault(old, new)
    if moment.label == MERGE:
        # Codes that nothing hung on leave no trace of where they went; the change says what it was about.
        kept = next((key for kind, key in moment.change.about if kind == "code" and key not in gone), None)
        if kept is not None:
            found |= {old: kept for old in gone if old not in found}
    return found


def splits(moment: Moment, gone: set[str], made: set[str]) -> list[tuple[str, str]]:
    """Return (code, what was split off it) of the codes between which passages moved."""
    if not made and moment.label != SPLIT:
        return []
    moved = [(old, new) for old, new in moment.tally.moved if old not in gone]
    return [(old, new) for old, new in moved if new in made or moment.label == SPLIT]


def _made(moment: Moment, keys: list[str]) -> Iterator[Event]:
    parents = {
        image.row["code_id"]: image.row["parent_id"] for image in moment.of("code_place", "i") if image.row["main"]
    }
    for key in keys:
        parent = moment.name("code", parents.get(key))
        if moment.imported:
            words = _("made {thing} below “{parent}” by import") if parent else _("made {thing} by import")
        else:
            words = _("made {thing} below “{parent}”") if parent else _("made {thing}")
        given = moment.tally.given[key] if "coding" in moment.change.tables else 0
        definition = str(moment.row("code", key).get("definition", ""))
        yield event("made", thing(moment, key), words, parent=parent, passages=given, after=definition)


def _edited(moment: Moment, key: str, row: dict[str, list[str]]) -> Iterator[Event]:
    code = thing(moment, key)
    for column, (before, after) in row.items():
        if column == "name":
            code = Thing("code", key, before)
            yield renamed(code, before, after)
        elif column in _PARTS:
            yield _PARTS[column].changed(code, before or "", after or "")
        elif column == "colour":
            yield event("coloured", code, _("gave {thing} the colour {colour}"), colour=_(after))
        elif column == "kind":
            category = _("made {thing} a category") if after == "category" else _("made {thing} a code")
            yield event("described", code, category)
        elif column == "codable":
            heading = _("let passages have {thing}") if after else _("made {thing} a heading that passages can't have")
            yield event("described", code, heading)


def _placed(moment: Moment, op: str, image: dict[str, Any], row: dict[str, Any]) -> Iterator[Event]:
    """Give where a code was moved to, or where it is shown by reference; its order among neighbours is not told."""
    code = thing(moment, str(row.get("code_id")))
    if op == "u" and "parent_id" in image and row.get("main"):
        old, new = image["parent_id"]
        names = [moment.name("code", key) for key in (old, new)]
        words = _("moved {thing} below “{parent}”") if new else _("moved {thing} to the top")
        yield event("moved", code, words, parent=names[1], before=names[0] or _("top"), after=names[1] or _("top"))
    elif op != "u" and not row.get("main"):
        words = _("showed {thing} under “{parent}” too") if op == "i" else _("showed {thing} under “{parent}” no more")
        yield event("described", code, words, parent=moment.name("code", str(row.get("parent_id"))))


def _merged(moment: Moment, old: str, new: str) -> Iterator[Event]:
    went, kept, number = thing(moment, old), thing(moment, new), moment.tally.moved[old, new]
    words = _("merged “{other}” into {thing}")
    yield event("merged", kept, words, other=went.name, passages=number, others=(went,))
    words = _("merged {thing} into “{other}”")
    yield event("merged away", went, words, other=kept.name, passages=number, others=(kept,))


def _split(moment: Moment, old: str, new: str) -> Iterator[Event]:
    left, off, number = thing(moment, old), thing(moment, new), moment.tally.moved[old, new]
    it = event("split", left, _("split off “{other}”"), other=off.name, passages=number, others=(off,))
    full = event("split", left, _("split “{other}” off {thing}"), other=off.name, passages=number).full
    yield Event(it.kind, left, it.it, full, passages=number, others=(off,))
    words = _("split {thing} off “{other}”")
    yield event("split from", off, words, other=left.name, passages=number, others=(left,))
