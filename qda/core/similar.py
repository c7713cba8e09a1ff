"""Similar passages: lines that do not have a code yet, but share words with the passages that have it.

The measure is the cosine of word weights, as in any library catalogue (Salton and Buckley 1988,
doi:10.1016/0306-4573(88)90021-0). Words count by their base form and without stop words. A word weighs
``log(1 + lines / lines that hold it)``, so that rare words count most; in a line it counts once, in the code's passages
``1 + log(passages that hold it)`` times. A line shorter than the middle one is measured as if it were as long, or a
single word would be the most similar of all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from statistics import median

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from qda.core.codebook import codes
from qda.core.comparing import coded_spans, touches
from qda.core.documents import line_unit
from qda.core.lemmas import lemma
from qda.core.participants import voices
from qda.core.retrieval import Passages, below
from qda.core.stopwords import guess_language, stop_words
from qda.core.text import MARKS, lines, turn_lines
from qda.progress import Progress, go_on
from qda.storage.models import Participant, Source, Speaker, TurnRow
from qda.storage.texts import load_text

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_ASCII = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")
# Where a script writes no spaces, every two neighbouring characters count as a word; a last one alone is in those two.
_WORD = re.compile(
    rf"(?=([{_UNSPACED}]{{2}}))[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W\d_]|(?![{_UNSPACED}])[{MARKS}])+(?:'[^\W\d_]+)*"
)
_NAMED = 6  # so many shared words are named
_NONE = -1  # the number of a word that says little


@dataclass(frozen=True, slots=True)
class Similar:
    """A line that does not have the code: where it stands, its words, how close it is, and the words it shares.

    `closeness` goes from 0 to 1 and says little by itself; `shares` are words of the line, weightiest first.
    """

    source_id: str
    source: str
    start: int
    end: int
    text: str
    lines: str
    participants: tuple[str, ...]
    closeness: float
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the source with that number in the project's order, with the numbers of its base forms, each once."""

    place: int
    start: int
    end: int
    forms: tuple[int, ...]


class _Forms:
    """The numbers of the base forms of a study; each word is looked up once in each language."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._known: dict[str, dict[str, int]] = {}

    def of(self, text: str, language: str) -> set[int]:
        """Return the numbers of the base forms in `text`, without stop words."""
        known = self._known.setdefault(language, {})
        words = _words(text)
        found: set[int | None] = set(map(known.get, words))
        if None in found:
            stop = stop_words(language)
            for word in words:
                if word not in known:
                    known[word] = self._number(word, language, stop)
            found = set(map(known.get, words))
        found.discard(_NONE)
        return found  # type: ignore[return-value]

    def spoken(self, text: str, language: str) -> dict[int, str]:
        """Return the word that stands for each base form in a `text` looked at before, the first of several."""
        known = self._known.get(language, {})
        words: dict[int, str] = {}
        for word in _words(text):
            words.setdefault(known.get(word, _NONE), word)
        return words

    def _number(self, word: str, language: str, stop: frozenset[str]) -> int:
        if word.casefold() in stop:
            return _NONE
        # An article or the like that lost its vowel (l'hôpital), or what says whose it is (the nurse's).
        before, mark, after = word.partition("'")
        if mark:
            word = after if len(before) <= 2 < len(after) else before
        form = lemma(word, language) if len(word) > 1 else ""
        return _NONE if not form or form in stop else self._numbers.setdefault(form, len(self._numbers))


def _words(text: str) -> list[str]:
    text = text.replace("’", "'")
    if text.isascii():
        return _ASCII.findall(text)
    return [match[1] or match[0] for match in _WORD.finditer(text)]


class _Cutting:
    """Cuts sources into citable lines and leaves out labels and what interviewers say."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._unit = line_unit(session)

    def spoken(self, source_id: str, text: str) -> Iterator[tuple[int, int]]:
        """Yield where what participants say stands, line by line."""
        query = (
            select(TurnRow.start, TurnRow.end, TurnRow.speech, Speaker.interviewer)
            .outerjoin(Speaker, Speaker.id == TurnRow.speaker_id)
            .where(TurnRow.source_id == source_id)
            .order_by(TurnRow.start)
        )
        turns = self._session.execute(query).all()
        unit, width = self._unit
        spans = turn_lines(text, [turn[0] for turn in turns]) if unit == "turn" else lines(text, (), unit, width)
        place, begin, until, speech, asks = 0, 0, 0, 0, False
        for start, end in spans:
            while place < len(turns) and turns[place][0] <= start:
                begin, until, speech, asks = turns[place]
                place += 1
            if start < until and asks:
                continue
            yield (speech if begin <= start < speech < end else start), end


@dataclass(slots=True)
class _Read:
    """What was read of a study: its lines without the code, and how many lines and passages hold each base form."""

    sources: Sequence[Row[str, str, bytes, str]]
    forms: _Forms = field(default_factory=_Forms)
    languages: list[str] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)
    count: int = 0
    often: Counter[int] = field(default_factory=Counter)
    held: Counter[int] = field(default_factory=Counter)

    def add(self, line: _Line, coded: bool) -> None:
        """Count a line, and keep it where it does not have the code."""
        self.count += 1
        self.often.update(line.forms)
        if not coded:
            self.lines.append(line)


def similar(
    session: Session, code_ids: Iterable[str], *, most: int = 100, progress: Progress | None = None
) -> list[Similar]:
    """Return the lines most like the passages of these codes and those below them, closest first.

    Left out are lines of which any word has one of the codes and what interviewers say. `progress(done, all)` is asked
    after each source; CancelledError where it answers False.
    """
    taken = coded_spans(session, below(codes(session), code_ids))
    if not taken:
        return []
    read = _read(session, taken, progress)
    weight = {number: log(1 + read.count / count) for number, count in read.often.items()}
    times = {number: 1 + log(count) for number, count in read.held.items()}
    best = closest([line.forms for line in read.lines], weight, times)
    return _told(session, read, weight, [(score, read.lines[place]) for score, place in best[:most]])


def _read(session: Session, taken: Mapping[str, Sequence[tuple[int, int]]], progress: Progress | None) -> _Read:
    query = select(Source.id, Source.name, Source.text_hash, Source.language).order_by(Source.position, Source.id)
    read = _Read(session.execute(query).all())
    cutting, forms = _Cutting(session), read.forms
    for place, row in enumerate(read.sources):
        text = load_text(session, row.text_hash)
        language = row.language or guess_language(text)
        read.languages.append(language)
        coded = taken.get(row.id, ())
        for start, end in coded:
            read.held.update(forms.of(text[start:end], language))
        for start, end in cutting.spoken(row.id, text):
            line = forms.of(text[start:end], language)
            if line:
                read.add(_Line(place, start, end, tuple(line)), coded=touches(coded, start, end))
        go_on(progress, place + 1, len(read.sources))
    return read


def _told(
    session: Session, read: _Read, weight: Mapping[int, float], best: Sequence[tuple[float, _Line]]
) -> list[Similar]:
    """Return the best lines with their words, numbers and speakers, and what they share with the passages."""
    people: dict[str, str] = dict(session.execute(select(Participant.id, Participant.name)).all())
    speaking = voices(session)
    passages = Passages(session, {read.sources[line.place].id for _score, line in best})
    answers = []
    for score, line in best:
        row = read.sources[line.place]
        words = passages.text(row.id, line.start, line.end)
        spoken = read.forms.spoken(words, read.languages[line.place])
        shared = sorted(spoken.keys() & read.held.keys(), key=lambda form: (-weight[form], spoken[form]))
        answers.append(
            Similar(
                source_id=row.id,
                source=row.name,
                start=line.start,
                end=line.end,
                text=words,
                lines=passages.lines(row.id, line.start, line.end),
                participants=tuple(people[key] for key in speaking.of(row.id, line.start, line.end)),
                closeness=score,
                shares=tuple(spoken[form] for form in shared[:_NAMED]),
            )
        )
    return answers


def closest(
    found: Sequence[Sequence[int]], weight: Mapping[int, float], times: Mapping[int, float]
) -> list[tuple[float, int]]:
    """Return (closeness, place in `found`) of the lines that share a word with the passages, closest first.

    Lines are the numbers of their words; `weight` is what a word weighs, `times` how often it counts in the passages.
    Among equals the earlier line comes first.
    """
    # A word that only the code's passages hold is in no line and weighs nothing here.
    wanted = {number: count * weight[number] for number, count in times.items() if number in weight}
    square = {number: value * value for number, value in weight.items()}
    lengths = [sqrt(sum(map(square.__getitem__, line))) for line in found]
    least = median(lengths) if lengths else 1.0
    own = sqrt(sum(value * value for value in wanted.values()))
    inner = {number: value * weight[number] for number, value in wanted.items()}
    scored = []
    for place, (line, length) in enumerate(zip(found, lengths, strict=True)):
        common = sum(inner[number] for number in line if number in inner)
        if common:
            scored.append((-common / (max(length, least) * own), place))
    scored.sort()
    return [(-score, place) for score, place in scored]
