"""What must not stand in a file that leaves the study: real names, words and pictures that nobody allowed.

Held against the file are the consent in the project, the names that people of the review do not want to see written,
and, where a key file is given, the real names in it. The key is read and forgotten: it is never in the project.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.documents import source_text
from qda.core.participants import participants
from qda.core.privacy.filewords import Content, read_words
from qda.core.privacy.keyfile import real_names
from qda.core.privacy.speaking import RUN, spoken
from qda.core.pseudonyms.near import near_spellings
from qda.core.review.answers import answers
from qda.core.review.naming import Names
from qda.i18n import _
from qda.storage.models import EasyStatement, Picture

KINDS: Mapping[str, str] = {
    "real name": _("A real name from the key"),
    "near": _("Almost a real name from the key"),
    "person": _("A name that somebody of the review does not want to see written"),
    "quote": _("Words of a participant who did not allow to be quoted"),
    "answer": _("What somebody said in the review and did not allow to be reported"),
    "picture": _("A picture of somebody who did not allow it"),
    "voice": _("A voice of somebody who did not allow it"),
}
"""What can be found, and what it is called."""
_ANSWER_RUN = 4
_SHORTEST = 3
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_AROUND = 32
_DIVIDING = {0xAD: None, 0x200B: None, 0xFFFE: None, ord("’"): "'"}


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something found: its kind (a key of :data:`KINDS`), the words, whose they are, and the words around it.

    `asked` is False where the person refused, None where nobody recorded an answer, True where that is not the matter.
    """

    kind: str
    words: str
    whose: str
    around: str
    asked: bool | None = True


def leftovers(
    session: Session, path: Path, key: Path | None = None, *, passphrase: str = "", easy: bool = False
) -> list[Leftover]:
    """Return what stands in a file and must not; nothing where it is clean.

    A sealed key is opened by its `passphrase`. With `easy`, quotes need the consent for easy read, too: the file is a
    page that many people may see. Raises RefusedError or UnreadableFileError for a file, or a key, that can't be read.
    """
    content = read_words(path)
    found = _Found(content)
    people = participants(session)
    if key is not None:
        real = real_names(key, [one.name for one in people], passphrase)
        found.names("real name", real, (one.name for one in people))
        found.near(real, [one.name for one in people])
    names = Names(session)
    # What a participant is called in the data is no real name, and quotes are cited by it.
    found.names("person", names.hidden, [*names.written, *(one.name for one in people)])
    kind = "quote_easy" if easy else "quote"
    given = consent.consents(session)
    said = {one.id: given.get(one.id, consent.Given()).answers for one in people}
    forbidden = {one.id: one.name for one in people if said[one.id].get(kind) is not True}
    for person_id, words in _speech(session, forbidden):
        found.runs("quote", words, forbidden[person_id], RUN, said[person_id].get(kind))
    for answer in answers(session):
        may = given.get(answer.person_id, consent.Given()).answers.get("answers")
        if may is not True and answer.words:
            found.runs("answer", answer.words, names.of(answer.person_id), _ANSWER_RUN, may)
    found.media(session, given)
    return list(dict.fromkeys(found.all))


def _speech(session: Session, people: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what some participants said, turn by turn: (participant id, words); without turns the whole source."""
    read: tuple[str, str] = ("", "")
    for source_id, person_id, start, end in spoken(session, people):
        if read[0] != source_id:
            read = (source_id, source_text(session, source_id))
        yield person_id, read[1][start:end]


class _Found:
    """The words of a file, and what was found in them."""

    def __init__(self, content: Content) -> None:
        self.all: list[Leftover] = []
        self._content = content
        self._parts = [_plain(part) for part in content.parts]
        self._whole = "\n".join(self._parts)
        places = list(_WORD.finditer(self._whole))
        self._words = [place[0].casefold() for place in places]
        self._at = [place.start() for place in places]
        self._runs: dict[int, dict[tuple[str, ...], int]] = {}

    def names(self, kind: str, names: Iterable[str], allowed: Iterable[str]) -> None:
        """Look for names, and for each part of a name that stands alone."""
        known = {part.casefold() for one in allowed for part in (one, *one.split())}
        told: set[int] = set()  # a part of a name that was found whole is no name of its own
        for name in names:
            parts = [name, *(part for part in name.split() if len(part) >= _SHORTEST)]
            wanted = [part for part in dict.fromkeys(parts) if part.casefold() not in known]
            match = next((one for part in wanted for one in self._places(part, name) if one.start() not in told), None)
            if match:
                told.update(range(*match.span()))
                self.all.append(Leftover(kind, _line(match[0]), name, self._around(*match.span())))

    def _places(self, part: str, name: str) -> Iterator[re.Match[str]]:
        """Yield where a name stands: a whole one in any letters, a part only as names are written (no “will”)."""
        letters = re.IGNORECASE if part == name and " " in name else re.NOFLAG
        yield from re.finditer(rf"(?<!\w){re.escape(_plain(part))}(?:'?s)?(?!\w)", self._whole, letters)

    def near(self, names: Collection[str], allowed: Iterable[str]) -> None:
        """Look for words that are spelled almost like one of `names`; what people are called in the data is none."""
        known = {part.casefold() for one in (*allowed, *names) for part in _WORD.findall(_plain(one))}
        places = {match[0]: match.span() for match in _WORD.finditer(self._whole)}
        words = [word for word in places if word.casefold().removesuffix("'s") not in known]
        for word, name in near_spellings(names, words).items():
            self.all.append(Leftover("near", word, name, self._around(*places[word])))

    def runs(self, kind: str, words: str, whose: str, length: int, asked: bool | None) -> None:
        """Look for `length` words of a text that stand in the file one after the other; the longest run is told."""
        there = self._runs_of(length)
        said = [one[0].casefold() for one in _WORD.finditer(_plain(words))]
        best = (0, 0)
        for number in range(len(said) - length + 1):
            at = there.get(tuple(said[number : number + length]))
            if at is None:
                continue
            long = length
            while number + long < len(said) and self._words[at + long : at + long + 1] == [said[number + long]]:
                long += 1
            best = max(best, (long, at))
        if best[0]:
            long, at = best
            start, end = self._at[at], self._at[at + long - 1] + len(self._words[at + long - 1])
            self.all.append(Leftover(kind, _line(self._whole[start:end]), whose, self._around(start, end), asked))

    def _runs_of(self, length: int) -> dict[tuple[str, ...], int]:
        if length not in self._runs:
            made: dict[tuple[str, ...], int] = {}
            for number in range(len(self._words) - length + 1):
                made.setdefault(tuple(self._words[number : number + length]), number)
            self._runs[length] = made
        return self._runs[length]

    def media(self, session: Session, given: Mapping[str, consent.Given]) -> None:
        """Look for pictures and voices of people who did not allow them."""
        if not self._content.media:
            return
        nobody = consent.Given()
        for row in session.scalars(select(Picture)):
            who, kind = (row.participant_id, "picture") if row.participant_id else (row.person_id, "photo")
            may = given.get(who, nobody).answers.get(kind) if who else True
            if may is not True and row.hash in self._content.media:
                self.all.append(Leftover("picture", row.words, "", "", may))
        voiced = select(EasyStatement.voice_hash, EasyStatement.voice_person_id, EasyStatement.text)
        for voice, person_id, text in session.execute(voiced.where(EasyStatement.voice_hash.is_not(None))):
            may = given.get(person_id, nobody).answers.get("voice") if person_id else True
            if may is not True and voice in self._content.media:
                self.all.append(Leftover("voice", text, "", "", may))

    def _around(self, start: int, end: int) -> str:
        return _line(self._whole[max(0, start - _AROUND) : end + _AROUND])


def _line(words: str) -> str:
    return " ".join(words.split())


def _plain(text: str) -> str:
    """Return text as it is compared: composed letters, one kind of apostrophe, nothing that divides words."""
    return unicodedata.normalize("NFC", text).translate(_DIVIDING)
