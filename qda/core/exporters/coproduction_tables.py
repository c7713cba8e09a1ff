"""The tables of the record of co-production: people, meetings, what was shown and said, points, versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.exporters.grid import Cell, Column, Grid, Row, paragraph, paragraphs, plain_grid, visible
from qda.core.exporters.memo_prose import day
from qda.core.exporters.prose import Block, Heading, block
from qda.core.review.answers import ANSWERS
from qda.core.review.naming import Names
from qda.core.review.numbers import duration
from qda.core.review.people import ROLES
from qda.core.review.points import KINDS, VERDICTS
from qda.core.review.record import Held, Raising, Record, RoundRecord, Said, Shown
from qda.core.review.rounds import ASKS, AUDIENCES, FORMS
from qda.i18n import _
from qda.storage.models import EasyAgreement, EasySummary, EasyVersion, Theme, ThemeCredit

Part = Heading | Block | Grid
_UNKNOWN = _("not written down")


def people_table(told: Record) -> Grid:
    """Return who took part, named as they want, at how many meetings."""
    meetings = [held for one in told.rounds for held in one.held]
    columns = (Column(_("Name, as wanted"), 0.34), Column(_("Role"), 0.26), Column(_("Meetings"), 0.16, number=True))
    rows = []
    for one in told.people:
        count = sum(any(who.person_id == one.id for who in held.meeting.people) for held in meetings)
        worked = duration(one.minutes) if one.minutes else ""
        rows.append((one.printed, ROLES[one.role], str(count), worked))
    return plain_grid(_("Who took part"), (*columns, Column(_("Work in all"), 0.24)), rows)


def round_parts(one: RoundRecord, number: int) -> Iterator[Part]:
    """Yield the section of a round: to whom it was shown, the meetings, what was shown and what was said."""
    about = one.round
    yield Heading(_("Round {n}: {name}").format(n=number, name=about.name))
    asks = " ".join(ASKS[ask] for ask in about.asks)
    yield block(f"{AUDIENCES[about.audience]} · {FORMS[about.form]} · {asks}", "facts")
    if one.note:
        yield block(one.note)
    if one.held:
        yield _meetings(one.held)
    if one.shown:
        yield _shown(one.shown)


def _meetings(held: Sequence[Held]) -> Grid:
    timed = any(one.meeting.minutes for one in held)  # answers on paper have no length
    columns = (
        Column(_("Date"), 0.16),
        Column(_("Place"), 0.24),
        *((Column(_("Length"), 0.16),) if timed else ()),
        Column(_("Who was there"), 0.44 if timed else 0.6),
    )
    rows = []
    for one in held:
        about = one.meeting
        place = about.place or (FORMS[about.form] if about.form != "screen" else _UNKNOWN)
        length = (duration(about.minutes) if about.minutes else "",) if timed else ()
        rows.append(
            (about.date or _UNKNOWN, place, *length, "; ".join(_there(name, role) for name, role in one.people))
        )
    return plain_grid(_("Meetings"), columns, rows)


def _there(name: str, role: str) -> str:
    """Return who was there, and in which role, where the name doesn't say it ("a supporter")."""
    what = ROLES[role].lower()
    return name if what in name else f"{name} ({what})"


def _shown(shown: Sequence[Shown]) -> Grid:
    columns = (Column(_("What was shown"), 0.4), Column(_("Answers"), 0.22), Column(_("What was said"), 0.38))
    rows = [
        Row(
            (
                paragraphs(one.title, "theme") + paragraphs(one.words),
                tuple(paragraph(line) for line in _answers(one.counts)),
                tuple(paragraph(line) for line in map(_said, one.said)),
            ),
            opens=True,
        )
        for one in shown
    ]
    return Grid("", _("What was shown, and what was said to it"), columns, tuple(rows))


_SHORT = {
    "easy": _("Easy"),
    "right": _("Right"),
    "missing": _("Missing"),
    "hard": _("Hard"),
    "wrong": _("Wrong"),
}


def _answers(counts: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    for ask in ASKS:
        if said := counts.get(ask):
            parts = (f"{said[answer]} {words.lower()}" for answer, words in ANSWERS.items() if said.get(answer))
            yield f"{_SHORT[ask]}: {', '.join(parts)}"


def _said(one: Said) -> str:
    helped = _(", helped by {name}").format(name=one.helped) if one.helped else ""
    return visible(f"{_SHORT[one.question]}: “{one.words}” ({one.by}{helped})")


# What came of it -----------------------------------------------------------------------------------------------------


def point_parts(told: Record) -> Iterator[Part]:
    """Yield what changed and why, what did not and why, where people still disagree, and what is still open."""
    points = told.points
    yield Heading(_("What changed, and why"))
    yield from _points([one for one in points if one.point.outcome == "changed"], _("Changes"), _changed)
    yield Heading(_("What did not change, and why"))
    yield from _points([one for one in points if one.point.outcome == "kept"], _("Kept as it was"), _kept)
    disagreed = [one for one in points if one.point.state == "disagreed"]
    if disagreed:
        yield Heading(_("Where we still disagree"))
        for one in disagreed:
            for who in one.raised:
                if who.verdict == "disagreed":
                    words = f" “{who.words}”" if who.words else ""
                    sentence = _("{about}: {name} still disagrees.").format(about=_about(one), name=who.by)
                    yield block(f"{sentence}{words}", "item")
    waiting = [one for one in points if one.point.state == "open"]
    if waiting:
        yield Heading(_("What is still to be decided"))
        for one in waiting:
            yield block(f"{_about(one)}: {one.words}" if one.words else _about(one), "item")


def _points(points: Sequence[Raising], caption: str, outcome: Callable[[Raising], Cell]) -> Iterator[Part]:
    if not points:
        yield block(_("Nothing so far."))
        return
    columns = (
        Column(_("What was raised"), 0.36),
        Column(_("What was decided"), 0.4),
        Column(_("Shown to those who raised it"), 0.24),
    )
    rows = tuple(Row((_raised(one), outcome(one), _verdicts(one)), opens=True) for one in points)
    yield Grid("", caption, columns, rows)


def _about(one: Raising) -> str:
    kind = KINDS[one.point.kind]
    return f"{one.about}: {kind.lower()}" if one.about else kind


def _raised(one: Raising) -> Cell:
    names = ", ".join(dict.fromkeys(who.by for who in one.raised))
    by = (paragraph(_("Raised by {names}").format(names=names), "detail"),) if names else ()
    return (paragraph(visible(_about(one)), "theme"), *paragraphs(one.words), *by)


def _changed(one: Raising) -> Cell:
    lines = []
    if one.before:
        lines.append(_("Before: {words}").format(words=one.before))
    if one.after:
        lines.append(_("After: {words}").format(words=one.after))
    if one.why:
        lines.append(_("Why: {words}").format(words=one.why))
    return _lines(lines) + _decided(one)


def _kept(one: Raising) -> Cell:
    return paragraphs(one.why) + _decided(one)


def _decided(one: Raising) -> Cell:
    if not one.decided_by:
        return ()
    return (paragraph(_("Decided by {names}").format(names=visible(one.decided_by)), "detail"),)


def _verdicts(one: Raising) -> Cell:
    said = []
    for who in one.raised:
        verdict = f"{VERDICTS[who.verdict]}." if who.verdict else _("not yet")
        words = f" “{who.words}”" if who.words else ""
        said.append(f"{_capital(who.by)}: {verdict}{words}")
    return _lines(said)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# The easy-read summary -----------------------------------------------------------------------------------------------


def agreed_parts(session: Session) -> Iterator[Part]:
    """Yield the versions of the easy-read summary, who agreed to which, and the themes that are owed to people."""
    names = Names(session)
    versions = session.scalars(select(EasyVersion).order_by(EasyVersion.summary_id, EasyVersion.number)).all()
    if versions:
        yield Heading(_("The easy-read summary"))
        titles = dict(session.execute(select(EasySummary.id, EasySummary.title)).all())
        agreed: dict[str, list[str]] = {}
        for row in session.scalars(select(EasyAgreement).order_by(EasyAgreement.id)):
            agreed.setdefault(row.version_id, []).append(names.of(row.person_id))
        columns = (
            Column(_("Version"), 0.3),
            Column(_("Kept"), 0.14),
            Column(_("What is new"), 0.32),
            Column(_("Agreed by"), 0.24),
        )
        rows = [
            (
                _("{title}, version {n}").format(title=titles[one.summary_id], n=one.number),
                day(one.at),
                names.masked(one.note),
                ", ".join(dict.fromkeys(agreed.get(one.id, ()))) or _("nobody yet"),
            )
            for one in versions
        ]
        yield plain_grid(_("Versions, and who agreed to them"), columns, rows)
    owed: dict[tuple[str, str], list[str]] = {}
    query = select(ThemeCredit.person_id, Theme.name, ThemeCredit.how).join(Theme, Theme.id == ThemeCredit.theme_id)
    for person_id, theme, how in session.execute(query.order_by(ThemeCredit.id)):
        owed.setdefault((theme, how), []).append(names.of(person_id))
    if owed:
        yield Heading(_("Themes that are owed to people"))
        for (theme, how), who in owed.items():
            sentence = _OWED.get(how, _OWED["idea"]).format(theme=theme, names=", ".join(dict.fromkeys(who)))
            yield block(sentence, "item")


_OWED = {
    "sorting": _("“{theme}” came from sorting together: {names}"),
    "naming": _("“{theme}” has its name from {names}"),
    "idea": _("“{theme}” is an idea of {names}"),
}


def _lines(lines: Sequence[str]) -> Cell:
    return tuple(paragraph(visible(line)) for line in lines)
