"""“We agree this page”: who agreed to which version, and the logo that waits for that.

The conditions of the European easy-to-read logo (easy-to-read.inclusion-europe.eu): somebody with intellectual
disability whose first language it is has read the text, and the people who checked it are named in it. The file of the
logo is the user's own; it isn't part of the program.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.consent import day
from qda.core.easyread.booklet import Booklet, Logo, write_booklet
from qda.core.easyread.picture_files import prepared
from qda.core.easyread.summaries import edit_summary, get_summary
from qda.core.review.people import LIVED, Reviewer, get_person, people
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import EasyAgreement, EasyVersion
from qda.storage.texts import load_blob

CREDIT = "© European Easy-to-Read Logo: Inclusion Europe. More information at easy-to-read.eu"
"""What has to stand beside the logo, in these words."""
_MADE = ("words", "credits")  # pages that the program makes: nobody has to agree to them


@dataclass(frozen=True, slots=True)
class Agreement:
    """Somebody agreed to a page of a version ("": to all of it) on a day (YYYY-MM-DD or "").

    `reader`: the person has an intellectual disability, and read it as a reader of their first language.
    """

    id: str
    version_id: str
    person: Reviewer
    page: str
    reader: bool
    words: str
    date: str


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a logo may be printed on a version: `missing` says in sentences what is still needed, `readers` are
    those who read it, as they want to be named.
    """

    missing: tuple[str, ...]
    readers: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Tell whether the conditions hold."""
        return not self.missing


def agreements(session: Session, version_id: str) -> list[Agreement]:
    """Return who agreed to a version, oldest first."""
    known = {one.id: one for one in people(session)}
    query = select(EasyAgreement).where(EasyAgreement.version_id == version_id).order_by(EasyAgreement.id)
    return [
        Agreement(row.id, row.version_id, known[row.person_id], row.page, row.reader, row.words, row.date)
        for row in session.scalars(query)
    ]


def agree(
    session: Session,
    version_id: str,
    person_id: str,
    page: str = "",
    *,
    reader: bool = False,
    words: str = "",
    date: str = "",
) -> str:
    """Write down that somebody agreed to a page of a version or to all of it (""), and return its id; again, change it.

    Raises NotFoundError where the version has no such page, RefusedError for a day that is none, or a `reader` whose
    role is not that of somebody who lived it.
    """
    content = get_version(session, version_id).content
    who = get_person(session, person_id)
    if page and page not in _pages(content):
        raise NotFoundError(_("That page is not in this version."))
    if reader and who.role not in LIVED:
        raise RefusedError(
            _("{name} is neither co-researcher nor participant, and does not count as a reader.").format(name=who.name)
        )
    same = select(EasyAgreement).where(
        EasyAgreement.version_id == version_id, EasyAgreement.person_id == person_id, EasyAgreement.page == page
    )
    row = session.scalar(same)
    if row is None:
        row = EasyAgreement(version_id=version_id, person_id=person_id, page=page)
        session.add(row)
    row.reader, row.words, row.date = reader, canonical(words).strip(), day(date)
    session.flush()
    return row.id


def agree_no_more(session: Session, agreement_id: str) -> None:
    """Take an agreement back."""
    row = session.get(EasyAgreement, agreement_id)
    if row is None:
        raise NotFoundError(_("That agreement was taken back already."))
    session.delete(row)
    session.flush()


def checked_by(session: Session, summary_id: str) -> list[str]:
    """Return the people who lived it that agreed to a version of a summary, as they want to be named."""
    query = select(EasyAgreement.person_id).join(EasyVersion, EasyVersion.id == EasyAgreement.version_id)
    agreed = set(session.scalars(query.where(EasyVersion.summary_id == summary_id)))
    return [one.printed for one in people(session) if one.id in agreed and one.role in LIVED]


def get_version(session: Session, version_id: str) -> EasyVersion:
    """Return the row of a version; NotFoundError where there is none."""
    row = session.get(EasyVersion, version_id)
    if row is None:
        raise NotFoundError(_("That version is not in this project any more."))
    return row


def page_titles(session: Session, version_id: str) -> dict[str, str]:
    """Return the titles of the pages of a version that people agree to, by id, in their order."""
    return _pages(get_version(session, version_id).content)


def _pages(content: str) -> dict[str, str]:
    """Return the titles of the pages of a version that people agree to, by id."""
    return {page["id"]: page["title"] for page in json.loads(content)["pages"] if page["kind"] not in _MADE}


# The logo ------------------------------------------------------------------------------------------------------------


def gate(session: Session, version_id: str) -> Gate:
    """Return whether the logo may be printed on a version, and what is missing."""
    version = get_version(session, version_id)
    readers = _readers(agreements(session, version_id), _pages(version.content))
    named = tuple(one.printed for one in readers if _is_named(one))
    missing = []
    if not readers:
        missing.append(
            _(
                "Somebody with intellectual disability, whose first language it is, has to read all of it and agree. "
                "That is written down with the agreement."
            )
        )
    elif not named:
        missing.append(
            _("Those who read it have to be named, and nobody has said yes to that. See People, in Review together.")
        )
    if get_summary(session, version.summary_id).logo_hash is None:
        missing.append(_("The file of the logo has to be chosen. Inclusion Europe gives it to you."))
    return Gate(tuple(missing), named)


def _readers(agreed: Collection[Agreement], pages: Collection[str]) -> list[Reviewer]:
    """Return the people who read all of a version as native readers: at once, or page by page."""
    read: dict[str, set[str]] = {}
    for one in agreed:
        if one.reader:
            read.setdefault(one.person.id, set()).update([one.page] if one.page else pages)
    people_ = {one.person.id: one.person for one in agreed}
    return [people_[person_id] for person_id, there in read.items() if there >= set(pages)]


def _is_named(one: Reviewer) -> bool:
    wished = one.credit != "none" and (one.credit != "other" or bool(one.credited_as))
    return wished and one.consent.answers.get("name") is True


def logo(session: Session, version_id: str) -> Logo | None:
    """Return the logo as it is printed on a version; None while its conditions don't hold."""
    opened = gate(session, version_id)
    key = get_summary(session, get_version(session, version_id).summary_id).logo_hash
    data = None if key is None else load_blob(session, key)
    if not opened.open or data is None:
        return None
    return Logo(media(data), data, opened.readers, CREDIT)


def put_logo(session: Session, summary_id: str, data: bytes | None) -> None:
    """Keep the file of the logo for a summary, None takes it away; RefusedError for what is no picture.

    It is made safe as any picture is, since it stands in what leaves.
    """
    edit_summary(session, summary_id, logo=None if data is None else prepared(data)[1])


def media(data: bytes) -> str:
    """Return the type of a picture by its first bytes, "" for anything that is not printed here."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "image/svg+xml" if head.startswith((b"<svg", b"<?xml")) and b"<svg" in head else ""


def as_agreed(session: Session, summary_id: str, now: Booklet) -> Booklet:
    """Return a summary as it is now with the number and the logo of the last version, where it is still the same."""
    last = session.scalars(
        select(EasyVersion).where(EasyVersion.summary_id == summary_id).order_by(EasyVersion.number.desc()).limit(1)
    ).first()
    if last is None:
        return now
    numbered = replace(now, version=last.number)
    return replace(numbered, logo=logo(session, last.id)) if write_booklet(numbered) == last.content else now
