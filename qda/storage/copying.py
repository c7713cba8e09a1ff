"""Copies of a project file for colleagues: whole, safe, with a journal of their own, without what is left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, LargeBinary, delete, insert, select, union
from sqlalchemy.orm import Session

from qda.errors import ProjectFileError, RefusedError
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage import engine as engines
from qda.storage import fulltext, journal, keyring, lineage, schema, texts
from qda.storage.ids import Uid, new_id
from qda.storage.models import Blob, ChangeRow, Meta, ViewState, journalled_tables, now_ms
from qda.storage.project import Project
from qda.storage.unfinished import unfinished_beside

STEPS = 5


def make_copy(
    project: Project,
    path: Path,
    strip: Callable[[Session], object],
    *,
    left_out: Sequence[str] = (),
    forgotten: Iterable[str] = (),
    viewer: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Make a copy of an open project at `path`, as a file of its own with an empty journal, locked where that one is.

    `strip` takes out of the copy's tables what is left out, and `left_out` are words for it that are kept in the copy.
    Of the tables `forgotten`, the copy does not know either what its rows were before. View states are kept for the
    coder `viewer` alone, who codes when the copy is opened; the project notes for whom the copy was made.
    Texts and files that nothing in the copy names are gone from it, in every byte. Raises RefusedError where a
    file of that name exists, ProjectFileError where none can be written, CancelledError.
    """
    path = Path(path)
    if path.exists():
        raise RefusedError(_("{name} exists already. Choose another name for the copy.").format(name=path.name))
    try:
        with unfinished_beside(path) as unfinished:
            go_on(progress, 0, STEPS)
            schema.backup(project.path, unfinished)
            go_on(progress, 1, STEPS)
            engine = engines.writer(unfinished)
            try:
                point, file = _branch(engine, strip, left_out, frozenset(forgotten), viewer, progress)
            finally:
                engine.dispose()
            with closing(engines.connect(unfinished)) as connection:
                connection.execute("VACUUM")
            go_on(progress, STEPS, STEPS)
            if path.exists():
                raise RefusedError(_("{name} was made by another program just now.").format(name=path.name))
            unfinished.replace(path)
            keyring.share(unfinished, path)
    except (*engines.DRIVER_ERRORS, OSError) as error:
        reason = str(getattr(error, "strerror", None) or getattr(error, "orig", None) or error)
        sentence = _("{path} cannot be written: {error}. Choose another place.")
        raise ProjectFileError(sentence.format(path=path, error=reason)) from error
    if not project.read_only:
        made = {"file": file, "name": path.name, "coder": viewer, "left_out": list(left_out), "at": now_ms()}
        project.unjournalled(lambda session: _remember(session, point, made))


def _branch(
    engine: Engine,
    strip: Callable[[Session], object],
    left_out: Sequence[str],
    forgotten: frozenset[str],
    viewer: str | None,
    progress: Progress | None,
) -> tuple[lineage.Point, str]:
    """Make a bare copy of a file one of its own; return the point at which it was copied, and the copy's id."""
    with engine.connect() as connection:
        raw = engines.raw(connection)
        raw.execute("PRAGMA journal_mode = DELETE")
        # SQLite counts json_object() as unsafe in a trigger; the triggers of an open project are ours.
        raw.execute("PRAGMA trusted_schema = ON")
    with Session(engine) as session, session.begin():
        point = lineage.here(session)
        points, stretches = lineage.descend(session)
        go_on(progress, 2, STEPS)
        journal.set_gate(session.connection(), journal.REPLAYING)
        strip(session)
        session.flush()
        journal.set_gate(session.connection(), journal.SHUT)
        go_on(progress, 3, STEPS)
        session.execute(delete(ChangeRow))
        session.execute(delete(ViewState).where(ViewState.coder_id.is_distinct_from(viewer)))
        _drop_unnamed(session)
        stretches = [_kept(session, states, forgotten) for states in stretches]
        file = _write_facts(session, points, stretches, left_out, viewer)
        fulltext.tidy(session)
        go_on(progress, 4, STEPS)
    return point, file


def _kept(session: Session, states: lineage.States, forgotten: frozenset[str]) -> lineage.States:
    """Return states without those of rows that the copy of a `forgotten` table doesn't have."""
    tables = {table.name: table for table in journalled_tables()}
    there = {name: {key.upper() for key in session.scalars(select(tables[name].c.id))} for name in forgotten}
    return {key: was for key, was in states.items() if key[0] not in there or key[1] in there[key[0]]}


def _write_facts(
    session: Session,
    points: list[lineage.Point],
    stretches: list[lineage.States],
    left_out: Sequence[str],
    viewer: str | None,
) -> str:
    """Write what the copy says of itself; return its id."""
    own = [getattr(lineage, name) for name in ("FILE", "LINEAGE", "HANDED_OUT", "LEFT_OUT", "FOR_CODER", "COPIES")]
    session.execute(delete(Meta).where(Meta.key.in_(own) | Meta.key.startswith(lineage.STRETCH, autoescape=True)))
    # What an ancestor had left out is not here either.
    file = new_id()
    facts = [(lineage.FILE, file), (lineage.LEFT_OUT, json.dumps(list(left_out)))]
    facts += [(lineage.FOR_CODER, viewer)] if viewer is not None else []
    for key, value in (*facts, *lineage.facts_of_copy(points, stretches)):
        session.execute(insert(Meta).values(key=key, value=value))
    return file


def _drop_unnamed(session: Session) -> None:
    """Drop the texts and files that no row names by their hash."""
    columns = [
        column
        for table in journalled_tables()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and not isinstance(column.type, Uid)
    ]
    named = union(*(select(column).where(column.is_not(None)) for column in columns)).subquery()
    known = set(session.scalars(select(named.c[0])))
    texts.forget_texts(session, {key for key in texts.text_keys(session) if key not in known})
    session.execute(delete(Blob).where(Blob.hash.not_in(select(named.c[0]))))


def _remember(session: Session, point: lineage.Point, made: Mapping[str, object]) -> None:
    """Keep in the project that a copy was made of it at `point`, so that later copies know their way back to it.

    What was `made` is kept beside it, to be shown to people.
    """
    points = [[one.seq, one.mark] for one in dict.fromkeys((*lineage.handed_out(session), point))]
    copies = [*json.loads(lineage.facts(session).get(lineage.COPIES, "[]")), made]
    for key, value in ((lineage.HANDED_OUT, points), (lineage.COPIES, copies)):
        session.execute(delete(Meta).where(Meta.key == key))
        session.execute(insert(Meta).values(key=key, value=json.dumps(value, ensure_ascii=False)))
