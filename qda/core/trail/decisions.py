"""The log of decisions: what was decided about codes, themes and the study, by whom, and which memo explains it.

A memo explains a decision where it is linked to one of the things the decision is about, was written after it and
before the next decision on that thing, and no more than :data:`WINDOW` days later; or, whenever it was written, where
its title is the decision's own words (:attr:`Decision.title`), as :func:`write_why` gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import memos
from qda.core.history import Reader
from qda.core.memos import heading
from qda.core.naming import clean
from qda.core.trail.codes import SPLIT
from qda.core.trail.events import Event, Thing, counted_passages
from qda.core.trail.history_of import events
from qda.core.trail.notes import linked_thing
from qda.core.trail.rows import Moment, Rows, listed, moments
from qda.i18n import _, n_
from qda.progress import Progress
from qda.storage.models import Coder, Memo

WINDOW = 14
"""Days after a decision within which a memo on the same thing is taken for its reason."""

KINDS = {
    "made": _("Made"),
    "renamed": _("Renamed"),
    "merged": _("Merged"),
    "split": _("Split"),
    "redefined": _("Redefined"),
    "moved": _("Moved"),
    "deleted": _("Deleted"),
    "codes": _("Codes of themes"),
    "nested": _("Themes nested"),
    "put aside": _("Themes set aside"),
    "level": _("Levels of themes"),
    "related": _("Relations"),
    "confidence": _("Confidence"),
    "wording": _("Word list"),
    "approach": _("Approach"),
    "levels": _("Levels"),
    "version": _("Codebook versions"),
    "memo": _("Memos"),
}
"""What is a decision; "memo" are analytic, theoretical, methodological and reflexive ones, which may hold some."""

_MEMOS = ("analytic", "theoretical", "methodological", "reflexive")
_DAY = 86_400_000
_FEW = 3  # so many things of one kind stand in a change by themselves; more are told together
_GROUPED = {
    "made": _("made {things}"),
    "renamed": _("renamed {things}"),
    "redefined": _("defined anew {things}"),
    "moved": _("moved {things}"),
    "deleted": _("deleted {things}"),
    "nested": _("moved {things}"),
    "put aside": _("set aside, or brought back, {things}"),
}


@dataclass(frozen=True, slots=True)
class Why:
    """A memo that explains a decision."""

    memo_id: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: `what` lacks only its subject. `time` in milliseconds since 1970; `in_force` false where undone.

    `things` are those it is about; `passages` how many coded passages it touched. `before` and `after` are whole texts
    where words were changed.
    """

    change: int
    time: int
    coder_id: str | None
    coder: str
    kind: str
    what: str
    passages: int
    things: tuple[Thing, ...]
    in_force: bool
    why: tuple[Why, ...]
    before: str = ""
    after: str = ""

    @property
    def title(self) -> str:
        """Return the decision's words as a memo about it is called."""
        return clean(self.what[:1].upper() + self.what[1:])


class Log:
    """Finds decisions while the journal is read backwards; it must see every change, from the newest on."""

    def __init__(self, session: Session) -> None:
        self._people: dict[str, str] = dict(session.execute(select(Coder.id, Coder.name)).all())
        self._memos = {
            key: (Why(key, heading(title, body) or _("without words"), kind), created)
            for key, title, body, kind, created in session.execute(
                select(Memo.id, Memo.title, Memo.body, Memo.kind, Memo.created)
            )
        }
        self._titled: dict[str, list[str]] = {}
        for key, (why, _created) in self._memos.items():
            self._titled.setdefault(why.title.casefold(), []).append(key)
        self._reader = Reader()
        self._linked: dict[tuple[str, str], list[str]] = {}
        self._next: dict[tuple[str, str], int] = {}

    def take(self, moment: Moment) -> list[Decision]:
        """Return the decisions of the next older change, the last one first."""
        in_force, _decided = self._reader.fate(moment.change.seq, moment.change.undoes)
        if moment.change.undoes is not None or (not moment.images and moment.label != SPLIT):
            return []
        if in_force:
            self._note_links(moment)
        found = [self._decision(moment, one, in_force) for one in _grouped(events(moment))]
        if in_force:
            for decision in found:
                if decision.kind != "memo":
                    self._next.update({(one.kind, one.id): decision.time for one in decision.things})
        return found[::-1]

    def _note_links(self, moment: Moment) -> None:
        for image in moment.of("memo_link", "i"):
            thing = linked_thing(image.row)
            if thing is not None and image.row["memo_id"] in self._memos:
                self._linked.setdefault(thing, []).append(image.row["memo_id"])

    def _decision(self, moment: Moment, told: Event, in_force: bool) -> Decision:
        change = moment.change
        who = self._people.get(change.coder_id or "") or moment.name("coder", change.coder_id) or _("Somebody")
        things = tuple(one for one in (told.thing, *told.others) if one.id)
        decision = Decision(
            *(change.seq, change.at, change.coder_id, who, told.kind, told.full, told.passages, things, in_force, ()),
            *(told.before, told.after),
        )
        why = () if told.kind == "memo" else self._why(decision)
        return replace(decision, why=why)

    def _why(self, decision: Decision) -> tuple[Why, ...]:
        found = dict.fromkeys(self._titled.get(decision.title.casefold(), ()))
        for thing in decision.things:
            key = (thing.kind, thing.id)
            end = min(self._next.get(key, decision.time + WINDOW * _DAY), decision.time + WINDOW * _DAY)
            for memo_id in self._linked.get(key, ()):
                if decision.time <= self._memos[memo_id][1] <= end:
                    found[memo_id] = None
        return tuple(sorted((self._memos[key][0] for key in found), key=lambda why: why.memo_id))


class DecisionReader:
    """Reads the log page by page, newest first; it keeps where it stands between the pages."""

    def __init__(self) -> None:
        self.ended = False
        self._log: Log | None = None
        self._rows: Rows | None = None
        self._before: int | None = None

    def read(self, session: Session, limit: int = 200, progress: Progress | None = None) -> list[Decision]:
        """Return the next decisions, about `limit`; `progress(changes read, 0)` ends the reading by answering False."""
        if self._log is None or self._rows is None:
            self._log, self._rows = Log(session), Rows(session)
        found: list[Decision] = []
        for number, moment in enumerate(moments(session, self._before, self._rows)):
            # Only here has the state gone back behind the change before.
            if len(found) >= limit or (progress is not None and number % 500 == 499 and not progress(number, 0)):
                return found
            found += self._log.take(moment)
            self._before = moment.change.seq
        self.ended = True
        return found


def decisions(session: Session) -> Iterator[Decision]:
    """Give all decisions, newest first."""
    reader = DecisionReader()
    while not reader.ended:
        yield from reader.read(session)


def _grouped(told: Iterable[Event]) -> Iterator[Event]:
    """Give those events that are decisions; many of one kind in one change are one."""
    wanted = [one for one in map(_as_decision, told) if one is not None]
    for (kind, sort), several in groupby(
        sorted(wanted, key=lambda one: list(KINDS).index(one.kind)), key=lambda one: (one.kind, one.thing.kind)
    ):
        events_ = list(several)
        things = tuple({one.thing.id: one.thing for one in events_}.values())
        if len(things) <= _FEW or kind not in _GROUPED:
            yield from events_
            continue
        number = len(things)
        counted = n_("{n} code", "{n} codes", number) if sort == "code" else n_("{n} theme", "{n} themes", number)
        passages = sum(one.passages for one in events_)
        names = f"{counted}: {listed((thing.name for thing in things), _FEW)}"
        words = _GROUPED[kind].format(things=names) + (f" ({counted_passages(passages)})" if passages else "")
        yield Event(kind, things[0], words, words, passages=passages, others=things[1:])


def _as_decision(told: Event) -> Event | None:
    """Return an event where it is a decision; memos are where they are of a kind that holds decisions."""
    if told.thing.kind == "memo":
        return told if told.kind == "memo" and told.sort in _MEMOS else None
    if told.thing.kind in ("quote", "coding") or told.kind not in KINDS or told.kind == "memo":
        return None
    return told


def write_why(session: Session, decision: Decision, body: str, *, coder_id: str | None = None) -> str:
    """Write the reason of a decision: an analytic memo with its words as title, linked to what is still there of it."""
    about = {"code": lambda key: memos.Link(code_id=key), "theme": lambda key: memos.Link(theme_id=key)}
    links = [about[one.kind](one.id) for one in decision.things if one.kind in about]
    kept = memos.still_there(session, links)
    return memos.add_memo(session, decision.title, body, coder_id=coder_id, links=kept)
