"""The codebook over time: how many codes, categories, themes and coded passages there were at the end of each day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.trail.rows import Moment
from qda.i18n import _
from qda.storage.models import Code, Coder, Coding, Theme

DAY, WEEK, MONTH = "day", "week", "month"
_MOST_DAYS, _MOST_WEEKS = 45, 80  # rows of a table, and marks of a figure, beyond which a longer step is taken


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stood at the end of a day, week or month that began on `day` (2026-03-31), in which something changed.

    `people` are the names of those who worked in it, `changes` how often something was done.
    """

    day: str
    codes: int
    categories: int
    themes: int
    passages: int
    people: tuple[str, ...]
    changes: int


class OverTime:
    """Counts while the journal is read backwards, from how things stand now; it must see every change."""

    def __init__(self, session: Session) -> None:
        self._names: dict[str, str] = dict(session.execute(select(Coder.id, Coder.name)).all())
        kinds: dict[str, int] = dict(session.execute(select(Code.kind, func.count()).group_by(Code.kind)).all())
        self._now = {"code": kinds.get("code", 0), "category": kinds.get("category", 0)}
        self._now["theme"] = session.scalar(select(func.count()).select_from(Theme)) or 0
        self._now["coding"] = session.scalar(select(func.count()).select_from(Coding)) or 0
        self._ends: dict[str, tuple[int, int, int, int]] = {}
        self._people: dict[str, set[str]] = {}
        self._changes: dict[str, int] = {}

    def take(self, moment: Moment) -> None:
        """Go back behind the next older change."""
        day = date.fromtimestamp(moment.change.at / 1000).isoformat()
        now = self._now
        self._ends.setdefault(day, (now["code"], now["category"], now["theme"], now["coding"]))
        if moment.change.coder_id:
            self._people.setdefault(day, set()).add(self._names.get(moment.change.coder_id, ""))
        self._changes[day] = self._changes.get(day, 0) + 1
        sign = -1 if moment.undoes else 1
        for image in moment.images:
            if image.table == "theme" and image.op != "u":
                now["theme"] -= sign if image.op == "i" else -sign
            elif image.table == "code" and image.op != "u":
                now[image.row["kind"]] -= sign if image.op == "i" else -sign
            elif image.table == "code" and "kind" in image.row:
                before, after = image.row["kind"]
                now[after] -= sign
                now[before] += sign
        if "coding" in moment.change.tables:
            now["coding"] -= moment.count("i", "coding") - moment.count("d", "coding")

    def standings(self, step: str = "") -> list[Standing]:
        """Return how things stood at the end of each day, week or month with changes, oldest first.

        Without a `step` it is one that gives no more than some dozens.
        """
        days = [
            Standing(day, *self._ends[day], tuple(sorted(filter(None, self._people.get(day, ())))), self._changes[day])
            for day in sorted(self._ends)
        ]
        if not step:
            weeks = {_begin(one.day, WEEK) for one in days}
            step = DAY if len(days) <= _MOST_DAYS else WEEK if len(weeks) <= _MOST_WEEKS else MONTH
        return days if step == DAY else _gathered(days, step)


def _gathered(days: Iterable[Standing], step: str) -> list[Standing]:
    found: dict[str, Standing] = {}
    for one in days:
        begin = _begin(one.day, step)
        before = found.get(begin)
        people = tuple(sorted({*one.people, *(before.people if before else ())}))
        found[begin] = replace(one, day=begin, people=people, changes=one.changes + (before.changes if before else 0))
    return list(found.values())


def _begin(day: str, step: str) -> str:
    """Return the Monday, or the first of the month, of a day."""
    there = date.fromisoformat(day)
    return (there - timedelta(there.weekday()) if step == WEEK else there.replace(day=1)).isoformat()


STEPS = ((DAY, _("day")), (WEEK, _("week")), (MONTH, _("month")))
