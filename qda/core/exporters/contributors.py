"""Who contributed what: a statement by the roles of CRediT (ANSI/NISO Z39.104-2022), each person named as they want."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from qda.core.coders import coders
from qda.core.exporters.grid import Run, visible
from qda.core.exporters.prose import Block, block
from qda.core.review.record import Record
from qda.i18n import _

ROLES = (
    *("Conceptualization", "Data curation", "Formal analysis", "Funding acquisition", "Investigation", "Methodology"),
    *("Project administration", "Resources", "Software", "Supervision", "Validation", "Visualization"),
    *("Writing – original draft", "Writing – review & editing"),
)
"""The fourteen roles, as journals want them written."""


_ASKED_NOTHING = ("supporter", "participant")
"""Roles in which people help or answer, and do not work on the study unless it is written down."""


def contributor_statement(session: Session, told: Record) -> Iterator[Block]:
    """Yield a line for each person whose contribution is recorded, and sentences on what the record does not say."""
    named = [one for one in told.people if one.contribution]
    strange: set[str] = set()
    for one in named:
        roles = [_spelt(role.strip()) for role in one.contribution.split(";") if role.strip()]
        strange.update(role for role in roles if role not in ROLES)
        yield Block((Run(visible(f"{one.printed}: "), bold=True), Run(visible("; ".join(roles)) + ".")), "item")
    linked = {one.coder_id for one in told.people}
    without = [one.printed for one in told.people if not one.contribution and one.role not in _ASKED_NOTHING]
    without += [one.name for one in coders(session) if one.id not in linked and not one.is_consensus]
    if without:
        sentence = _("No contribution is recorded yet for: {names}.")
        yield block(sentence.format(names=", ".join(dict.fromkeys(without))), "note")
    lived = [one for one in told.people if one.role == "co-researcher"]
    silent = sum(not one.authorship for one in lived)
    if lived:
        spoken = _("Authorship was talked about with {n} of {all} co-researchers.")
        yield block(spoken.format(n=len(lived) - silent, all=len(lived)), "note")
    if strange:
        sentence = _("No role of CRediT, and written as it was recorded: {roles}.")
        yield block(sentence.format(roles="; ".join(sorted(strange))), "note")


def _spelt(role: str) -> str:
    """Return a role as CRediT writes it, whatever letters and dashes it was typed with; other words as they are."""
    plain = role.casefold().replace("-", "–").replace(" and ", " & ")
    return next((one for one in ROLES if one.casefold() == plain), role)
