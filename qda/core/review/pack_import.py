"""Reads back what people answered in a pack: opened with its key, checked against what it showed, twice is once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.consent import day
from qda.core.review import meetings
from qda.core.review.answers import ANSWERS, put_answer
from qda.core.review.items import items
from qda.core.review.packs import Pack, find_pack
from qda.core.review.sealing import Sealed, content_hash, unseal
from qda.core.whole_file import bytes_of
from qda.errors import RefusedError
from qda.i18n import _, n_
from qda.storage.models import PackReturn, ReviewMeeting, ReviewPack, ReviewPerson

FORMAT = "themeloom-answers"
VERSION = 1
SOMEONE = "someone"
"""Stands for somebody who helped and has no code."""
"""What people say at the end of how it was."""
_LARGEST = 4_000_000  # bytes of a file; a page of words for each of a hundred answers is a tenth of that
_RUN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Said:
    """One answer in a file: to which item and question; `words` are the person's own."""

    item_id: str
    question: str
    answer: str
    words: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file holds: who answered and with whose help (codes), how it was, and the answers.

    `run` is random for each time that somebody goes through a pack, `number` counts how often it was saved.
    """

    run: str
    number: int
    person: str
    helper: str
    supporter: str
    check_in: str
    day: str
    answers: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """What came of a file: `answers` were written down, of which none where all of it was here already (`known`)."""

    pack: Pack
    person: str
    meeting_id: str | None
    answers: int
    known: bool
    notices: tuple[str, ...] = ()


def answers_in(path: Path) -> bytes:
    """Return what is in a file of answers, for :func:`take_back`; UnreadableFileError where it can't be read."""
    return bytes_of(path, _LARGEST)


def take_back(session: Session, data: bytes, file: str) -> Back:
    """Write down the answers of a file (`data`, called `file`) as a meeting of its own; the same file twice is once.

    A later file of somebody who went on adds to the same meeting; an earlier one changes nothing. Raises RefusedError,
    and nothing is written, for a file of another project, for one that was changed, and for what holds no answers.
    """
    pack, returned = read_back(session, data, file)
    if returned.person not in pack.people or session.get(ReviewPerson, pack.people[returned.person]) is None:
        sentence = _("{file} has answers of {code}, and nobody with that code takes part in the review any more.")
        raise RefusedError(sentence.format(file=file, code=returned.person))
    earlier = _earlier(session, pack.id, returned.run)
    if any(number >= returned.number for number in earlier):
        told = _("All answers of {file} are here already.").format(file=file)
        return Back(pack, returned.person, earlier[max(earlier)], 0, True, (told,))
    meeting_id = next(iter(earlier.values()), None) or _begin(session, pack, returned.run)
    notices = _meeting(session, meeting_id, pack, returned)
    written, about = _answers(session, meeting_id, pack, returned)
    _keep(session, pack.id, meeting_id, f"{returned.run} {returned.number}")
    return Back(pack, returned.person, meeting_id, written, False, (*notices, *about))


def read_back(session: Session, data: bytes, file: str) -> tuple[Pack, Returned]:
    """Return the pack that a file belongs to and what is in it, without writing anything; refuses as take_back does."""
    sealed, code, about = _opened(data, file)
    pack = find_pack(session, code)
    row = None if pack is None else session.get(ReviewPack, pack.id)
    if pack is None or row is None or not row.private_key:
        sentence = _("{file} answers the pack {code}, which was not handed out from this project.")
        raise RefusedError(sentence.format(file=file, code=code))
    if about != content_hash(pack.content).hex():
        sentence = _(
            "{file} answers a pack {code} that was changed after it was handed out: what it showed is not known."
        )
        raise RefusedError(sentence.format(file=file, code=code))
    opened = unseal(row.private_key, sealed, content_hash(pack.content))
    if opened is None:
        sentence = _(
            "{file} was changed or is damaged, and can't be opened. Ask for the file again, or for a printed sheet."
        )
        raise RefusedError(sentence.format(file=file))
    try:
        return pack, _returned(json.loads(opened), pack.shown)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        sentence = _("{file} holds something else than answers to the pack {code}.")
        raise RefusedError(sentence.format(file=file, code=code)) from error


def _opened(data: bytes, file: str) -> tuple[Sealed, str, str]:
    foreign = RefusedError(_("{file} holds no answers to a pack.").format(file=file))
    if len(data) > _LARGEST:
        raise foreign
    try:
        found = json.loads(data)
        kind, version = found["format"], int(found["version"])
        parts = [found[name] for name in ("key", "nonce", "sealed", "pack", "content")]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise foreign from error
    if kind != FORMAT or not all(isinstance(part, str) for part in parts):
        raise foreign
    if version > VERSION:
        raise RefusedError(_("{file} is of a newer version of Themeloom; bring this one up to date.").format(file=file))
    return Sealed(*parts[:3]), parts[3], parts[4]


def _returned(found: Mapping[str, Any], shown: Mapping[str, Any]) -> Returned:
    """Return what was sealed, checked against what the pack shows; ValueError (or a kin of it) for anything else."""
    cards, asks = {card["id"] for card in shown["items"]}, set(shown["asks"])
    said = tuple(
        Said(*(_words(one[name]) for name in ("item", "question", "answer", "words"))) for one in found["answers"]
    )
    strange = [one for one in said if one.item_id not in cards or one.question not in asks or one.answer not in ANSWERS]
    if strange or len({(one.item_id, one.question) for one in said}) < len(said):
        raise ValueError("answers to what was not asked")
    names = ("run", "person", "helper", "supporter", "check_in", "day")
    run, person, helper, supporter, check_in, when = (_words(found[name]) for name in names)
    known = {code for code, _id in shown["helpers"]} | {"", SOMEONE}
    if helper not in known or supporter not in ("yes", "no", "") or check_in not in (*meetings.CHECK_INS, ""):
        raise ValueError("somebody or something that the pack does not know")
    number = found["number"]
    if not _RUN.fullmatch(run) or type(number) is not int or number < 1:
        raise ValueError("no run")
    try:
        when = day(when)
    except RefusedError as error:
        raise ValueError("no day") from error
    return Returned(run, number, person, helper, supporter, check_in, when, said)


def _words(value: object) -> str:
    if not isinstance(value, str) or len(value) > 20_000:
        raise ValueError("no words")
    return value


def _earlier(session: Session, pack_id: str, run: str) -> dict[int, str]:
    """Return the meetings into which earlier files of the same run went, by how often it had been saved.

    Whose meeting was removed counts as not there: the answers can be brought back from their file.
    """
    query = select(PackReturn.key, PackReturn.meeting_id).where(PackReturn.pack_id == pack_id)
    return {
        int(key.partition(" ")[2]): meeting_id
        for key, meeting_id in session.execute(query)
        if meeting_id is not None and key.startswith(f"{run} ")
    }


def _begin(session: Session, pack: Pack, run: str) -> str:
    """Add the meeting of a run. Its id follows from the run: read back in two copies of a project, it is one."""
    made = hashlib.sha256(f"{pack.code} {run}".encode()).hexdigest()[:32]
    if session.get(ReviewMeeting, made) is not None:
        return made
    session.add(ReviewMeeting(id=made, round_id=pack.round_id, form="pack"))
    session.flush()
    return made


def _keep(session: Session, pack_id: str, meeting_id: str, key: str) -> None:
    row = session.scalar(select(PackReturn).where(PackReturn.pack_id == pack_id, PackReturn.key == key))
    if row is None:
        row = PackReturn(pack_id=pack_id, key=key)
        session.add(row)
    row.meeting_id = meeting_id
    session.flush()


def _meeting(session: Session, meeting_id: str, pack: Pack, returned: Returned) -> list[str]:
    """Say of the meeting when it was and who was there; return what could not be said of somebody by code."""
    meetings.edit_meeting(session, meeting_id, form="pack", date=returned.day)
    said = {"supporter": returned.supporter, "check_in": returned.check_in}
    meetings.put_present(session, meeting_id, pack.people[returned.person], **said)
    helper = _helper(session, pack, returned)
    if helper is not None:
        meetings.put_present(session, meeting_id, helper, role="supporter")
    elif returned.helper:
        told = _("Somebody helped {code}.").format(code=returned.person)
        meetings.edit_meeting(session, meeting_id, note=told)
        return [told]
    return []


def _helper(session: Session, pack: Pack, returned: Returned) -> str | None:
    found = pack.helpers.get(returned.helper)
    return found if found and session.get(ReviewPerson, found) is not None else None


def _answers(session: Session, meeting_id: str, pack: Pack, returned: Returned) -> tuple[int, list[str]]:
    """Write the answers down and return how many; and sentences about what is not shown any more, or in other words."""
    there = {item.id: item for item in items(session, pack.round_id)}
    seen = {card["id"]: card for card in pack.shown["items"]}
    helper = _helper(session, pack, returned)
    wanted = [said for said in returned.answers if said.item_id in there]
    reworded: dict[str, str] = {}
    for said in wanted:
        item = there[said.item_id]
        put_answer(
            *(session, meeting_id, item.id, pack.people[returned.person], said.question, said.answer),
            words=said.words,
            helper_id=helper,
        )
        shown = " ".join(part[0] for part in seen[item.id]["parts"])
        if shown.split() != item.words.split():
            told = _("“{now}” was answered as it was in the pack: “{then}”")
            reworded[item.id] = told.format(now=item.title or item.words, then=shown)
    if reworded:
        note = meetings.get_meeting(session, meeting_id).note
        meetings.edit_meeting(session, meeting_id, note="\n".join(filter(None, (note, *reworded.values()))))
    gone = len(returned.answers) - len(wanted)
    left = n_(
        "{n} answer is about what the round does not show any more; it was left out.",
        "{n} answers are about what the round does not show any more; they were left out.",
        gone,
    )
    return len(wanted), [*reworded.values(), *([left] if gone else [])]
