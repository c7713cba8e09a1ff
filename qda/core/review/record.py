"""What a review came to, as it may be told: what was shown, who was there, what was said, what changed and why.

Told is only what people allowed ("answers may be reported"), by the names they want; the rest is counted. Answers are
counted for everybody together, never listed by person: a yes in a list of its own says more about the one who gave it
than about the question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.consent import LeftOut
from qda.core.review.answers import Answer, answers
from qda.core.review.items import Item, items
from qda.core.review.meetings import Meeting, meetings
from qda.core.review.naming import Names
from qda.core.review.people import Reviewer, people
from qda.core.review.points import Point, Raised, points
from qda.core.review.quoting import Quoting
from qda.core.review.rounds import Round, rounds
from qda.i18n import _
from qda.storage.models import EasyPage, Theme


@dataclass(frozen=True, slots=True)
class Said:
    """Own words to a question, by whom, and who helped ("" nobody)."""

    question: str
    words: str
    by: str
    helped: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Something shown: its title and words ("" where they may not be told any more), answers counted by question."""

    title: str
    words: str
    counts: Mapping[str, Mapping[str, int]]
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting, and who was there: (name as wanted, role there)."""

    meeting: Meeting
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody said to what was decided: verdict ("" not shown yet) and words."""

    by: str
    verdict: str
    words: str


@dataclass(frozen=True, slots=True)
class Raising:
    """A point as it may be told: what it is `about`, its words, who raised it and what they said to the answer."""

    point: Point
    about: str
    words: str
    why: str
    before: str
    after: str
    decided_by: str
    raised: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """A round with its meetings, what it showed, and the points that came of it."""

    round: Round
    note: str
    held: tuple[Held, ...]
    shown: tuple[Shown, ...]
    points: tuple[Raising, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The whole review. Left out are `answers` and `quotes` that people did not allow, or were not asked about."""

    people: tuple[Reviewer, ...]
    rounds: tuple[RoundRecord, ...]
    answers: LeftOut
    quotes: LeftOut

    @property
    def points(self) -> list[Raising]:
        """Return the points of all rounds."""
        return [point for one in self.rounds for point in one.points]


def record(session: Session) -> Record:
    """Return what can be told of the review in this project."""
    who = people(session)
    teller = _Teller(session, who)
    told = tuple(teller.round(one) for one in rounds(session))
    return Record(tuple(who), told, consent.counted(teller.silent), consent.counted(list(teller.unquotable.values())))


class _Teller:
    """What the rounds share: names, what may be told, what things are called."""

    def __init__(self, session: Session, who: Sequence[Reviewer]) -> None:
        self._session = session
        self.names = Names(session)
        self._may = {one.id: one.consent.answers.get("answers") for one in who}
        self._roles = {one.id: one.role for one in who}
        self._themes = dict(session.execute(select(Theme.id, Theme.name)).all())
        self._pages = dict(session.execute(select(EasyPage.id, EasyPage.title)).all())
        self._answers = {one.id: one for one in answers(session)}
        self._quoting = Quoting(session)
        self.silent: list[bool | None] = []
        self.unquotable: dict[str, bool | None] = {}

    def round(self, one: Round) -> RoundRecord:
        shown = items(self._session, one.id)
        said: dict[str, list[Answer]] = {item.id: [] for item in shown}
        for answer in answers(self._session, one.id):
            may = self._may[answer.person_id]
            if may:
                said[answer.item_id].append(answer)
            else:
                self.silent.append(may)
        return RoundRecord(
            one,
            self.names.masked(one.note),
            tuple(self._held(meeting) for meeting in meetings(self._session, one.id)),
            tuple(self._shown(item, said[item.id]) for item in shown),
            tuple(self._raising(point) for point in points(self._session, one.id)),
        )

    def _held(self, meeting: Meeting) -> Held:
        return Held(meeting, tuple((self.names.of(who.person_id), who.role) for who in meeting.people))

    def _shown(self, item: Item, said: Iterable[Answer]) -> Shown:
        counts: dict[str, Counter[str]] = {}
        for one in said:
            if one.answer:
                counts.setdefault(one.question, Counter())[one.answer] += 1
        own = tuple(
            Said(one.question, self.names.masked(one.words), self.names.of(one.person_id), self._helper(one))
            for one in said
            if one.words
        )
        if item.kind == "quote":
            may = self._quoting.may_show(item.quote_id)
            if may is not True:
                self.unquotable[item.id] = may
                return Shown(_("A quote that may not be quoted"), "", counts, own)
        title = item.title or self._themes.get(item.theme_id or "", "")
        return Shown(title, item.words_now(self._quoting), counts, own)

    def _helper(self, one: Answer) -> str:
        return "" if one.helper_id is None else self.names.of(one.helper_id)

    def _raising(self, point: Point) -> Raising:
        allowed = [one for one in point.raised if self._may[one.person_id]]
        mask = self.names.masked
        return Raising(
            point=point,
            about=self._pages.get(point.page_id or "") or self._themes.get(point.theme_id or "", ""),
            words=mask(self._words(point, allowed)),
            why=mask(point.why),
            before=point.before,
            after=point.after,
            decided_by=mask(point.decided_by),
            raised=tuple(Answered(self.names.of(one.person_id), one.verdict, mask(one.words)) for one in allowed),
        )

    def _words(self, point: Point, allowed: Sequence[Raised]) -> str:
        """Return what was raised, in the words of those alone who allowed it where there are others, too."""
        if len(allowed) == len(point.raised):
            return point.words
        own = [self._answers[one.response_id].words for one in allowed if one.response_id in self._answers]
        return "\n".join(dict.fromkeys(words for words in own if words))
