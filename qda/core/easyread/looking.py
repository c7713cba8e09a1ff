"""Looks at a summary while it is written: the booklet with what is being typed, and what there is to check it by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from qda.core.consent import LeftOut
from qda.core.easyread import agreeing, assembling, bank, dismissing
from qda.core.easyread.booklet import Booklet, Page
from qda.core.easyread.dismissing import PutAside
from qda.core.easyread.hints import KnownWords
from qda.core.easyread.profiles import Profile, profile
from qda.core.easyread.summaries import Summary, summary
from qda.core.easyread.written import Written, from_booklet
from qda.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Look:
    """A summary as it would be printed now, and all that a check of it asks for.

    `checkers` are the names of those who agreed to a version, `left_out` is what consent keeps from the pages.
    """

    booklet: Booklet
    profile: Profile
    known: KnownWords
    checkers: tuple[str, ...]
    aside: tuple[PutAside, ...]
    left_out: LeftOut

    def written(self, taken: Mapping[str, float]) -> Written:
        """Return what is checked, without the bytes of pictures; `taken` says by page how many sheets it takes."""
        light = replace(self.booklet, pages=tuple(_light(page) for page in self.booklet.pages))
        return from_booklet(light, [taken.get(page.id, 0.0) for page in light.pages], self.checkers)


def look(session: Session, summary_id: str, typed: Mapping[str, str]) -> Look:
    """Return a summary with words that are typed and not kept yet, by the id of their statement."""
    about = summary(session, summary_id)
    made = assembling.assemble(session, summary_id, typed)
    return Look(
        made.booklet,
        profile_of(about),
        bank.known_words(session, about.language),
        tuple(agreeing.checked_by(session, summary_id)),
        tuple(dismissing.put_aside(session, summary_id)),
        made.left_out,
    )


def profile_of(about: Summary) -> Profile:
    """Return the profile of a summary with its own numbers; the usual one where there is none of that name."""
    try:
        found = profile(about.profile)
    except NotFoundError:
        found = profile()
    return found.adjusted(about.thresholds)


def _light(page: Page) -> Page:
    bare = (line.picture and replace(line.picture, data=b"") for line in page.lines)
    lines = (replace(line, voice=None, picture=picture) for line, picture in zip(page.lines, bare, strict=True))
    return replace(page, lines=tuple(lines))
