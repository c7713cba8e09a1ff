"""Checks a manuscript: each quotation is looked for in the sources, and what is not as it was said is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.consent import Given
from qda.core.manuscript.labels import Labels
from qda.core.manuscript.looking import Candidate, candidates
from qda.core.manuscript.matching import Found, Matcher, Wanted
from qda.core.manuscript.reading import read_manuscript
from qda.core.manuscript.spoken import Spoken
from qda.core.participants import participants
from qda.core.quotebank.often import too_often
from qda.core.quoted_words import Difference, Words, form, printed_words
from qda.core.themes.printed import masked
from qda.i18n import _
from qda.progress import Progress, go_on

KINDS = {
    "changed": _("Other words than were said"),
    "cut": _("Words left out without a mark"),
    "label": _("Wrong label"),
    "consent": _("No consent to be quoted"),
    "masked": _("A word that is masked elsewhere"),
    "often": _("The same person too often"),
    "not found": _("In no source"),
}
"""What can be wrong, and what it is called."""
Standing = Literal["same", "altered", "not found", "unknown"]
STANDINGS: Mapping[Standing, str] = {
    "same": _("As it was said"),
    "altered": _("Not as it was said"),
    "not found": _("In no source"),
    "unknown": _("Not from the sources, or too short to tell"),
}
_SHORT = 3  # fewer words stand everywhere, and say nothing of where they come from
_FEW = 6  # so few words that nobody is named for must be in a source just as they are


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: its kind (a key of :data:`KINDS`), a sentence, the words in print and those said."""

    kind: str
    sentence: str
    printed: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of a manuscript with what became of it; what it was taken from where that was found.

    `standing` is a key of :data:`STANDINGS`. `start` and `end` are offsets of the source's text and `said` its words
    there. `notes` are sentences on what may well be meant so.
    """

    number: int
    where: str
    text: str
    label: str
    standing: Standing
    source_id: str | None = None
    source: str = ""
    start: int | None = None
    end: int | None = None
    lines: str = ""
    said: str = ""
    participants: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonQuoted:
    """A participant with the numbers of the quotations in which they speak; `often` where those are too many."""

    participant_id: str
    participant: str
    quotations: tuple[int, ...]
    consent: bool | None
    often: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What was found in a manuscript: its quotations in order, people with theirs, sentences on the whole."""

    file: str
    quotations: tuple[Quoted, ...]
    people: tuple[PersonQuoted, ...]
    findings: tuple[Finding, ...]
    notices: tuple[str, ...]

    @property
    def wrong(self) -> int:
        """How many things are wrong, in single quotations and as a whole."""
        return len(self.findings) + sum(len(one.findings) for one in self.quotations)


def check(session: Session, path: Path, progress: Progress | None = None) -> Check:
    """Check the quotations of a Word file against the sources of a project.

    Raises RefusedError or UnreadableFileError for a file that can't be read, CancelledError where `progress` says stop.
    """
    parts = read_manuscript(path)
    labels, spoken = Labels(session), Spoken(session)
    wanted = candidates(parts, labels)
    words = [printed_words(one.text, spoken.labels) for one in wanted]
    matcher = Matcher([Wanted(one.text, word) for one, word in zip(wanted, words, strict=True)])
    texts = spoken.texts()
    for number, (key, said) in enumerate(texts.items()):
        go_on(progress, number, len(texts))
        matcher.look_in(key, *said())
    checking = _Checking(session, labels, spoken)
    kept = [
        (one, found)
        for one, found in _chosen(wanted, words, matcher, checking)
        if found is not None or one.marked or one.styled
    ]
    codes = checking.codes(kept)
    told = [
        checking.quoted(number, one, found, codes.get(number, "")) for number, (one, found) in enumerate(kept, start=1)
    ]
    people = checking.people(told)
    return Check(path.name, tuple(told), people, tuple(_too_often(people)), tuple(checking.notices()))


def _chosen(
    wanted: Sequence[Candidate], words: Sequence[Words], matcher: Matcher, checking: _Checking
) -> Iterator[tuple[Candidate, Found | None]]:
    """Yield what are quotations, with where they come from: of a paragraph its marked ones, or all of it in one."""
    best = [checking.choose(one, words[n], matcher.found.get(n, ())) for n, one in enumerate(wanted)]
    whole: set[int] = set()
    marked = {one.part for one in wanted if one.marked}
    for one, found in zip(wanted, best, strict=True):
        if one.marked or one.covered >= 0.5:
            continue
        if found is not None or (one.styled and one.part not in marked):
            whole.add(one.part)
    for one, found in zip(wanted, best, strict=True):
        if one.marked != (one.part in whole):
            yield one, found


def _too_often(people: Sequence[PersonQuoted]) -> Iterator[Finding]:
    for one in people:
        if one.often:
            sentence = _("{name} is quoted {n} times, more than twice the share of one person.")
            yield Finding("often", sentence.format(name=one.participant, n=len(one.quotations)))


class _Checking:
    """What is known of the project while quotations are judged."""

    def __init__(self, session: Session, labels: Labels, spoken: Spoken) -> None:
        self._labels, self._spoken = labels, spoken
        self._people = {one.id: one for one in participants(session)}
        self._given = consent.consents(session)
        self._asked = any("quote" in one.answers for one in self._given.values())
        self._masked = masked(session)
        self._seen: list[tuple[Found, int]] = []

    def choose(self, one: Candidate, words: Words, found: Sequence[Found]) -> Found | None:
        """Return where a quotation comes from, None where that can't be said; its label counts where several may be."""
        likely = [place for place in found if _likely(one, words, place)]
        if not likely:
            return None
        fitting = [place for place in likely if self._fits(one, place)]
        best = likely[0]
        if fitting and (fitting[0].same or (not best.same and fitting[0].share >= best.share - 0.2)):
            return fitting[0]
        return best

    def _fits(self, one: Candidate, place: Found) -> bool:
        source_id, start, end = self._spoken.place(place)
        people = self._spoken.people(source_id, start, end)
        return bool(one.claim) and not self._labels.wrong(
            one.claim, people, source_id, self._spoken.lines(source_id, start, end)
        )

    def codes(self, kept: Sequence[tuple[Candidate, Found | None]]) -> dict[int, str]:
        """Return a sentence for each quotation, by number, whose label (P7) stands for somebody else elsewhere."""
        meant: dict[str, Counter[str]] = {}
        whose: dict[int, tuple[str, ...]] = {}
        for number, (one, found) in enumerate(kept, start=1):
            if one.claim.code and found is not None:
                whose[number] = tuple(self._spoken.people(*self._spoken.place(found)))
                meant.setdefault(one.claim.code, Counter()).update(whose[number])
        told: dict[int, str] = {}
        for number, people in whose.items():
            one = kept[number - 1][0]
            usual = meant[one.claim.code].most_common(1)[0][0] if people else ""
            if people and usual not in people:
                sentence = _("The label says {said}, which is {other} elsewhere; the words are {names}’s.")
                names = _(" and ").join(self._people[key].name for key in people)
                told[number] = sentence.format(said=one.label, other=self._people[usual].name, names=names)
        return told

    def quoted(self, number: int, one: Candidate, found: Found | None, code: str) -> Quoted:
        """Return what is told of a quotation."""
        bare = Quoted(number, one.where, one.text, one.label, "unknown")
        if found is None:
            if one.claim.people or one.claim.sources or one.claim.values or (one.styled and not one.marked):
                sentence = _("These words are in no source of the project.")
                return replace(bare, standing="not found", findings=(Finding("not found", sentence, one.text),))
            return bare
        source_id, start, end = self._spoken.place(found)
        people = self._spoken.people(source_id, start, end)
        lines = self._spoken.lines(source_id, start, end)
        findings = [
            _finding(difference)
            for difference in found.differences
            if difference.kind != "tidied" and (one.marked or not _at_end(one.text, difference))
        ]
        findings += [Finding("label", told, one.label) for told in self._wrong(one, source_id, start, end)]
        findings += [Finding("label", code, one.label)] if code else []
        findings += [*self._consent(people), *self._unmasked(one, found)]
        return replace(
            bare,
            standing="altered" if any(one.kind in ("changed", "cut") for one in findings) else "same",
            source_id=source_id,
            source=self._spoken.name(source_id),
            start=start,
            end=end,
            lines=lines,
            said=self._spoken.said(found),
            participants=tuple(self._people[key].name for key in people),
            findings=tuple(findings),
            notes=tuple(self._notes(number, found, (source_id, start, end))),
        )

    def _wrong(self, one: Candidate, source_id: str, start: int, end: int) -> list[str]:
        people = self._spoken.people(source_id, start, end)
        if not people and one.claim.people and self._spoken.asks(source_id, start, end):
            return [_("The label says {said}; the words are the interviewer’s.").format(said=one.label)]
        return self._labels.wrong(one.claim, people, source_id, self._spoken.lines(source_id, start, end))

    def _consent(self, people: Sequence[str]) -> Iterator[Finding]:
        for key in people:
            answer = self._given.get(key, Given()).answers.get("quote")
            if answer is False:
                yield Finding("consent", _("{name} did not allow to be quoted.").format(name=self._people[key].name))
            elif answer is None and self._asked:
                sentence = _("Nobody has recorded whether {name} may be quoted.")
                yield Finding("consent", sentence.format(name=self._people[key].name))

    def _unmasked(self, one: Candidate, found: Found) -> Iterator[Finding]:
        """Yield what the project prints as something else, and the manuscript in the very word."""
        printed = set(printed_words(one.text).forms)
        for start, end in self._masked.get(found.key, ()):
            if found.start <= start and end <= found.end:
                word = self._spoken.word(found.key, start, end)
                if form(word) in printed:
                    sentence = _("“{word}” is masked where the project prints this quote.")
                    yield Finding("masked", sentence.format(word=word), word, word)

    def _notes(self, number: int, found: Found, where: tuple[str, int, int]) -> Iterator[str]:
        for difference in found.differences:
            if difference.kind == "tidied":
                yield _("“{words}” was left out; many journals tidy so much without a mark.").format(
                    words=difference.said
                )
        if found.key != where[0]:
            yield _("It is the translation that is kept in the project.")
        for other, earlier in self._seen:
            shared = min(other.end, found.end) - max(other.start, found.start)
            if other.key == found.key and shared > 0.8 * min(other.end - other.start, found.end - found.start):
                yield _("The same words are quotation {number}.").format(number=earlier)
        self._seen.append((found, number))

    def people(self, told: Sequence[Quoted]) -> tuple[PersonQuoted, ...]:
        """Return all participants, those quoted most first, with the quotations in which they speak."""
        spoken: dict[str, list[int]] = {key: [] for key in self._people}
        names = {one.name: key for key, one in self._people.items()}
        counted: set[tuple[str | None, int | None, int | None]] = set()
        for one in told:
            # Original and translation beside each other are one quotation of a person.
            where = (one.source_id, one.start, one.end)
            if where not in counted:
                for name in one.participants:
                    spoken[names[name]].append(one.number)
            counted.add(where)
        heard = [key for key, one in self._people.items() if one.source_ids]
        often = too_often({key: len(numbers) for key, numbers in spoken.items()}, len(heard))
        rows = [
            PersonQuoted(
                key,
                self._people[key].name,
                tuple(numbers),
                self._given.get(key, Given()).answers.get("quote"),
                key in often,
            )
            for key, numbers in spoken.items()
        ]
        return tuple(sorted(rows, key=lambda row: -len(row.quotations)))

    def notices(self) -> Iterator[str]:
        """Yield sentences on the whole check."""
        if self._people and not self._asked:
            yield _("No consent to be quoted is recorded for anybody, so consent was not looked at.")


def _likely(one: Candidate, words: Words, place: Found) -> bool:
    """Say whether a quotation comes from a place: the more its label says, the less its words have to."""
    number = words.spoken
    if not one.marked:
        return (
            place.matched >= _SHORT
            and place.share >= (0.5 if one.styled else 0.8 if one.covered else 0.6)
            and (number >= 8 or bool(one.claim))
        )
    if number < _SHORT:
        return place.same and bool(one.claim)
    if place.same:
        return True
    if one.claim:
        return place.share >= 0.5
    return number >= _FEW and place.share >= 0.7


def _at_end(text: str, difference: Difference) -> bool:
    """Say whether a difference is at one end of a paragraph without marks: words there introduce the quotation."""
    before, after = text[: difference.at[0]], text[difference.at[1] :]
    return not any(map(str.isalnum, before)) or not any(map(str.isalnum, after))


def _finding(difference: Difference) -> Finding:
    printed, said = difference.printed, difference.said
    if difference.kind == "cut":
        return Finding("cut", _("“{said}” was left out without a mark.").format(said=said), printed, said)
    if not said:
        return Finding("changed", _("“{printed}” was not said there.").format(printed=printed), printed)
    sentence = _("“{printed}” stands for “{said}”.")
    return Finding("changed", sentence.format(printed=printed, said=said), printed, said)
