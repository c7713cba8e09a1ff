"""The pictures of a project: own photos and drawings, sets from elsewhere, and the drawings that come along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.easyread.own_pictures import MEDIA, drawing_data, drawings
from qda.core.easyread.picture_files import is_file_name, prepared
from qda.core.naming import clean, required
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import EasyStatement, HardWord, Participant, Picture, PictureSet, ReviewItem, ReviewPerson
from qda.storage.texts import load_blob, put_blob

KINDS: Mapping[str, str] = {
    "photo": _("Photo"),
    "drawing": _("Drawing"),
    "symbol": _("Symbol of a set"),
    "own": _("Comes with Themeloom"),
}
"""Kinds of pictures, and what they are called."""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture: `words` is its alternative text, `idea` what it stands for, `used` how often it is shown.

    `credit` is its own line, `set_credit` that of its set; one of the two is printed where there is one.
    """

    id: str
    set_id: str | None
    hash: bytes
    media: str
    kind: str
    idea: str
    words: str
    search: str
    credit: str
    set_credit: str
    participant_id: str | None
    person_id: str | None
    used: int


def pictures(session: Session) -> list[PictureRow]:
    """Return all pictures of the project, those that are used most first, then by what they stand for."""
    used = usage(session)
    sets = {row.id: row for row in session.scalars(select(PictureSet))}
    found = [_row(row, sets.get(row.set_id or ""), used.get(row.id, 0)) for row in session.scalars(select(Picture))]
    return sorted(found, key=lambda one: (-one.used, one.idea.casefold(), one.id))


def usage(session: Session) -> dict[str, int]:
    """Return how often each picture is shown: beside statements, hard words, and in rounds of review."""
    found: dict[str, int] = {}
    for column in (EasyStatement.picture_id, HardWord.picture_id, ReviewItem.picture_id):
        query = select(column, func.count()).where(column.is_not(None)).group_by(column)
        for key, count in session.execute(query):
            found[str(key)] = found.get(str(key), 0) + count
    return found


def add_picture(session: Session, data: bytes, words: str, **values: str | None) -> str:
    """Keep a picture file and return the id of the picture; the same file again is the same picture.

    `words` is its alternative text, `values` as in :func:`edit_picture`. Raises RefusedError for what is no picture,
    for one without words, and for words that are only the name of a file.
    """
    media, kept = prepared(data)
    return keep(session, media, kept, _described(words), **values)


def keep(session: Session, media: str, data: bytes, words: str, **values: str | None) -> str:
    """Keep a picture that was prepared, and return its id; `words` may be missing where nobody uses it yet."""
    key = put_blob(session, data)
    there = session.scalar(select(Picture).where(Picture.hash == key).order_by(Picture.id))
    if there is not None:
        there.words = there.words or words
        there.idea = there.idea or clean(values.get("idea") or "")
        session.flush()
        return there.id
    row = Picture(hash=key, media=media, words=words)
    session.add(row)
    session.flush()
    edit_picture(session, row.id, **values)
    return row.id


def use_drawing(session: Session, name: str, language: str = "en") -> str:
    """Take one of the drawings that come along into the project, with its words in a language; return the picture."""
    drawn = drawings(language).get(name)
    if drawn is None:
        raise NotFoundError(_("There is no drawing of that name any more."))
    search = ", ".join(drawn.search)
    return keep(session, MEDIA, drawing_data(name), drawn.words, kind="own", idea=drawn.idea, search=search)


def edit_picture(session: Session, picture_id: str, **values: str | None) -> None:
    """Change a picture: words, idea, search, credit, kind, set_id, participant_id or person_id (whom a photo shows)."""
    row = get_picture(session, picture_id)
    for column, value in values.items():
        if column == "words":
            row.words = _described(value or "")
        elif column in ("idea", "search", "credit"):
            setattr(row, column, clean(value or ""))
        elif column == "kind":
            if value is None or value not in KINDS:
                raise RefusedError(
                    _("“{value}” is none of these: {known}.").format(value=value, known=", ".join(KINDS))
                )
            row.kind = value
        elif column in _LINKS:
            if value is not None and session.get(_LINKS[column], value) is None:
                raise NotFoundError(_("What that picture belongs to is not in this project any more."))
            setattr(row, column, value)
        else:
            raise ValueError(f"{column} is nothing that a picture has")
    session.flush()


def remove_picture(session: Session, picture_id: str) -> None:
    """Take a picture away; statements that showed it have none then. Versions keep it."""
    session.delete(get_picture(session, picture_id))
    session.flush()


def picture_file(session: Session, picture_id: str) -> tuple[str, bytes]:
    """Return type and bytes of a picture; NotFoundError where its file is missing."""
    row = get_picture(session, picture_id)
    data = load_blob(session, row.hash)
    if data is None:
        raise NotFoundError(_("The file of this picture is missing."))
    return row.media, data


def shown_picture(session: Session, picture_id: str) -> tuple[str, bytes, str]:
    """Return type, bytes and words of a picture, without bytes where its file is missing."""
    row = get_picture(session, picture_id)
    return row.media, load_blob(session, row.hash) or b"", row.words


def get_picture(session: Session, picture_id: str) -> Picture:
    """Return the row of a picture; NotFoundError where there is none."""
    row = session.get(Picture, picture_id)
    if row is None:
        raise NotFoundError(_("That picture is not in this project any more."))
    return row


_LINKS = {"set_id": PictureSet, "participant_id": Participant, "person_id": ReviewPerson}


def _described(words: str) -> str:
    words = required(words, _("Say in a few words what is to be seen: people who can't see the picture hear them."))
    if is_file_name(words):
        raise RefusedError(_("“{words}” is the name of a file: say what is to be seen.").format(words=words))
    return words


def _row(row: Picture, whole: PictureSet | None, used: int) -> PictureRow:
    owed = "" if whole is None else whole.credit
    return PictureRow(
        *(row.id, row.set_id, row.hash, row.media, row.kind, row.idea, row.words, row.search, row.credit, owed),
        *(row.participant_id, row.person_id, used),
    )
