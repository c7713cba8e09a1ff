"""Versions of a summary: kept as they were shown to people, read again, and set side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.easyread import agreeing
from qda.core.easyread.assembling import booklet, printable
from qda.core.easyread.booklet import Booklet, Line, Page, pictures_in, read_booklet, write_booklet
from qda.core.easyread.summaries import get_summary
from qda.core.easyread.trace import may_be_printed
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import EasyAgreement, EasyVersion, EasyVersionPicture
from qda.storage.texts import load_blob

_Thing = TypeVar("_Thing", Line, Page)


@dataclass(frozen=True, slots=True)
class Version:
    """A version: its `number` from 1, when it was kept (ms since 1970) and by whom; `agreed` is by how many people."""

    id: str
    summary_id: str
    number: int
    note: str
    at: int
    coder_id: str | None
    agreed: int


@dataclass(frozen=True, slots=True)
class LineBeside:
    """A statement in two versions; one of both is None where it came or went. `what` is same, changed (words or
    picture), moved, new or gone.
    """

    what: str
    before: Line | None
    after: Line | None


@dataclass(frozen=True, slots=True)
class PageBeside:
    """A page in two versions, its statements beside each other; `what` as of a statement, changed for its title."""

    what: str
    before: Page | None
    after: Page | None
    lines: tuple[LineBeside, ...]

    @property
    def changes(self) -> int:
        """Return in how much the page differs."""
        return (self.what != "same") + sum(line.what != "same" for line in self.lines)


def versions(session: Session, summary_id: str) -> list[Version]:
    """Return the versions of a summary, oldest first."""
    people = func.count(func.distinct(EasyAgreement.person_id))
    agreed = dict(session.execute(select(EasyAgreement.version_id, people).group_by(EasyAgreement.version_id)).all())
    query = select(EasyVersion).where(EasyVersion.summary_id == summary_id).order_by(EasyVersion.number, EasyVersion.id)
    return [
        Version(row.id, row.summary_id, row.number, row.note, row.at, row.coder_id, agreed.get(row.id, 0))
        for row in session.scalars(query)
    ]


def keep_version(session: Session, summary_id: str, coder_id: str | None, note: str = "") -> str:
    """Keep a summary as it is now, to be shown and agreed; return the version's id.

    RefusedError where it has no pages yet, or is still as the last version was.
    """
    get_summary(session, summary_id)
    now = booklet(session, summary_id)
    if not now.pages:
        raise RefusedError(_("There is nothing to keep yet: the summary has no pages."))
    last = session.scalars(
        select(EasyVersion)
        .where(EasyVersion.summary_id == summary_id)
        .order_by(EasyVersion.number.desc(), EasyVersion.id.desc())
        .limit(1)
    ).first()
    if last is not None and write_booklet(replace(now, version=last.number)) == last.content:
        raise RefusedError(_("Nothing has changed since version {n}.").format(n=last.number))
    number = 1 if last is None else last.number + 1
    content = write_booklet(replace(now, version=number))
    row = EasyVersion(summary_id=summary_id, number=number, content=content, coder_id=coder_id)
    row.note = canonical(note).strip()
    session.add(row)
    session.flush()
    session.add_all(
        EasyVersionPicture(version_id=row.id, hash=bytes.fromhex(key)) for key in sorted(pictures_in(content))
    )
    session.flush()
    return row.id


def remove_version(session: Session, version_id: str) -> None:
    """Take a version away; RefusedError where somebody agreed to it, since that would be lost, too."""
    row = agreeing.get_version(session, version_id)
    if session.scalar(select(EasyAgreement.id).where(EasyAgreement.version_id == version_id).limit(1)):
        raise RefusedError(
            _("People agreed to version {n}; take that back first, if it was a mistake.").format(n=row.number)
        )
    session.delete(row)
    session.flush()


def version_booklet(session: Session, version_id: str) -> Booklet:
    """Return a version as it was kept, without quotes and pictures that may not be printed any more; with the logo
    where its conditions hold. NotFoundError where there is none.
    """
    row = agreeing.get_version(session, version_id)
    keys = printable(session, pictures_in(row.content))
    loaded = {key: load_blob(session, bytes.fromhex(key)) for key in keys}
    try:
        kept = read_booklet(row.content, {key: data for key, data in loaded.items() if data is not None})
    except ValueError as error:
        raise NotFoundError(_("Version {n} can't be read.").format(n=row.number)) from error
    quoted = may_be_printed(session, {line.id: line.text for page in kept.pages for line in page.lines if line.id})
    pages = tuple(
        replace(page, lines=tuple(_without_lost(line) for line in page.lines if quoted.get(line.id, True) is True))
        for page in kept.pages
    )
    return replace(kept, pages=pages, logo=agreeing.logo(session, version_id))


def _without_lost(line: Line) -> Line:
    return replace(line, picture=None) if line.picture is not None and not line.picture.data else line


def side_by_side(before: Booklet, after: Booklet) -> tuple[PageBeside, ...]:
    """Return two states of a summary page by page, in the order of the later one; what went stands where it stood."""
    found = []
    for old, new, moved in _beside(before.pages, after.pages):
        lines = tuple(
            LineBeside(_what(one, other, moved=shifted), one, other)
            for one, other, shifted in _beside(old.lines if old else (), new.lines if new else ())
        )
        found.append(PageBeside(_what(old, new, moved=moved), old, new, lines))
    return tuple(found)


def _beside(before: tuple[_Thing, ...], after: tuple[_Thing, ...]) -> list[tuple[_Thing | None, _Thing | None, bool]]:
    """Return things of both beside each other, and whether one was moved."""
    old, new = {_key(one): one for one in before}, {_key(one): one for one in after}
    olds, news = list(old), list(new)
    found: list[tuple[_Thing | None, _Thing | None, bool]] = []
    for what, low, high, first, last in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        found += [(old[key], None, False) for key in olds[low:high] if key not in new]
        found += [(old.get(key), new[key], what != "equal" and key in old) for key in news[first:last]]
    return found


def _key(one: Line | Page) -> str:
    """Return what tells a thing apart; pages and lines that the program makes have no id of their own."""
    return one.id or (one.text if isinstance(one, Line) else one.kind)


def _what(before: Line | Page | None, after: Line | Page | None, *, moved: bool) -> str:
    if before is None:
        return "new"
    if after is None:
        return "gone"
    if _said(before) != _said(after):
        return "changed"
    return "moved" if moved else "same"


def _said(one: Line | Page) -> tuple[str, str]:
    if isinstance(one, Page):
        return one.title, ""
    return one.text, one.picture.key if one.picture else ""
