"""Puts a summary together as it is printed: pages, the words it explains, the credits of its pictures.

Quotes, pictures and voices of people who did not allow it are left out, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.consent import LeftOut
from qda.core.easyread.agreeing import as_agreed
from qda.core.easyread.booklet import Booklet, Line, Page, Picture, Run
from qda.core.easyread.pages import PageRow, pages
from qda.core.easyread.summaries import summary
from qda.core.easyread.trace import may_be_printed
from qda.core.review.plain import words
from qda.storage.models import HardWord, PictureSet
from qda.storage.models import Picture as PictureRow
from qda.storage.texts import load_blob

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Assembled:
    """A booklet, and the quotes, pictures and voices that are not in it since nobody allowed them."""

    booklet: Booklet
    left_out: LeftOut


def booklet(session: Session, summary_id: str) -> Booklet:
    """Return a summary as it is now, in printing order; NotFoundError where there is none."""
    return assemble(session, summary_id).booklet


def assemble(session: Session, summary_id: str, typed: Mapping[str, str] = _NOTHING) -> Assembled:
    """Return a summary as it is now, and what had to be left out of it.

    `typed` are words of statements, by id, that are being written and not kept yet. Where nothing has changed since
    the last version, the booklet has its number, and its logo.
    """
    about = summary(session, summary_id)
    written = [_with_words(page, typed) for page in pages(session, summary_id)]
    quoted = may_be_printed(session, {one.id: one.text for page in written for one in page.statements})
    there = [_sayable(page, quoted) for page in written]
    bank = _bank(session, about.language)
    shown = Allowed(session)
    marking = Marking(bank)
    made = [_page(page, marking, shown) for page in there]
    said = words(about.language)
    if marking.met:
        lines = [Line("", (Run(word, True), Run(f": {bank[word]}"))) for word in sorted(marking.met, key=str.casefold)]
        made.append(Page("words", "words", said["booklet.words"], tuple(lines)))
    credits_ = list(dict.fromkeys(line for line in shown.credits if line))
    if credits_:
        owed = tuple(Line("", (Run(one),)) for one in credits_)
        made.append(Page("credits", "credits", said["booklet.credits"], owed))
    result = Booklet(about.title, about.language, about.profile, tuple(made), size=about.size)
    return Assembled(as_agreed(session, summary_id, result), consent.counted([*shown.kept_out, *quoted.values()]))


def _with_words(page: PageRow, typed: Mapping[str, str]) -> PageRow:
    said = tuple(replace(one, text=typed.get(one.id, one.text)) for one in page.statements)
    return replace(page, statements=said)


def _sayable(page: PageRow, quoted: Mapping[str, bool | None]) -> PageRow:
    """Return a page with the statements that say something, and quote nobody who did not allow it."""
    said = (one for one in page.statements if one.text or one.picture_id is not None)
    return replace(page, statements=tuple(one for one in said if quoted.get(one.id, True) is True))


def _page(page: PageRow, marking: Marking, shown: Allowed) -> Page:
    lines = []
    for one in page.statements:
        voice = shown.voice(one.voice_hash, one.voice_person_id)
        lines.append(Line(one.id, marking.runs(one.text), shown.picture(one.picture_id), voice))
    return Page(page.id, page.kind, page.title, tuple(lines), page.theme_id)


def _bank(session: Session, language: str) -> dict[str, str]:
    """Return the words that are explained, with their explanations; familiar ones need none."""
    query = select(HardWord.word, HardWord.explanation).where(
        HardWord.language == language, HardWord.familiar.is_(False), HardWord.explanation != ""
    )
    return dict(session.execute(query).all())


class Marking:
    """Makes hard words bold where they come first; `met` are those that came."""

    def __init__(self, bank: Mapping[str, str]) -> None:
        self.met: set[str] = set()
        self._words = {word.casefold(): word for word in bank}
        longest = sorted(self._words, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)

    def runs(self, text: str) -> tuple[Run, ...]:
        """Return the words of a statement, bold where a hard word comes for the first time."""
        if not self._words:
            return (Run(text),) if text else ()
        return tuple(self._runs(text))

    def _runs(self, text: str) -> Iterator[Run]:
        done = 0
        for found in self._pattern.finditer(text):
            word = self._words.get(found[0].casefold())
            if word is None or word in self.met:
                continue
            self.met.add(word)
            if found.start() > done:
                yield Run(text[done : found.start()])
            yield Run(found[0], True)
            done = found.end()
        if done < len(text):
            yield Run(text[done:])


class Allowed:
    """Gives pictures and voices that may be shown; `credits` are lines owed to others.

    `kept_out` has what was said of each that shows or is somebody: True, False, or None where nobody asked.
    """

    def __init__(self, session: Session) -> None:
        self.credits: list[str] = []
        self.kept_out: list[bool | None] = []
        self._rows = {row.id: row for row in session.scalars(select(PictureRow))}
        self._sets = {row.id: row for row in session.scalars(select(PictureSet))}
        self._given = consent.consents(session)
        self._session = session

    def picture(self, picture_id: str | None) -> Picture | None:
        """Return a picture as it is shown; None for none, and without the consent of whom it shows."""
        row = self._rows.get(picture_id or "")
        if row is None or not self.may_show(row):
            return None
        data = load_blob(self._session, row.hash)
        if data is None:
            return None
        owed = self._sets.get(row.set_id or "")
        self.credits += [row.credit, *([] if owed is None else [owed.credit])]
        return Picture(row.hash.hex(), row.media, data, row.words)

    def may_show(self, row: PictureRow) -> bool:
        """Tell whether those whom a picture shows allowed it."""
        if row.participant_id and not self._allowed(row.participant_id, "picture"):
            return False
        return not row.person_id or self._allowed(row.person_id, "photo")

    def voice(self, voice_hash: bytes | None, person_id: str | None) -> bytes | None:
        """Return a recording (WAV); None for none, and without the consent of whose voice it is."""
        if voice_hash is None or (person_id and not self._allowed(person_id, "voice")):
            return None
        return load_blob(self._session, voice_hash)

    def _allowed(self, who: str, kind: str) -> bool:
        said = self._given.get(who, consent.Given()).answers.get(kind)
        self.kept_out.append(said)
        return said is True


def printable(session: Session, keys: Collection[str]) -> set[str]:
    """Return those keys of pictures (sha-256 in hex) that may be printed: pictures of nobody who did not allow it."""
    shown = Allowed(session)
    barred = {row.hash.hex() for row in session.scalars(select(PictureRow)) if not shown.may_show(row)}
    return {key for key in keys if key not in barred}
