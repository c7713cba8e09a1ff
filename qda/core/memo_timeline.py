"""Memos in time: what was done to the analysis between one memo and the next."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.history import Reader
from qda.i18n import n_
from qda.storage.models import Code, Coding, Memo, Quote, Source, Theme

_MERGING, _SPLITTING = "Merge codes", "Split code"
_AT_ONCE = 2_000  # changes of the history that are read in one go


@dataclass(frozen=True, slots=True)
class Doings:
    """Numbers of what was done in a stretch of time.

    Sources, codes, coded passages, themes and picked quotes are those that are in the project today, counted when they
    were made (an id holds the time); merged and split are such actions of the history that are in force.
    """

    sources: int = 0
    codes: int = 0
    codings: int = 0
    themes: int = 0
    quotes: int = 0
    merged: int = 0
    split: int = 0

    def words(self) -> str:
        """Return it as people read it, "" where nothing was done."""
        said = {
            "sources": n_("{n} source came in", "{n} sources came in", self.sources),
            "codes": n_("{n} code made", "{n} codes made", self.codes),
            "codings": n_("{n} passage coded", "{n} passages coded", self.codings),
            "merged": n_("codes merged once", "codes merged {n} times", self.merged),
            "split": n_("a code split once", "codes split {n} times", self.split),
            "themes": n_("{n} theme made", "{n} themes made", self.themes),
            "quotes": n_("{n} quote picked", "{n} quotes picked", self.quotes),
        }
        return ", ".join(words for name, words in said.items() if getattr(self, name))


@dataclass(frozen=True, slots=True)
class Period:
    """A memo and what was done before it, since the memo before (of the first one: since the project began).

    The last period has no memo: what was done since the last one.
    """

    memo_id: str | None
    done: Doings


def timeline(session: Session) -> list[Period]:
    """Return the memos in order of time, with what was done between them."""
    rows = session.execute(select(Memo.id, Memo.created).order_by(Memo.created, Memo.id)).all()
    moments = [row.created for row in rows]
    made = {
        "sources": _counts(session.scalars(select(Source.created)), moments),
        "codes": _counts(session.scalars(select(Code.created)), moments),
        "codings": _counts(session.scalars(select(Coding.created)), moments),
        "themes": _counts(session.scalars(select(Theme.created)), moments),
        "quotes": _counts(session.scalars(select(Quote.created)), moments),
    }
    merged, split = _actions(session)
    made |= {"merged": _counts(merged, moments), "split": _counts(split, moments)}
    names = [field.name for field in fields(Doings)]
    periods = [Doings(**{name: made[name][number] for name in names}) for number in range(len(rows) + 1)]
    return [Period(row.id, done) for row, done in zip(rows, periods, strict=False)] + [Period(None, periods[-1])]


def _counts(times: Iterable[int], moments: Sequence[int]) -> Counter[int]:
    """Count `times` by the number of the first of the `moments` that is not before them."""
    return Counter(bisect_left(moments, time) for time in times)


def _actions(session: Session) -> tuple[list[int], list[int]]:
    """Return when codes were merged, and when split, as far as that is in force."""
    reader, merged, split = Reader(), list[int](), list[int]()
    while not reader.ended:
        for change, in_force, _redo in reader.read(session, _AT_ONCE):
            if in_force and change.label == _MERGING:
                merged.append(change.at)
            elif in_force and change.label == _SPLITTING:
                split.append(change.at)
    return merged, split
