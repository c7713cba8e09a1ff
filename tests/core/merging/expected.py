"""Which conflicts a merge must list, reckoned from three states of all rows: base, ours, theirs.

A conflict is what both sides changed differently, and what one removed while the other changed it or made something
that belongs to it. Orders, places on surfaces, times and who wrote last are never asked about.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.core.merging.model import TABLES, owners, unique_keys
from tests.core.merging.team import Row, Rows

_ORDER = ("position", "x", "y", "width", "height", "created", "at", "modified")
NEVER_ASKED = frozenset((*_ORDER, "read", "finished"))
NO_CHANGE = frozenset((*_ORDER, "text_version"))
# What hangs on other things so closely that it goes and comes with them without a word.
UNASKED = frozenset(("participation", "speaker", "turn", "reading_codes", "reread", "placement", "assignment"))
SPAN = ("start", "end", "text_version")
TEXT = ("text_hash", "text_version", "characters", "words")
FILE = ("original_hash", "original_name", "format", "encoding")
# Beside what the tables themselves hold unique.
_SAME_BY = {
    "relation": [("name", "from_theme_id", "from_code_id", "to_theme_id", "to_code_id")],
    "quote": [("theme_id", "code_id", "source_id", "start", "end")],
    "level": [("name",)],
}


def conflicts(base: Rows, ours: Rows, theirs: Rows) -> set[str]:
    """Return the keys of all conflicts: ``table:id:column``, or ``table:id:removed here`` (or ``there``)."""
    twins = _twins(base, ours, theirs)
    keys = set(_of_fields(base, ours, theirs, twins))
    keys |= _of_removals(base, theirs, ours, {}, "removed there")
    keys |= _of_removals(base, ours, theirs, twins, "removed here")
    return keys


# Fields --------------------------------------------------------------------------------------------------------------


def _twins(base: Rows, ours: Rows, theirs: Rows) -> dict[str, str]:
    """Return which row of theirs is one with which of ours, both made since: by what must be unique, or by its text."""
    twins: dict[str, str] = {}
    for table in TABLES:
        ways = [*unique_keys(table), *_SAME_BY.get(table, [])]
        if table == "attribute_value":
            ways = [("attribute_id", "participant_id", "source_id")]
        known = {
            (way, *(row[name] for name in way)): key
            for key, row in ours[table].items()
            if key not in theirs[table]
            for way in ways
        }
        for key, row in theirs[table].items():
            if key in ours[table] or key in base[table]:
                continue
            moved = {name: twins.get(value, value) if isinstance(value, str) else value for name, value in row.items()}
            found = [known[sign] for way in ways if (sign := (way, *(moved[name] for name in way))) in known]
            if found:
                twins[key] = found[0]
    return twins


def _of_fields(base: Rows, ours: Rows, theirs: Rows, twins: dict[str, str]) -> Iterator[str]:
    for table in TABLES:
        if table == "merge_report":
            continue
        pairs = [(key, key) for key in theirs[table] if key in ours[table]]
        pairs += [(twins[key], key) for key in theirs[table] if key in twins]
        for mine, other in pairs:
            if table == "source" and mine != other:
                yield f"source:{mine}:{other}"
            row, yours = ours[table][mine], theirs[table][other]
            if table == "turn" and mine != other:
                continue
            moved = {
                name: twins.get(value, value) if isinstance(value, str) else value for name, value in yours.items()
            }
            yield from _differing(table, base[table].get(mine), row, moved)


def _differing(table: str, old: Row | None, mine: Row, yours: Row) -> Iterator[str]:
    for group in _groups(table, mine):
        old_, mine_, yours_ = (tuple(row[name] for name in group) if row else None for row in (old, mine, yours))
        if mine_ in (yours_, old_) or yours_ == old_ or group[0] in NEVER_ASKED or _tells_who(table, group[0]):
            continue
        if not (table == "source" and group == TEXT):
            yield f"{table}:{mine['id']}:{group[0]}"


def _groups(table: str, row: Row) -> list[tuple[str, ...]]:
    """Return the columns of a table, those together that only make sense together."""
    together: list[tuple[str, ...]] = []
    if table == "source":
        together = [TEXT, FILE]
    elif table == "turn":
        together = [("start", "end", "speech")]
    elif {"source_id", "start", "end"} <= row.keys():
        together = [tuple(name for name in SPAN if name in row)]
    alone = [name for name in row if name != "id" and not any(name in group for group in together)]
    return [*together, *((name,) for name in alone)]


def _tells_who(table: str, column: str) -> bool:
    """Say whether a column only tells who made a thing: where it goes with the person, it is theirs."""
    keys = TABLES[table].columns[column].foreign_keys if column == "coder_id" else ()
    return any(key.ondelete != "CASCADE" for key in keys)


# Removals ------------------------------------------------------------------------------------------------------------


def _of_removals(base: Rows, remover: Rows, other: Rows, twins: dict[str, str], words: str) -> set[str]:
    """Return the topmost things that one side removed, and the other changed or made something for."""
    gone = {
        (table, key)
        for table, rows in other.items()
        for key in rows
        if key in base[table] and key not in remover[table]
    }
    above: dict[tuple[str, str], list[tuple[str, str]]] = {}
    waiting = []
    for table, rows in other.items():
        for key, row in rows.items():
            above[table, key] = [owner for owner in owners(table, _led(base, remover, table, row)) if owner in gone]
            if table in UNASKED:
                continue
            if (table, key) in gone:
                old = base[table][key]
                if any(row[name] != old[name] for name in row if name not in NO_CHANGE):
                    waiting.append((table, key))
            elif key not in twins and (words == "removed there" or key not in remover[table]):
                waiting += above[table, key]
    contested: set[tuple[str, str]] = set()
    while waiting:
        thing = waiting.pop()
        if thing not in contested:
            contested.add(thing)
            waiting += above[thing]
    tops = {thing for thing in contested if not any(owner in contested for owner in above[thing])}
    return {f"{table}:{key}:{words}" for table, key in tops}


def _led(base: Rows, remover: Rows, table: str, row: Row) -> Row:
    """Return a row that points where the remover let it point: what belonged to a merged code belongs to another."""
    old, new = base[table].get(row["id"]), remover[table].get(row["id"])
    if old is None or new is None:
        return row
    return {name: new[name] if value == old[name] else value for name, value in row.items()}
