"""Coverage: which share of each source, and of each person's words, is coded, by whom, and what nobody coded yet.

Overlapping passages count once. Shares are of characters (code points) of what was said; what of a transcript counts as
that is a choice, and is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.coders import Person, coders
from qda.core.documents import source_names
from qda.core.participants import participants
from qda.core.retrieval import Passages
from qda.core.tables.stretches import Span, joined, left_over, length, shared
from qda.core.text import paragraphs
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Coding, Participation, Source, Speaker, TurnRow
from qda.storage.texts import load_texts

SPEECH, EVERYONE, ALL = "speech", "everyone", "all"
PARTS = {
    SPEECH: _("What participants said"),
    EVERYONE: _("What was said, questions too"),
    ALL: _("All text, names and times too"),
}
_SHOWN = 160  # characters of an uncoded stretch


@dataclass(frozen=True, slots=True)
class Share:
    """So many characters of `whole` are coded."""

    coded: int
    whole: int

    @property
    def value(self) -> float | None:
        """Return the share, 0 to 1; None of nothing."""
        return self.coded / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A source or a participant: the share coded by anybody, and by each coder, by id."""

    key: str
    name: str
    share: Share
    by: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class Gap:
    """An uncoded stretch: from the first to the last character of it; `characters` are those that count."""

    source_id: str
    source: str
    start: int
    end: int
    characters: int
    lines: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is coded. `whole` is all sources together; `people` have only what is known to be theirs."""

    part: str
    coders: tuple[Person, ...]
    whole: CoverageRow
    sources: tuple[CoverageRow, ...]
    people: tuple[CoverageRow, ...]
    gaps: tuple[Gap, ...]

    @property
    def said(self) -> str:
        """Return a sentence that says what the shares are of."""
        what = {
            SPEECH: _("what participants said, without speakers' names, times and the interviewer's words"),
            EVERYONE: _("what was said, the interviewer's words too, without speakers' names and times"),
            ALL: _("all text, speakers' names, times and headings too"),
        }[self.part]
        return _(
            "Shares are of characters of {what}; words that several passages share count once. Where a text has no "
            "speakers, all of it counts."
        ).format(what=what)


@dataclass(slots=True)
class _Sum:
    coded: int = 0
    whole: int = 0
    by: dict[str, int] = field(default_factory=dict)

    def add(self, whole: int, coded: int, by: Mapping[str, int]) -> None:
        self.whole += whole
        self.coded += coded
        for coder_id, number in by.items():
            self.by[coder_id] = self.by.get(coder_id, 0) + number

    def row(self, key: str, name: str, people: Iterable[Person]) -> CoverageRow:
        by = {person.id: Share(self.by.get(person.id, 0), self.whole) for person in people}
        return CoverageRow(key, name, Share(self.coded, self.whole), by)


def coverage(session: Session, part: str = SPEECH, *, gaps: int = 200) -> Coverage:
    """Measure what is coded in all sources, with the `gaps` longest stretches that are not.

    Raises RefusedError for a part of the text that there is not.
    """
    if part not in PARTS:
        raise RefusedError(_("Coverage can be of {parts}.").format(parts=", ".join(PARTS)))
    people = tuple(coders(session))
    coded = _coded(session)
    regions = _regions(session, part)
    rows, found = [], []
    whole = _Sum()
    persons: dict[str, _Sum] = {}
    for source_id, name in source_names(session):
        here, mine = regions.get(source_id, {}), coded.get(source_id, {})
        by = {coder_id: joined(spans) for coder_id, spans in mine.items()}
        anybody = joined(span for spans in by.values() for span in spans)
        total = _Sum()
        for person, spans in here.items():
            numbers = {coder_id: length(shared(spans, theirs)) for coder_id, theirs in by.items()}
            said = (length(spans), length(shared(spans, anybody)), numbers)
            total.add(*said)
            persons.setdefault(person, _Sum()).add(*said)
        whole.add(total.whole, total.coded, total.by)
        rows.append(total.row(source_id, name, people))
        every = joined_apart(here.values())
        found += [Gap(source_id, name, run[0][0], run[-1][1], length(run)) for run in left_over(every, anybody)]
    return Coverage(
        part=part,
        coders=people,
        whole=whole.row("", _("All sources"), people),
        sources=tuple(rows),
        people=tuple(
            persons[one.id].row(one.id, one.name, people) for one in participants(session) if one.id in persons
        ),
        gaps=_with_words(session, found, gaps),
    )


def joined_apart(groups: Iterable[Sequence[Span]]) -> list[Span]:
    """Return the spans of several groups sorted; those that touch stay apart, as turns do."""
    return sorted(span for group in groups for span in group)


def _with_words(session: Session, gaps: list[Gap], most: int) -> tuple[Gap, ...]:
    longest = sorted(gaps, key=lambda gap: -gap.characters)[:most]
    words = Passages(session, {gap.source_id for gap in longest})
    found = []
    for gap in longest:
        text = words.text(gap.source_id, gap.start, min(gap.end, gap.start + _SHOWN))
        # A blank or a full stop between two passages is nothing to go back for.
        if any(map(str.isalnum, text)):
            found.append(replace(gap, lines=words.lines(gap.source_id, gap.start, gap.end), text=text))
    return tuple(found)


def _coded(session: Session) -> dict[str, dict[str, list[Span]]]:
    """Return the coded spans by source and coder."""
    found: dict[str, dict[str, list[Span]]] = {}
    query = select(Coding.source_id, Coding.coder_id, Coding.start, Coding.end)
    for source_id, coder_id, start, end in session.execute(query):
        found.setdefault(source_id, {}).setdefault(coder_id, []).append((start, end))
    return found


def _regions(session: Session, part: str) -> dict[str, dict[str, list[Span]]]:
    """Return what counts, by source and by whose it is ("" for nobody known): sorted, without overlaps."""
    alone = _alone(session)
    query = (
        select(
            TurnRow.source_id, TurnRow.start, TurnRow.speech, TurnRow.end, Speaker.participant_id, Speaker.interviewer
        )
        .outerjoin(Speaker, Speaker.id == TurnRow.speaker_id)
        .order_by(TurnRow.source_id, TurnRow.start)
    )
    found: dict[str, dict[str, list[Span]]] = {}
    spoken: dict[str, list[Span]] = {}
    for source_id, start, speech, end, person, asks in session.execute(query):
        spoken.setdefault(source_id, []).append((start, end))
        if part == SPEECH and asks:
            found.setdefault(source_id, {})
            continue
        begin = start if part == ALL else speech
        if begin < end:
            # Where there is one participant only, whoever does not ask is that person, linked to the label or not.
            whose = "" if asks else person or alone.get(source_id, "")
            found.setdefault(source_id, {}).setdefault(whose, []).append((begin, end))
    hashes = dict(session.execute(select(Source.id, Source.text_hash)).all())
    wanted = {key: value for key, value in hashes.items() if part == ALL or key not in spoken}
    texts = load_texts(session, wanted.values())
    for source_id, key in wanted.items():
        plain = paragraphs(texts[key])
        if source_id in spoken:
            # What stands outside of turns: headings, notes on the recording.
            outside = [span for run in left_over(plain, joined(spoken[source_id])) for span in run]
            mine = found.setdefault(source_id, {})
            mine[""] = joined([*mine.get("", []), *(span for span in outside if texts[key][slice(*span)].strip())])
        elif plain:
            found[source_id] = {alone.get(source_id, ""): plain}
    return found


def _alone(session: Session) -> dict[str, str]:
    """Return the one participant of sources that have just one."""
    people: dict[str, set[str]] = {}
    whole = select(Participation.source_id, Participation.participant_id)
    speaking = select(Speaker.source_id, Speaker.participant_id).where(Speaker.participant_id.is_not(None))
    for query in (whole, speaking):
        for source_id, person in session.execute(query):
            people.setdefault(source_id, set()).add(person or "")
    return {source_id: found.copy().pop() for source_id, found in people.items() if len(found) == 1}
