"""The review in numbers, and the sentence about it for the methods section of a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.review.meetings import meetings
from qda.core.review.notes import seen_themes
from qda.core.review.people import people
from qda.core.review.points import points
from qda.core.themes.wording_history import wordings
from qda.i18n import _, n_
from qda.storage.models import EasyVersion, ReviewResponse


@dataclass(frozen=True, slots=True)
class Numbers:
    """Who took part, how often people met, what came of it; `minutes` of the meetings (None: not all are known).

    `meetings` are those held together, `handed_in` the answers that came by pack or on paper. `themes` were looked at
    by people who lived it; `renamed` are themes that got another name after somebody raised a point about them.
    """

    co_researchers: int
    participants: int
    supporters: int
    meetings: int
    handed_in: int
    minutes: int | None
    themes: int
    raised: int
    changed: int
    kept: int
    disagreed: int
    open: int
    unshown: int
    renamed: int
    versions: int


def numbers(session: Session) -> Numbers:
    """Count the review; somebody took part who was at a meeting or answered, in the role that the person has."""
    roles = {one.id: one.role for one in people(session)}
    held = meetings(session)
    there = {who.person_id for one in held for who in one.people}
    there.update(session.scalars(select(ReviewResponse.person_id).distinct()))
    there.update(one.person_id for point in points(session) for one in point.raised)
    together = [one for one in held if one.form == "screen"]
    minutes = [one.minutes for one in together]
    states = [one.state for one in points(session)]
    outcomes = [one.outcome for one in points(session)]
    return Numbers(
        co_researchers=_of("co-researcher", there, roles),
        participants=_of("participant", there, roles),
        supporters=_of("supporter", there, roles),
        meetings=len(together),
        handed_in=len(held) - len(together),
        minutes=None if None in minutes else sum(filter(None, minutes)),
        themes=len(seen_themes(session)),
        raised=len(states),
        changed=outcomes.count("changed"),
        kept=outcomes.count("kept"),
        disagreed=states.count("disagreed"),
        open=states.count("open"),
        unshown=states.count("decided"),
        renamed=len(renamed(session)),
        versions=len(session.scalars(select(EasyVersion.id)).all()),
    )


def _of(role: str, there: Iterable[str], roles: dict[str, str]) -> int:
    return sum(roles[person] == role for person in there)


def renamed(session: Session) -> list[tuple[str, str]]:
    """Return (name before, name after) of themes that got another name after a point about them was raised."""
    raised: dict[str, int] = {}
    for one in points(session):
        if one.outcome == "changed" and one.theme_id is not None:
            raised[one.theme_id] = min(raised.get(one.theme_id, one.created), one.created)
    found = []
    for theme_id, at in raised.items():
        names = [step for step in wordings(session, theme_id) if step.field == "name" and step.before]
        later = [step for step in names if step.at >= at]
        if later and later[0].before != later[-1].after:
            found.append((later[0].before, later[-1].after))
    return found


def summary(told: Numbers) -> str:
    """Return the review in one line, such as “two co-researchers, three meetings, 14 changes, two themes renamed”."""
    parts = [
        n_("{n} co-researcher", "{n} co-researchers", told.co_researchers),
        n_("{n} participant", "{n} participants", told.participants) if told.participants else "",
        n_("{n} meeting", "{n} meetings", told.meetings),
        n_("{n} change", "{n} changes", told.changed),
        n_("{n} theme renamed", "{n} themes renamed", told.renamed) if told.renamed else "",
        n_("{n} point of disagreement", "{n} points of disagreement", told.disagreed) if told.disagreed else "",
    ]
    return spelt(", ".join(filter(None, parts)))


def methods_sentences(told: Numbers) -> str:
    """Return what a methods section can say of the review: numbers that the record bears out, and nothing else."""
    who = [
        n_("{n} co-researcher", "{n} co-researchers", told.co_researchers) if told.co_researchers else "",
        n_("{n} participant", "{n} participants", told.participants) if told.participants else "",
    ]
    people_words = _(" and ").join(filter(None, who)) or _("Nobody with lived experience")
    met = n_("in {n} meeting", "in {n} meetings", told.meetings)
    if told.minutes:
        met += " " + _("({duration} in all)").format(duration=duration(told.minutes))
    said = [
        _("{people} looked at {themes} {met}.").format(
            people=people_words, themes=n_("{n} theme", "{n} themes", told.themes), met=met
        )
    ]
    if told.handed_in:
        sets = n_("{n} set of answers came", "{n} sets of answers came", told.handed_in)
        said.append(_("{sets} on paper or as a file.").format(sets=sets))
    said += _outcomes(told)
    if told.renamed:
        said.append(n_("{n} theme got another name.", "{n} themes got another name.", told.renamed))
    if told.disagreed:
        one, many = _("In {n} point those who raised it still disagree."), _("In {n} points they still disagree.")
        said.append(n_(one, many, told.disagreed))
    if waiting := told.open + told.unshown:
        said.append(n_("{n} point is not answered yet.", "{n} points are not answered yet.", waiting))
    if told.versions:
        one, many = _("The easy-read summary has {n} version."), _("The easy-read summary has {n} versions.")
        said.append(n_(one, many, told.versions))
    return " ".join(map(_sentence, said))


def _outcomes(told: Numbers) -> list[str]:
    said = [n_("They raised {n} point.", "They raised {n} points.", told.raised)]
    if told.changed:
        said.append(n_("{n} led to a change.", "{n} led to a change.", told.changed))
    if told.kept:
        said.append(
            n_(
                "{n} did not, and those who raised it were told why.",
                "{n} did not, and those who raised them were told why.",
                told.kept,
            )
        )
    return said


def duration(minutes: int) -> str:
    """Return a length of time in hours and minutes, such as “4 hours 20 minutes”."""
    hours, rest = divmod(minutes, 60)
    parts = [
        n_("{n} hour", "{n} hours", hours) if hours else "",
        n_("{n} minute", "{n} minutes", rest) if rest or not hours else "",
    ]
    return " ".join(filter(None, parts))


SMALL = (_("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"))


def spelt(words: str) -> str:
    """Return words in which numbers below ten are written out, as papers do; durations keep their digits."""
    return " ".join(SMALL[int(word)] if word.isdecimal() and len(word) == 1 else word for word in words.split(" "))


def _sentence(words: str) -> str:
    before, bracket, after = words.partition("(")
    inner, closing, rest = after.partition(")")
    told = spelt(before) + bracket + inner + closing + spelt(rest)
    return told[:1].upper() + told[1:]
