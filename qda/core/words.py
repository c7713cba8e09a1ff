"""Words counted: how often each stands in what people said, over all and by role, person or attribute."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.attributes import values
from qda.core.concordance import SpokenSource
from qda.core.documents import source_names
from qda.core.lemmas import lemma
from qda.core.participants import attributes, participants
from qda.core.stopwords import stop_words
from qda.core.text import MARKS
from qda.core.vocabulary import language_of
from qda.core.wording import unspaced
from qda.errors import NotFoundError
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage.models import Source

ROLE, PERSON = "role", "participant"
_RUN = rf"(?:[^\W_]++[{MARKS}]*+)++"
_WORD = re.compile(rf"{_RUN}(?:['’\-‐‑]{_RUN})*")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Counting:
    """What is counted: `by` nothing (""), ``role``, ``participant`` or the name of an attribute.

    With `together`, all forms of a word are one (go, goes, went). With `interviewers`, what they say counts too, and
    what stands outside of turns. `stops` leaves out the words of a language that say little by themselves; `without`
    are more such words, in small letters.
    """

    by: str = ""
    together: bool = True
    interviewers: bool = False
    stops: bool = True
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word with how often it was said, in how many sources, by how many participants, and how often in each group."""

    word: str
    count: int
    sources: int
    participants: int
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WordTable:
    """All words, the most frequent first; `total` counts every word that was said, stop words too, and `totals` those
    of each group. `unspaced` says that there was writing without spaces between words, which is not counted."""

    groups: tuple[str, ...]
    rows: tuple[WordRow, ...]
    total: int
    totals: tuple[int, ...]
    unspaced: bool = False


def ways_to_count(session: Session) -> list[tuple[str, str]]:
    """Return (what `by` takes, words for people) for every way in which counts can be parted."""
    ways = [("", _("Over all")), (ROLE, _("By role")), (PERSON, _("By participant"))]
    return ways + [(name, _("By {attribute}").format(attribute=name)) for _id, name, _type in attributes(session)]


def count(session: Session, wanted: Counting | None = None, progress: Progress | None = None) -> WordTable:
    """Count the words of all sources. An attribute with several values of a person counts for each of them.

    Raises NotFoundError for an attribute that is not there; CancelledError where `progress` answers False.
    """
    wanted = wanted or Counting()
    groups_of = _Groups(session, wanted.by)
    counts = _Counts()
    query = select(Source.id, Source.language, Source.text_hash)
    facts = {row.id: (row.language, row.text_hash) for row in session.execute(query)}
    names = source_names(session)
    sorters: dict[str, _Sorter] = {}
    for done, (source_id, _name) in enumerate(names):
        go_on(progress, done, len(names))
        here = SpokenSource(session, source_id)
        language = language_of(*facts[source_id], here.text)
        said: dict[tuple[str, bool], Counter[str]] = {}
        for text, person, asks in _stretches(here, groups_of.alone.get(source_id, ""), wanted.interviewers):
            said.setdefault((person, asks), Counter()).update(_WORD.findall(text))
        for (person, asks), words in said.items():
            sorter = sorters.setdefault(language, _Sorter(language, wanted))
            counts.add(source_id, person, groups_of.of(person, asks, source_id), sorter.sort(words))
    spaceless = any(sorter.unspaced for sorter in sorters.values())
    return counts.table(groups_of.ordered(counts.totals), spaceless)


def _stretches(here: SpokenSource, alone: str, interviewers: bool) -> Iterator[tuple[str, str, bool]]:
    """Yield (words, who says them, whether that is an interviewer); without turns, all is its one participant's."""
    if not here.turns:
        yield here.text, alone, False
        return
    place = 0
    for turn in here.turns:
        if interviewers and here.text[place : turn.start].strip():
            yield here.text[place : turn.start], "", False
        if interviewers or not turn.interviewer:
            yield here.text[turn.speech : turn.end], turn.participant_id or turn.speaker, turn.interviewer
        place = turn.end
    if interviewers:
        yield here.text[place:], "", False


class _Sorter:
    """Says of every word of a language what it counts as; each is looked at once, however often it is said."""

    def __init__(self, language: str, wanted: Counting) -> None:
        self._language, self._together = language, wanted.together
        self._stops = {*wanted.without, *(stop_words(language) if wanted.stops else ())}
        self._known: dict[str, str | None] = {}
        self.unspaced = False

    def sort(self, words: Counter[str]) -> tuple[int, Counter[str]]:
        """Return how many words there are, and how often each that counts."""
        kept: Counter[str] = Counter()
        total = 0
        for written, number in words.items():
            if written not in self._known:
                self._known[written] = self._counts_as(written)
            counted = self._known[written]
            if counted is not None:
                total += number
                if counted:
                    kept[counted] += number
        return total, kept

    def _counts_as(self, written: str) -> str | None:
        """Return the word under which one is counted, "" where it is only counted in, None where it is no word."""
        if unspaced(written):
            self.unspaced = True
            return None
        if not _LETTER.search(written):
            return None
        written = written.replace("’", "'")
        small = written.lower()
        base = lemma(written, self._language) if self._together else small
        return "" if {small, base} & self._stops else base


class _Groups:
    """Which columns a person's words belong to."""

    def __init__(self, session: Session, by: str) -> None:
        self._by = by
        rows = participants(session)
        self._names = {row.id: row.name for row in rows}
        self._known = {value for row in rows for value in row.attributes.get(by, ())}
        self._attribute = next((key for key, name, _type in attributes(session) if name == by), "")
        self._values = values(session)
        if by not in ("", ROLE, PERSON) and not self._attribute:
            raise NotFoundError(_("There is no attribute called {name}.").format(name=by))
        where: dict[str, list[str]] = {}
        for row in rows:
            for source_id in row.source_ids:
                where.setdefault(source_id, []).append(row.id)
        self.alone = {source_id: people[0] for source_id, people in where.items() if len(people) == 1}

    def of(self, person: str, asks: bool, source_id: str) -> tuple[str, ...]:
        if not self._by:
            return ()
        if self._by == ROLE:
            return (_("interviewer") if asks else _("participant") if person else _("nobody"),)
        if self._by == PERSON:
            return (self._names.get(person, person) or _("nobody"),)
        if asks:
            return (_("interviewer"),)
        return self._values.at(self._attribute, person, source_id) or (_("unknown"),)

    def ordered(self, totals: Collection[str]) -> tuple[str, ...]:
        """Return the groups that have words: participants in the project's order, else by name, the rest last."""
        known = list(self._names.values()) if self._by == PERSON else sorted(self._known)
        return tuple(dict.fromkeys([*(name for name in known if name in totals), *sorted(totals)]))


class _Counts:
    """Sums over sources and people."""

    def __init__(self) -> None:
        self.total = 0
        self.totals: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        self._groups: dict[str, Counter[str]] = {}
        self._sources: dict[str, set[str]] = {}
        self._people: dict[str, set[str]] = {}

    def add(self, source_id: str, person: str, groups: tuple[str, ...], said: tuple[int, Counter[str]]) -> None:
        total, words = said
        self.total += total
        self._words.update(words)
        for group in groups:
            self.totals[group] += total
            self._groups.setdefault(group, Counter()).update(words)
        for word in words:
            self._sources.setdefault(word, set()).add(source_id)
            if person:
                self._people.setdefault(word, set()).add(person)

    def table(self, groups: tuple[str, ...], unspaced: bool) -> WordTable:
        rows = tuple(
            WordRow(
                word=word,
                count=number,
                sources=len(self._sources[word]),
                participants=len(self._people.get(word, ())),
                groups=tuple(self._groups[group][word] for group in groups),
            )
            for word, number in sorted(self._words.items(), key=lambda item: (-item[1], item[0]))
        )
        return WordTable(groups, rows, self.total, tuple(self.totals[group] for group in groups), unspaced)
