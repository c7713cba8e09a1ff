"""Coding many places at once that a person ticked: as much of each as was chosen, in one change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.chosen import Choice, made_codes
from qda.core.coding import apply_code_to
from qda.core.concordance import Span, SpokenSource, joined_spans
from qda.errors import RefusedError
from qda.i18n import _


@dataclass(frozen=True, slots=True)
class Autocoded:
    """What coding many places did: passages `coded` anew (places on the same words are one), codings that `joined`
    such a passage, and passages that were `known` to have the code; each counted for every code."""

    code_ids: tuple[str, ...]
    coded: int = 0
    joined: int = 0
    known: int = 0


def code_places(
    session: Session,
    coder_id: str,
    choices: Sequence[Choice],
    found: Iterable[Span],
    extent: str = "words",
    *,
    weights: str = "ask",
) -> Autocoded:
    """Give every place that was found the codes that were chosen, making those that are missing.

    `extent` is one of :data:`qda.core.concordance.EXTENTS`: the exact words, or the whole sentence, line or turn they
    stand in. A speaker's label is never coded. Codings that overlap join as in :mod:`qda.core.coding`. Raises
    RefusedError where nothing is left to code, and what making and applying a code raise.
    """
    passages = _passages(session, found, extent)
    if not passages:
        raise RefusedError(_("There are no words to code in these places, only names of speakers."))
    code_ids = made_codes(session, coder_id, choices)
    done = [
        apply_code_to(session, coder_id, code_id, source_id, spans, weights=weights)
        for code_id in code_ids
        for source_id, spans in passages.items()
    ]
    coded, joined, known = (sum(counts) for counts in zip(*done, strict=True))
    return Autocoded(code_ids, coded, joined, known)


def _passages(session: Session, found: Iterable[Span], extent: str) -> dict[str, list[tuple[int, int]]]:
    """Return what of each source is to be coded, in order; places that share characters are one passage."""
    by_source: dict[str, list[tuple[int, int]]] = {}
    for source_id, start, end in found:
        by_source.setdefault(source_id, []).append((start, end))
    passages: dict[str, list[tuple[int, int]]] = {}
    for source_id, spans in by_source.items():
        here = SpokenSource(session, source_id)
        whole = (here.extended(start, end, extent) for start, end in spans if not here.in_label(start, end))
        if words := joined_spans(span for span in whole if span is not None):
            passages[source_id] = words
    return passages
