"""What is in a file now: rows, texts and files, facts about the file, where people left off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import LargeBinary, bindparam, delete, select, union, update
from sqlalchemy.orm import Session

from qda.storage import lineage
from qda.storage.ids import Uid
from qda.storage.models import Blob, Meta, Source, StoredText, ViewState
from qda.storage.rewriting.cells import Cells
from qda.storage.rewriting.past import Past, Stand
from qda.storage.rewriting.plan import Counts
from qda.storage.rewriting.rows import Rows
from qda.storage.rewriting.shape import Shape, shapes
from qda.storage.rewriting.waiting import TABLE
from qda.storage.texts import has_text, keep_as_difference, keep_whole, roots, stored

_IDS = re.compile(r"[0-9a-f]{32}")
_OWN_FACTS = frozenset((lineage.FILE, lineage.PROJECT, lineage.LINEAGE, lineage.HANDED_OUT, lineage.FOR_CODER))


def remove(session: Session, rows: Rows, counts: Counts) -> None:
    """Delete the rows that go; what is only linked to them is emptied."""
    for shape in reversed(list(shapes().values())):
        keys = [{"key": key.lower()} for key in sorted(rows.gone[shape.name])]
        there = set(session.scalars(select(shape.table.c.id))) if keys else set()
        found = [key for key in keys if key["key"] in there]
        if found:
            session.connection().execute(delete(shape.table).where(shape.table.c.id == bindparam("key")), found)
            counts.removed[shape.name] = len(found)


def rewrite_rows(session: Session, rows: Rows, past: Past, counts: Counts) -> None:
    """Give the rows that stay their other words, texts and places; `past` says where their passages are now."""
    for shape in shapes().values():
        single = {column for cells in rows.single.get(shape.name, {}).values() for column in cells}
        columns = list(
            dict.fromkeys((*shape.words, *shape.hashes, *(shape.spans if rows.texts else ()), *sorted(single)))
        )
        if shape.name == "source":
            columns += ["characters", "words"]
        if shape.name == TABLE and rows.texts:
            columns += ["place"]
        if columns:
            _rewrite_table(session, shape, columns, rows, past, counts)


def _rewrite_table(
    session: Session, shape: Shape, columns: Sequence[str], rows: Rows, past: Past, counts: Counts
) -> None:
    changed: dict[str, dict[str, Any]] = {}
    for key, *values in session.execute(select(shape.table.c.id, *(shape.table.c[name] for name in columns))):
        row = {name: _spelled(value) for name, value in zip(columns, values, strict=True)}
        fields = past.rows.get((shape.name, key.upper())) if shape.spans else None
        stand = Stand(past.texts.get(fields["source_id"]), fields) if fields else None
        new = {
            name: value for name, value in rows.row(shape, key.upper(), row, stand).items() if row.get(name) != value
        }
        if new:
            changed[key] = new
            counts.written += len(new.keys() & set(shape.words))
            counts.moved += bool(new.keys() & set(shape.spans))
    for rule in shape.unique:
        _keep_apart(session, shape, rule, changed)
    for key, new in changed.items():
        bound = {name: bytes.fromhex(value) if name in shape.hashes and value else value for name, value in new.items()}
        session.execute(update(shape.table).where(shape.table.c.id == key).values(bound))


def _keep_apart(session: Session, shape: Shape, rule: tuple[str, ...], changed: dict[str, dict[str, Any]]) -> None:
    """See that no two rows come to be the same by their new words: the later one gets a number.

    Names may go round (Ana is Ben, Ben is Carl), so the rows in question stand aside until all are written.
    """
    touched = [key for key, new in changed.items() if new.keys() & set(rule)]
    if not touched:
        return
    query = select(shape.table.c.id, *(shape.table.c[name] for name in rule)).order_by(shape.table.c.id)
    now = {key: dict(zip(rule, values, strict=True)) for key, *values in session.execute(query)}
    named = next(name for name in rule if name in shape.words)
    taken = {tuple(row.values()) for key, row in now.items() if key not in set(touched)}
    for key in touched:
        row = {**now[key], **{name: value for name, value in changed[key].items() if name in rule}}
        words, number = row[named], 1
        while tuple(row.values()) in taken:
            number += 1
            row[named] = f"{words} ({number})"
        taken.add(tuple(row.values()))
        changed[key][named] = row[named]
        session.execute(update(shape.table).where(shape.table.c.id == key).values({named: f"\0{key}"}))


def _spelled(value: object) -> object:
    return value.hex().upper() if isinstance(value, bytes) else value


# Texts and files -----------------------------------------------------------------------------------------------------


def make_whole(session: Session) -> dict[bytes, bytes]:
    """Keep every text whole for now, so that none is known only by its difference from one that goes.

    Return those that were not, each with the text from which it differed in the end.
    """
    differing = roots(session)
    keep_whole(session, differing)
    return differing


def make_small(session: Session, differing: Mapping[bytes, bytes], cells: Cells) -> None:
    """Keep what became of texts as differences again, where they and those from which they differed are there."""
    for pair in differing.items():
        key, root = (bytes.fromhex(cells.texts.get(one.hex().upper(), one.hex())) for one in pair)
        if key != root and has_text(session, key) and has_text(session, root):
            keep_as_difference(session, key, root)


def kept_books(session: Session, cells: Cells, known: Iterable[bytes]) -> dict[bytes, str]:
    """Return the texts that are JSON (codebooks as they were) and hold other words now, by the hash that they had."""
    found: dict[bytes, str] = {}
    passed = set(known)
    for key, text in stored(session):
        if key not in passed and text[:1] in ("{", "[") and (new := cells.text(text)) != text:
            found[key] = new
    return found


def sweep(session: Session, named: set[str], counts: Counts) -> None:
    """Drop the texts and files that no row and none of `named` (hashes in images and JSON) name any more."""
    columns = [
        column
        for shape in shapes().values()
        for column in shape.table.columns
        if isinstance(column.type, LargeBinary) and not isinstance(column.type, Uid)
    ]
    rows = union(*(select(column).where(column.is_not(None)) for column in columns))
    wanted = {bytes.fromhex(one) for one in named} | set(session.scalars(rows))
    for store in (StoredText, Blob):
        unnamed = [key for key in session.scalars(select(store.hash)) if key not in wanted]
        for key in unnamed:
            session.execute(delete(store).where(store.hash == key))
        if store is Blob:
            counts.files += len(unnamed)
        else:
            counts.texts += len(unnamed)


# Beside the journal --------------------------------------------------------------------------------------------------


def rewrite_facts(session: Session, rows: Rows, past: Past, named: set[str]) -> None:
    """Rewrite what the file says of itself: states of its ancestors, and words in other facts.

    `past` must stand at the beginning of the journal.
    """
    for number, states in lineage.stretches_back(session):
        stands = past.overlay(states)
        kept: lineage.States = {}
        for (table, key), was in states.items():
            new = rows.was(table, key, was, stands.get((table, key)))
            if new is not None:
                kept[table, key] = new
                named |= hashes_in(shapes()[table], new.row or {})
        written = lineage.write_states(kept) if kept else ""
        session.execute(update(Meta).where(Meta.key == f"{lineage.STRETCH}{number}").values(value=written))
    for fact, value in session.execute(select(Meta.key, Meta.value)).all():
        if fact not in _OWN_FACTS and not fact.startswith(lineage.STRETCH):
            session.execute(update(Meta).where(Meta.key == fact).values(value=rows.cells.text(value)))


def hashes_in(shape: Shape, row: Any) -> set[str]:
    """Return the hashes that a row, or an image of changed columns, names."""
    values = [row[name] for name in shape.hashes if name in row]
    flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return {one for one in flat if isinstance(one, str)}


def rewrite_views(session: Session, cells: Cells, strange: set[str]) -> None:
    """Rewrite where people left off; what names one of the `strange` things (gone, or with another text) goes."""
    for one in session.scalars(select(ViewState)):
        if strange & set(_IDS.findall(f"{one.key} {one.value}".lower())):
            session.delete(one)
        else:
            one.value = cells.text(one.value)


def sources_of(session: Session, texts: Iterable[bytes]) -> set[str]:
    """Return the ids of the sources whose text is one of `texts`."""
    wanted = set(texts)
    return {key for key, value in session.execute(select(Source.id, Source.text_hash)) if value in wanted}
