"""The flow of reports into a review, by the boxes of PRISMA 2020: typed counts, and whether they add up.

Page, McKenzie, Bossuyt et al. 2021, BMJ 372:n71, flow diagram for new reviews with databases, registers and other
methods.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from qda.core.naming import clean
from qda.core.settings_of_study import listed, put_setting
from qda.errors import RefusedError
from qda.i18n import _

BOXES = {
    "databases": _("Records identified from databases"),
    "registers": _("Records identified from registers"),
    "duplicates": _("Duplicate records removed"),
    "automation": _("Records marked as ineligible by automation tools"),
    "removed_otherwise": _("Records removed for other reasons"),
    "screened": _("Records screened"),
    "excluded": _("Records excluded"),
    "sought": _("Reports sought for retrieval"),
    "not_retrieved": _("Reports not retrieved"),
    "assessed": _("Reports assessed for eligibility"),
    "other_identified": _("Records identified by other methods (websites, organisations, citations)"),
    "other_sought": _("Reports sought for retrieval, other methods"),
    "other_not_retrieved": _("Reports not retrieved, other methods"),
    "other_assessed": _("Reports assessed for eligibility, other methods"),
    "studies": _("Studies included in review"),
    "reports": _("Reports of included studies"),
}
"""The boxes with a number, in the order in which they are filled."""
REASONS = {"reasons": _("Reports excluded"), "other_reasons": _("Reports excluded, other methods")}
"""The boxes with reasons, each a list of reason and number."""
_KEY = "prisma.flow"
_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Flow:
    """The counts that were typed: `boxes` by name of BOXES, and the reasons for exclusion with their numbers."""

    boxes: Mapping[str, int] = field(default_factory=dict)
    reasons: tuple[tuple[str, int], ...] = ()
    other_reasons: tuple[tuple[str, int], ...] = ()

    @property
    def empty(self) -> bool:
        """Say whether nothing was typed."""
        return not (self.boxes or self.reasons or self.other_reasons)

    @property
    def has_others(self) -> bool:
        """Say whether anything came by other methods."""
        return bool(self.other_reasons) or any(name.startswith("other_") for name in self.boxes)


def flow(session: Session) -> Flow:
    """Return the counts that were typed."""
    kept = listed(session, _KEY, {})
    if not isinstance(kept, dict):
        return Flow()
    boxes = {name: int(kept[name]) for name in BOXES if isinstance(kept.get(name), int)}
    return Flow(boxes, _pairs(kept.get("reasons")), _pairs(kept.get("other_reasons")))


def _pairs(kept: object) -> tuple[tuple[str, int], ...]:
    return tuple((str(reason), int(number)) for reason, number in kept) if isinstance(kept, list) else ()


def set_box(session: Session, name: str, number: int | None) -> None:
    """Set the number of a box; None empties it."""
    if name not in BOXES:
        raise TypeError(f"a flow has no {name}")
    if number is not None and not 0 <= number <= _MOST:
        raise RefusedError(_("{box} is a number from 0 on.").format(box=BOXES[name]))
    now = flow(session)
    boxes = {key: value for key, value in now.boxes.items() if key != name}
    _keep(session, Flow(boxes if number is None else {**boxes, name: number}, now.reasons, now.other_reasons))


def set_reasons(session: Session, name: str, reasons: Sequence[tuple[str, int]]) -> None:
    """Set the reasons for which reports were excluded, with their numbers; ones without words are left out."""
    if name not in REASONS:
        raise TypeError(f"a flow has no {name}")
    kept = tuple((clean(reason), number) for reason, number in reasons if clean(reason))
    if any(not 0 <= number <= _MOST for _reason, number in kept):
        raise RefusedError(_("{box} is a number from 0 on.").format(box=REASONS[name]))
    now = flow(session)
    _keep(
        session,
        Flow(now.boxes, kept, now.other_reasons) if name == "reasons" else Flow(now.boxes, now.reasons, kept),
    )


def _keep(session: Session, now: Flow) -> None:
    kept = {
        **now.boxes,
        **({"reasons": now.reasons} if now.reasons else {}),
        **({"other_reasons": now.other_reasons} if now.other_reasons else {}),
    }
    put_setting(session, _KEY, kept or None)


# Arithmetic ----------------------------------------------------------------------------------------------------------


def doubts(now: Flow) -> list[str]:
    """Return a sentence for each place where the numbers don't add up; empty boxes are passed over.

    What may be left out (registers, what was removed before screening, what could not be had) counts as none.
    """
    found = []
    has = now.boxes.get
    identified = _sum(now, "databases", "registers") if "databases" in now.boxes or "registers" in now.boxes else None
    removed = _sum(now, "duplicates", "automation", "removed_otherwise")
    checks = (
        (has("screened"), _less(identified, removed), _("identified less removed before screening"), "screened"),
        (has("sought"), _less(has("screened"), has("excluded")), _("screened less excluded"), "sought"),
        (has("assessed"), _less(has("sought"), has("not_retrieved", 0)), _("sought less not retrieved"), "assessed"),
        (has("other_sought"), has("other_identified"), _("identified by other methods"), "other_sought"),
        (
            has("other_assessed"),
            _less(has("other_sought"), has("other_not_retrieved", 0)),
            _("sought less not retrieved"),
            "other_assessed",
        ),
        (has("reports"), _left(now), _("assessed less excluded"), "reports"),
    )
    for typed, wanted, words, name in checks:
        if typed is not None and wanted is not None and typed != wanted:
            sentence = _("{box} is {typed}, but {words} is {wanted}.")
            found.append(sentence.format(box=BOXES[name], typed=f"{typed:,}", words=words, wanted=f"{wanted:,}"))
    studies, reports = has("studies"), has("reports")
    if studies is not None and reports is not None and studies > reports:
        sentence = _(
            "There are more studies ({studies}) than reports of them ({reports}); each has one report at least."
        )
        found.append(sentence.format(studies=f"{studies:,}", reports=f"{reports:,}"))
    return found


def _sum(now: Flow, *names: str) -> int:
    return sum(now.boxes.get(name, 0) for name in names)


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


def _left(now: Flow) -> int | None:
    """Return how many of the reports that were assessed are left, None where that can't be known yet."""
    if "assessed" not in now.boxes or (now.has_others and "other_assessed" not in now.boxes):
        return None
    away = sum(number for _reason, number in (*now.reasons, *now.other_reasons))
    return now.boxes["assessed"] + now.boxes.get("other_assessed", 0) - away
