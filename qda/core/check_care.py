"""Is what was done for participants for good told in a form that can be read: pseudonyms, withdrawals, their marks?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.withdrawal.marks import TEXT, Marks
from qda.i18n import _
from qda.storage.check import Check, Finding
from qda.storage.models import Pseudonymising, Tombstone, Withdrawal

_ID, _PRINT, _KEYED = (re.compile(f"[0-9a-f]{{{digits}}}") for digits in (32, 64, 96))


def checks() -> dict[str, Check]:
    """Return the checks of what was done for participants, by name."""
    return {"pseudonyms": _pseudonyms, "withdrawals": _withdrawals, "marks": _marks}


def _pseudonyms(session: Session) -> Iterator[Finding]:
    for row in session.scalars(select(Pseudonymising)):
        where = f"pseudonymising {row.id}"
        if not _numbers(_read(row.counts)):
            yield Finding("pseudonyms", _("How many names were replaced can't be read."), where)
        if not _PRINT.fullmatch(row.key_print):
            sentence = _("The key by which names were replaced can't be known again.")
            yield Finding("pseudonyms", sentence, where)


def _withdrawals(session: Session) -> Iterator[Finding]:
    for key, counts in session.execute(select(Withdrawal.id, Withdrawal.counts)):
        held = _read(counts)
        sound = isinstance(held, dict) and _numbers(held.get("removed", {})) and _handed(held.get("outside", []))
        if not (sound and _numbers({name: held.get(name, 0) for name in ("history", "backups")})):
            yield Finding("withdrawals", _("The certificate of a withdrawal can't be read."), f"withdrawal {key}")


def _marks(session: Session) -> Iterator[Finding]:
    kinds = {kind for kind, _ids in Marks().kinds()}
    for key, kind, mark in session.execute(select(Tombstone.id, Tombstone.kind, Tombstone.mark)):
        if kind not in kinds or not (_KEYED if kind == TEXT else _ID).fullmatch(mark):
            sentence = _("A mark of a withdrawal names nothing, so it keeps nothing from coming back.")
            yield Finding("marks", sentence, f"tombstone {key}")


def _read(counts: str) -> Any:
    try:
        return json.loads(counts)
    except (ValueError, RecursionError):
        return None


def _numbers(held: Any) -> bool:
    """Say whether something read from JSON is numbers of things by name."""
    return isinstance(held, dict) and all(type(number) is int and number >= 0 for number in held.values())


def _handed(held: Any) -> bool:
    """Say whether something read from JSON is what was handed out: kind, code and time of each."""
    return isinstance(held, list) and all(
        isinstance(one, list) and [type(part) for part in one] == [str, str, int] for one in held
    )
