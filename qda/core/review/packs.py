"""Packs and paper forms that were handed out: what each shows, its code, and the key that opens its answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.consent import LeftOut
from qda.core.naming import one_of
from qda.core.review import pack_content
from qda.core.review.people import people
from qda.core.review.sealing import content_hash, fits, new_keys
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import PackReturn, ReviewPack

FORMS = ("pack", "paper")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack or paper form: `code` is printed on it, `content` the JSON of what it shows, exactly as its file has it.

    `people` and `helpers` are codes with the ids that they stood for; `returns` files with answers came back; `at` in
    ms since 1970.
    """

    id: str
    round_id: str
    form: str
    code: str
    content: str
    people: Mapping[str, str]
    helpers: Mapping[str, str]
    left_out: LeftOut
    returns: int
    at: int

    @property
    def shown(self) -> dict[str, Any]:
        """Return what it shows, as its page reads it."""
        found: dict[str, Any] = json.loads(self.content)
        return found


def packs(session: Session, round_id: str | None = None) -> list[Pack]:
    """Return what was handed out for a round or for all, in the order in which it was."""
    counted = select(PackReturn.pack_id, func.count()).group_by(PackReturn.pack_id)
    back: dict[str, int] = dict(session.execute(counted).all())
    query = select(ReviewPack).order_by(ReviewPack.at, ReviewPack.id)
    if round_id is not None:
        query = query.where(ReviewPack.round_id == round_id)
    return [_pack(row, back.get(row.id, 0)) for row in session.scalars(query)]


def one_pack(session: Session, pack_id: str) -> Pack:
    """Return one of them; NotFoundError where there is none."""
    found = next((one for one in packs(session) if one.id == pack_id), None)
    if found is None:
        raise NotFoundError(_("That pack is not in this project any more."))
    return found


def find_pack(session: Session, code: str) -> Pack | None:
    """Return the pack or paper form with this code, however it is typed; None where there is none."""
    wanted = plain_code(code)
    return next((one for one in packs(session) if plain_code(one.code) == wanted), None)


def find_people(session: Session, wanted: Sequence[str]) -> list[str]:
    """Return the ids of people of the review by code, name or id; NotFoundError for one that there is not."""
    there = people(session)
    found: list[str] = []
    for name in wanted:
        ids = [one.id for one in there if name.casefold() in (one.code.casefold(), one.name.casefold(), one.id)]
        if not ids:
            known = ", ".join(one.code for one in there) or "-"
            sentence = _("Nobody in the review has the code or name “{name}”; there are {known}.")
            raise NotFoundError(sentence.format(name=name, known=known))
        found += ids
    return found


def plain_code(code: str) -> str:
    """Return a code without what people add or mistake when they copy it: blanks, lines, O for 0, I and L for 1."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return letters.translate(str.maketrans("OIL", "011"))


def code_of(content: str) -> str:
    """Return the code of what is shown: 8 letters and digits that can't be mistaken, from its sha-256."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U
    number = int.from_bytes(content_hash(content)[:5], "big")
    letters = "".join(alphabet[number >> shift & 31] for shift in range(35, -5, -5))
    return f"{letters[:4]}-{letters[4:]}"


def what_is_wrong(form: str, code: str, content: str, private_key: bytes | None) -> str | None:
    """Return in a sentence why answers to a pack could not be read; None where nothing keeps them from it."""
    if code != code_of(content):
        return _("The pack {code} holds something else than what was handed out under its code.").format(code=code)
    if form == "pack" and not fits(private_key or b"", json.loads(content)["key"]):
        return _("The key of the pack {code} does not open answers to it.").format(code=code)
    return None


def hand_out(
    session: Session, round_id: str, people_ids: Sequence[str] = (), form: str = "pack", coder_id: str | None = None
) -> str:
    """Hand out a pack or a paper form of a round, and return its id; the same once more is the same one.

    `people_ids` are those whom it is for, all of the round's audience where none is named; `coder_id` who hands it out.
    Raises RefusedError where there is nothing that may be shown, or nobody to show it to.
    """
    one_of(form, FORMS)
    made = pack_content.content(session, round_id, people_ids)
    left_out = json.dumps([made.left_out.refused, made.left_out.not_recorded])
    for row in session.scalars(select(ReviewPack).where(ReviewPack.round_id == round_id, ReviewPack.form == form)):
        if row.content == made.written(json.loads(row.content)["key"]):
            row.left_out = left_out
            return row.id
    keys = new_keys() if form == "pack" else None
    written = made.written(keys.public if keys else "")
    row = ReviewPack(round_id=round_id, form=form, code=code_of(written), content=written, left_out=left_out)
    row.private_key, row.coder_id = (keys.private if keys else None), coder_id
    session.add(row)
    session.flush()
    return row.id


def _pack(row: ReviewPack, returns: int) -> Pack:
    shown = json.loads(row.content)
    left_out = LeftOut(*json.loads(row.left_out or "[]"))
    return Pack(
        *(row.id, row.round_id, row.form, row.code, row.content, dict(shown["people"]), dict(shown["helpers"])),
        *(left_out, returns, row.at),
    )
