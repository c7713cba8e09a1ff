"""The steps of the simple screen as plain data: what comes after what, what is asked, what skipping means.

``resources/pack/flow.js`` is the same for a pack: both take people the same way with the same words. Steps are worked
out anew from what was said so far, so that a person who goes on later, or after a crash, stands where they were.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

MISSING = "missing"
ASKED_ON = ("no", "unsure")
"""Answers after which somebody may say more."""


class Shown(Protocol):
    """What the flow needs of a card: `note` comes before it, `parts` are its sentences."""

    @property
    def id(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def parts(self) -> Sequence[object]: ...


_Card = TypeVar("_Card", bound=Shown)


class Reply(NamedTuple):
    """What was said to one question: yes, unsure, no, skipped, or "" for own words alone."""

    answer: str
    words: str = ""


class Step(NamedTuple):
    """One thing at a time: `card` and `part` are numbers from 0 (-1: none), `ask` a question.

    Kinds: hello, helper, helping (who helps), note (what may upset), passed (a card that was skipped), part (one
    sentence), ask, words (own words to an answer), missing, check (how it was), end.
    """

    kind: str
    card: int = -1
    part: int = -1
    ask: str = ""


@dataclass(slots=True)
class Said:
    """What one person said so far: replies by (card id, question), and the ids of cards that were passed over.

    `supporter` says whether somebody may help (yes, no, "" not said), `helper` is who does, `check` how it was.
    """

    replies: dict[tuple[str, str], Reply] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    supporter: str = ""
    helper: str = ""
    check: str = ""

    def answered(self) -> int:
        """Return how many answers were given; skipping gives none."""
        return sum(one.answer != "skipped" for one in self.replies.values())


def in_order(cards: Sequence[_Card], seed: str = "") -> list[_Card]:
    """Return cards in the order in which they are shown: as they are, or always the same other order for a `seed`."""
    found = list(cards)
    if seed:
        random.Random(seed).shuffle(found)
    return found


def steps(cards: Sequence[Shown], asks: Sequence[str], said: Said, helpers: Collection[str] = ()) -> list[Step]:
    """Return all steps from the first to the last, as they are after what was said; `helpers` are who could help."""
    found = [Step("hello"), Step("helper")]
    if said.supporter == "yes" and helpers:
        found.append(Step("helping"))
    for number, card in enumerate(cards):
        if card.note:
            found.append(Step("note", number))
        if card.id in said.passed:
            if not card.note:
                found.append(Step("passed", number))
            continue
        if len(card.parts) > 1:
            found.extend(Step("part", number, part) for part in range(len(card.parts)))
        for ask in asks:
            found.append(Step(MISSING if ask == MISSING else "ask", number, ask=ask))
            reply = said.replies.get((card.id, ask))
            if ask != MISSING and reply is not None and reply.answer in ASKED_ON:
                found.append(Step("words", number, ask=ask))
    return [*found, Step("check"), Step("end")]


def moved(found: Sequence[Step], here: Step, by: int) -> Step:
    """Return the step `by` steps after `here` (before it for less than 0), never beyond the ends."""
    place = found.index(here) if here in found else _nearest(found, here)
    return found[min(len(found) - 1, max(0, place + by))]


def _nearest(found: Sequence[Step], here: Step) -> int:
    """Return where a step that is not there any more stood: at the first step of its card, else at the start."""
    return next((place for place, one in enumerate(found) if here.card >= 0 and one.card == here.card), 0)


def first_open(found: Sequence[Step], cards: Sequence[Shown], said: Said) -> Step:
    """Return where somebody goes on who said something before: the first card with a question that has no reply.

    With nothing said yet that is the start, with all said the question how it was.
    """
    if not said.replies:
        return found[0]
    for one in found:
        asked = one.kind in ("ask", MISSING) and (cards[one.card].id, one.ask) not in said.replies
        if asked:
            any_said = any(card == cards[one.card].id for card, _ask in said.replies)
            return one if any_said else next(step for step in found if step.card == one.card)
    return next(one for one in found if one.kind == "check")


def can_skip(step: Step) -> bool:
    """Say whether a step has something to skip; what may upset is skipped by a button of its own."""
    return step.kind in ("helper", "helping", "part", "ask", "words", MISSING, "check")
