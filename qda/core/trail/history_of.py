"""The history of one thing in sentences: a code, theme, quote, memo or coded passage, from its beginning to now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.codebook import find_code
from qda.core.history import Reader
from qda.core.themes.outline import find_theme
from qda.core.trail.codes import code_events
from qda.core.trail.events import Event, Thing, counted_passages
from qda.core.trail.notes import coding_events, memo_events, study_events
from qda.core.trail.rows import TABLES, Moment, Rows, moments
from qda.core.trail.themes import theme_events
from qda.errors import NotFoundError
from qda.i18n import _
from qda.progress import Progress
from qda.storage.models import Coder

_PASSAGES = "passages"
TOLD = ("code", "theme", "quote", "memo", "coding")
"""Kinds of things whose history can be told."""
_BACK = frozenset(("deleted", "merged away"))


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a history. `time` in milliseconds since 1970, `change` the action it tells of.

    `in_force` is false where it was undone later and stayed so. `before` and `after` hold the whole texts where words
    were changed; `others` the other things that took part, each with a history of its own.
    """

    change: int
    time: int
    coder_id: str | None
    coder: str
    label: str
    kind: str
    sentence: str
    in_force: bool
    before: str = ""
    after: str = ""
    passages: int = 0
    others: tuple[Thing, ...] = ()


def events(moment: Moment) -> Iterator[Event]:
    """Give all that a change did to the things that have a history; coded passages are told one by one elsewhere."""
    yield from code_events(moment)
    yield from theme_events(moment)
    yield from memo_events(moment)
    yield from study_events(moment)


def history_of(session: Session, kind: str, key: str, progress: Progress | None = None) -> list[Line]:
    """Return the history of a thing, oldest first; of one that is gone too.

    Passages that one person gave a code on one day between two other things are one sentence. `progress(changes read,
    0)` may end the reading by answering False: then the older part is missing. 100,000 changes take about three
    seconds.
    """
    people: dict[str, str] = dict(session.execute(select(Coder.id, Coder.name)).all())
    reader, lines = Reader(), list[Line]()
    for number, moment in enumerate(moments(session)):
        in_force, _decided = reader.fate(moment.change.seq, moment.change.undoes)
        if progress is not None and number % 1_000 == 0 and not progress(number, 0):
            break
        # A row of a small table may concern the thing without naming it: where a code stands, when that is moved.
        if not moment.images and not moment.holds(key):
            continue
        who = people.get(moment.change.coder_id or "") or moment.name("coder", moment.change.coder_id) or _("Somebody")
        for told in reversed(_told(moment, kind, key)):
            line = _line(moment, told, who, in_force)
            if line is None:
                continue
            if lines and told.kind == _PASSAGES and _continues(lines[-1], line):
                lines[-1] = _joined(line, lines[-1])
            else:
                lines.append(line)
    return [_worded(line) for line in reversed(lines)]


def thing_called(session: Session, name: str) -> Thing:
    """Return the code or theme of this name, path or id; one that is gone too. Raises NotFoundError for none."""
    for kind, find in (("code", find_code), ("theme", find_theme)):
        try:
            return Thing(kind, find(session, name), name)
        except NotFoundError:
            continue
    wanted = name.rpartition(">")[2].strip().casefold()
    for moment in moments(session):
        for kind in ("code", "theme"):
            for image in moment.of(kind, "d" if not moment.undoes else "i"):
                if wanted in (image.row["name"].casefold(), image.key):
                    return Thing(kind, image.key, image.row["name"])
    raise NotFoundError(_("There is, and was, no code or theme called {name}.").format(name=name))


def name_of(session: Session, thing: Thing) -> str:
    """Return what a thing is called now, or was called at last where it is gone; "" for what has no name."""
    rows = Rows(session)
    if thing.kind not in TABLES:
        return ""
    for moment in moments(session, rows=rows):
        name = moment.name(thing.kind, thing.id)
        if name or rows.get(thing.kind, thing.id) is not None:
            return name
    return ""


def _told(moment: Moment, kind: str, key: str) -> list[Event]:
    if kind == "coding":
        return list(coding_events(moment, key))
    found = [one for one in events(moment) if (one.thing.kind, one.thing.id) == (kind, key)]
    if kind != "code" or "coding" not in moment.change.tables:
        return found
    if any(one.kind in ("made", "deleted", "merged", "merged away", "split", "split from") for one in found):
        return found
    given, taken = moment.tally.given[key], moment.tally.taken[key]
    for old, new in moment.tally.moved:
        given += moment.tally.moved[old, new] * (new == key)
        taken += moment.tally.moved[old, new] * (old == key)
    if given != taken:
        found.append(Event(_PASSAGES, Thing(kind, key), "", "", passages=given - taken))
    return found


def _line(moment: Moment, told: Event, who: str, in_force: bool) -> Line | None:
    change = moment.change
    words, kind, before, after = told.it, told.kind, told.before, told.after
    if change.undoes is not None:
        if kind == _PASSAGES:
            return None
        if moment.again:
            words = _("did it again (redo): {what}").format(what=words)
        elif kind in _BACK:
            kind, words = "brought back", _("brought it back (undo)")
        else:
            words = _("undid this: {what}").format(what=words)
            before, after = after, before
    sentence = _("{who} {what}.").format(who=who, what=words)
    facts = (moment.origin, change.at, change.coder_id, who, change.label)
    return Line(*facts, kind, sentence, in_force, before, after, told.passages, told.others)


def _continues(newer: Line, older: Line) -> bool:
    """Say whether two handfuls of passages are one sentence: same person, same day, nothing between."""
    same = (newer.kind, newer.coder_id, newer.in_force) == (older.kind, older.coder_id, older.in_force)
    signs = (newer.passages > 0) == (older.passages > 0)
    return same and signs and day_of(newer.time) == day_of(older.time)


def _joined(older: Line, newer: Line) -> Line:
    return replace(newer, passages=older.passages + newer.passages)


def _worded(line: Line) -> Line:
    if line.kind != _PASSAGES:
        return line
    words = _("gave it to {passages}") if line.passages > 0 else _("took it off {passages}")
    counted = counted_passages(abs(line.passages))
    sentence = _("{who} {what}.").format(who=line.coder, what=words.format(passages=counted))
    return replace(line, sentence=sentence, passages=abs(line.passages))


def day_of(time: int) -> str:
    """Return the day of a moment (milliseconds since 1970) where the computer stands, as 2026-03-31."""
    return datetime.fromtimestamp(time / 1000).astimezone().strftime("%Y-%m-%d")
