"""The certificate of a withdrawal: what was removed, how many of each, when and by whom; no content and no name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.naming import one_of
from qda.errors import NotFoundError
from qda.i18n import _, n_
from qda.storage.models import Coder, Withdrawal

SUFFIXES = (".docx", ".html", ".md", ".txt")
"""The formats in which a certificate can be written."""
PACK, PAPER, COPY = "pack", "paper", "copy"


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Something outside of the project that holds their words: `kind` is pack, paper or copy; `at` in ms since 1970.

    `code` is what is printed on a pack or a paper form, "" for a copy of the project.
    """

    kind: str
    code: str
    at: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was removed, how many of each kind, when, by whom; no content and no name of who withdrew.

    `counts` are rows by table, `past` row images of the history that are others or gone, `backups` those that were
    deleted; `outside` is what was handed out before and is to be called back by people.
    """

    id: str
    counts: dict[str, int]
    past: int
    backups: int
    coder_id: str | None
    at: int
    outside: tuple[HandedOut, ...] = ()

    def facts(self) -> str:
        """Return what a row of :class:`Withdrawal` keeps of the certificate, as JSON."""
        outside = [[one.kind, one.code, one.at] for one in self.outside]
        held = {"removed": self.counts, "history": self.past, "backups": self.backups, "outside": outside}
        return json.dumps(held, sort_keys=True)


def certificates(session: Session) -> list[Certificate]:
    """Return the certificates of all withdrawals from the project, newest first."""
    rows = session.scalars(select(Withdrawal).order_by(Withdrawal.at.desc(), Withdrawal.id.desc()))
    return [_kept(row) for row in rows]


def certificate(session: Session, withdrawal_id: str) -> Certificate:
    """Return the certificate of one withdrawal; NotFoundError where there is none with this id."""
    row = session.get(Withdrawal, withdrawal_id)
    if row is None:
        raise NotFoundError(_("That withdrawal is not in this project."))
    return _kept(row)


def _kept(row: Withdrawal) -> Certificate:
    held: dict[str, Any] = json.loads(row.counts)
    outside = tuple(HandedOut(*one) for one in held.get("outside", ()))
    past, lost = held.get("history", 0), held.get("backups", 0)
    return Certificate(row.id, held.get("removed", {}), past, lost, row.coder_id, row.at, outside)


# In words -------------------------------------------------------------------------------------------------------------


def removed(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return what was removed in words, and how many of each, the most telling first."""
    from qda.core.merging.kinds import in_order, kind_words

    return [(kind_words(kind), counts[kind]) for kind in in_order(counts)]


def sentences(session: Session, done: Certificate) -> list[str]:
    """Return what a certificate says beside the numbers: when and by whom, what was renewed, that it holds."""
    by = "" if done.coder_id is None else session.scalar(select(Coder.name).where(Coder.id == done.coder_id)) or ""
    when = moment(done.at)
    said = [
        _("A participant was withdrawn from this study on {when} by {name}.").format(when=when, name=by)
        if by
        else _("A participant was withdrawn from this study on {when}.").format(when=when),
        _("All that stems from this person was removed for good, and their words elsewhere became “[withdrawn]”."),
        n_(
            "In the history of the project {n} entry was rewritten or removed, so that undo can't bring it back.",
            "In the history of the project {n} entries were rewritten or removed, so that undo can't bring them back.",
            done.past,
        ),
        n_(
            "{n} earlier backup on this computer was deleted, and a new one was made.",
            "{n} earlier backups on this computer were deleted, and a new one was made.",
            done.backups,
        )
        if done.backups
        else _("There was no earlier backup on this computer; a new one was made."),
        _("Marks without content stay in the project, so that older copies and backups don't bring the person back."),
    ]
    return [*said, _("Files that were handed out, exported or backed up by other programs must be deleted by people.")]


def outside_words(one: HandedOut) -> str:
    """Return one thing that was handed out, in words."""
    when = moment(one.at)
    if one.kind == COPY:
        return _("A copy of the project, handed out on {when}").format(when=when)
    if one.kind == PAPER:
        return _("Paper form {code}, made on {when}").format(code=one.code, when=when)
    return _("Pack {code}, made on {when}").format(code=one.code, when=when)


def moment(at: int) -> str:
    """Return a time (ms since 1970) as people here read it."""
    return datetime.fromtimestamp(at / 1000).astimezone().strftime("%Y-%m-%d %H:%M")


# As a file ------------------------------------------------------------------------------------------------------------


def write(path: Path, done: Certificate, session: Session) -> None:
    """Write a certificate; the suffix of `path` decides the format (SUFFIXES). RefusedError for another suffix.

    `session` tells the title of the study and the name of who did it.
    """
    from qda.core.exporters.colophon import colophon

    path = Path(path)
    suffix = one_of(path.suffix.lower(), dict.fromkeys(SUFFIXES, ""))
    facts = colophon(session)
    if suffix == ".txt":
        path.write_text("\n".join(lines(session, done)) + "\n", encoding="utf-8", newline="\n")
        return
    from qda.core.exporters.grid import Column, plain_grid
    from qda.core.exporters.prose import Heading, Part, Prose, block, write_prose

    said = sentences(session, done)
    columns = (Column(_("What"), 0.7), Column(_("How many"), 0.3, number=True))
    rows = [(words, f"{number:,}") for words, number in removed(done.counts)]
    parts: list[Part] = [
        block(facts.title, "facts"),
        block(_("Certificate {id}").format(id=done.id), "facts"),
        block(said[0], "lead"),
        *map(block, said[1:]),
        plain_grid(_("What was removed"), columns, rows),
    ]
    if done.outside:
        parts += [Heading(_HANDED_OUT), block(_CALL_BACK)]
        parts += [block(outside_words(one), "item") for one in done.outside]
    write_prose(path, Prose(TITLE, tuple(parts)), facts)


def lines(session: Session, done: Certificate) -> list[str]:
    """Return a certificate as lines of plain text."""
    from qda.core.exporters.colophon import colophon

    said = [TITLE, colophon(session).title, "", *sentences(session, done), "", _("What was removed:")]
    said += [f"  {words}: {number:,}" for words, number in removed(done.counts)]
    if done.outside:
        said += ["", f"{_HANDED_OUT}. {_CALL_BACK}", *(f"  {outside_words(one)}" for one in done.outside)]
    return [*said, "", _("Certificate {id}").format(id=done.id)]


TITLE = _("Certificate of withdrawal")
_HANDED_OUT = _("Handed out before")
_CALL_BACK = _("These hold words of the person, or may. Ask for them back, or that they be deleted.")
