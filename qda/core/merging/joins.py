"""What becomes one after a merge: codings by the join rule (:mod:`qda.core.coding`), values where only one can be."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Any

from qda.core.attribute_types import SEVERAL
from qda.core.merging.plan import OURS, THEIRS
from qda.core.merging.state import Merging
from qda.core.merging.tables import Row
from qda.i18n import _

_SAME = ("coder_id", "code_id", "source_id")
_CELL = ("attribute_id", "participant_id", "source_id")
_LINKS = (("memo_link", "coding_id"), ("quote", "coding_id"), ("frame_quote", "coding_id"))


def join_passages(state: Merging) -> None:
    """Join codings that came to overlap: the smallest id survives, spans and notes are put together.

    Differing weights are asked about. Links of ours move to the survivor here, those of theirs when they come.
    """
    touched = set()
    for table, key in (*state.updates, *state.inserts):
        row = state.final(table, key) if table == "coding" else None
        if row is not None:
            touched.add(tuple(row[name] for name in _SAME))
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for _key, row in state.finals("coding") if touched else ():
        group = tuple(row[name] for name in _SAME)
        if group in touched:
            groups[group].append(row)
    moved: dict[bytes, bytes] = {}
    for _group, rows in sorted(groups.items()):
        for cluster in _clusters(sorted(rows, key=lambda row: (row["start"], row["end"], row["id"]))):
            moved |= _join(state, cluster)
    if moved:
        _move_links(state, moved)


def join_values(state: Merging) -> None:
    """Leave one value where an attribute takes one, and both sides came to another (one of them changed its type).

    Of an attribute that is text the values stand in one, as in a cell of a table; of others ours stays, and theirs is
    held back.
    """
    types = {key: row["type"] for key, row in state.finals("attribute")}
    cells: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for _key, row in state.finals("attribute_value"):
        if types.get(row["attribute_id"]) not in (None, "choices"):
            cells[tuple(row[name] for name in _CELL)].append(row)
    for place, rows in sorted(cells.items(), key=lambda cell: min(row["id"] for row in cell[1])):
        if len(rows) > 1:
            _leave_one(state, sorted(rows, key=lambda row: row["id"]), text=types[place[0]] == "text")


def _leave_one(state: Merging, rows: list[Row], *, text: bool) -> None:
    here = state.ours.tables["attribute_value"]
    survivor = next((row for row in rows if row["id"] in here), rows[0])
    others = [row for row in rows if row["id"] != survivor["id"]]
    if text:
        words = SEVERAL.join(dict.fromkeys(row["value"] for row in rows))
        if words != survivor["value"]:
            state.update("attribute_value", survivor["id"], {"value": words})
    for row in others:
        if not text and row["value"] != survivor["value"]:
            state.hold("attribute_value", row, _("There is another value here, and the attribute takes one only."))
        state.drop("attribute_value", row["id"])
        state.instead["attribute_value", row["id"]] = survivor["id"]


def _clusters(rows: list[Row]) -> list[list[Row]]:
    """Return the groups of two or more codings, sorted by start, that share characters directly or through others."""
    if all(a["end"] <= b["start"] for a, b in pairwise(rows)):
        return []
    clusters: list[list[Row]] = [[]]
    reach = 0
    for row in rows:
        if row["start"] >= reach:
            clusters.append([])
        clusters[-1].append(row)
        reach = max(reach, row["end"])
    return [cluster for cluster in clusters if len(cluster) > 1]


def _join(state: Merging, cluster: list[Row]) -> dict[bytes, bytes]:
    cluster.sort(key=lambda row: row["id"])
    survivor, others = cluster[0], cluster[1:]
    weight = _weight(state, cluster)
    notes = [row["note"] for row in sorted(cluster, key=lambda row: (row["created"], row["id"])) if row["note"]]
    joined = {
        "start": min(row["start"] for row in cluster),
        "end": max(row["end"] for row in cluster),
        "text_version": max(row["text_version"] for row in cluster),
        "note": "\n\n".join(_each_once(notes)),
        "weight": weight,
    }
    state.update("coding", survivor["id"], {name: value for name, value in joined.items() if survivor[name] != value})
    for row in others:
        state.drop("coding", row["id"])
        state.instead["coding", row["id"]] = survivor["id"]
    return {row["id"]: survivor["id"] for row in others}


def _each_once(notes: list[str]) -> list[str]:
    """Return notes without those that others hold already, as when one passage was joined on both sides."""
    return list(dict.fromkeys(part for note in notes for part in note.split("\n\n")))


def _weight(state: Merging, cluster: list[Row]) -> int | None:
    newest = sorted((row for row in cluster if row["weight"] is not None), key=lambda row: (row["created"], row["id"]))
    weights: list[int] = [row["weight"] for row in newest]
    if len(set(weights)) < 2:
        return weights[0] if weights else None
    mine = [row["weight"] for row in newest if row["id"] in state.ours.tables["coding"]]
    others = [row["weight"] for row in newest if row["id"] not in state.ours.tables["coding"]]
    ours: int = mine[-1] if mine else weights[-1]
    theirs: int = next((weight for weight in (*reversed(others), *reversed(weights)) if weight != ours), ours)
    choice = state.ask(
        f"coding:{cluster[0]['id'].hex()}:weight",
        "coding",
        state.wording.title("coding", cluster[0]),
        ("", str(ours), str(theirs)),
        {OURS: _("Keep this weight"), THEIRS: _("Take the weight of the copy")},
        about=_("weight"),
    )
    return ours if choice == OURS else theirs


def _move_links(state: Merging, moved: dict[bytes, bytes]) -> None:
    for table, column in _LINKS:
        for key, row in list(state.finals(table)):
            if row[column] in moved:
                state.update(table, key, {column: moved[row[column]]})
