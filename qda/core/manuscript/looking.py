"""What in a manuscript may be a quotation: what stands in marks, and paragraphs that are set as quotations without."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from qda.core.manuscript.labels import Claim, Labels
from qda.core.manuscript.quotations import BREAK, label_after, label_before, quotations, trailing_label
from qda.core.manuscript.reading import Part

_BLOCK_WORDS = 6  # a paragraph of fewer words is no block quotation unless it is styled as one


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a quotation: its words, where they stand, its label and what that says.

    One in marks is `marked`; one that isn't is the whole of a paragraph, perhaps `styled` as quotations are.
    `part` is the number of its first paragraph; `covered` is the share of the paragraph that stands in marks.
    """

    text: str
    where: str
    part: int
    label: str
    claim: Claim
    marked: bool
    styled: bool = False
    covered: float = 0.0


def candidates(parts: Sequence[Part], labels: Labels) -> list[Candidate]:
    """Return all that may be quotations in a manuscript, in order of paragraphs; of one paragraph the marked first."""
    stories: dict[int, list[int]] = {}
    for number, part in enumerate(parts):
        stories.setdefault(part.story, []).append(number)
    found: list[Candidate] = []
    for numbers in stories.values():
        found += _in_story(parts, numbers, labels)
    return sorted(found, key=lambda one: one.part)


def _in_story(parts: Sequence[Part], numbers: Sequence[int], labels: Labels) -> list[Candidate]:
    text = BREAK.join(parts[number].text for number in numbers)
    starts: list[int] = []
    place = 0
    for number in numbers:
        starts.append(place)
        place += len(parts[number].text) + 1
    marked: list[Candidate] = []
    covered = dict.fromkeys(numbers, 0)
    for one in quotations(text):
        part = numbers[bisect_right(starts, one.start) - 1]
        label = label_after(text, one.end)
        claim = labels.read(label)
        if not claim:
            lead = label_before(text, one.start)
            claim = labels.lead(lead)
            label = lead if claim else ""
        words = text[one.inner : one.last].replace(BREAK, "\n")
        marked.append(Candidate(words, parts[part].where, part, label, claim, marked=True))
        for number, start in zip(numbers, starts, strict=True):
            end = start + len(parts[number].text)
            covered[number] += max(0, min(end, one.end) - max(start, one.start))
    blocks = [block for number in numbers if (block := _block(parts, number, covered[number], labels)) is not None]
    return [*marked, *blocks]


def _block(parts: Sequence[Part], number: int, covered: int, labels: Labels) -> Candidate | None:
    part = parts[number]
    if part.heading:
        return None
    end, label = trailing_label(part.text)
    claim = labels.read(label)
    if not claim:
        end, label = len(part.text), ""
        if number + 1 < len(parts) and parts[number + 1].story == part.story:
            below, after = trailing_label(parts[number + 1].text)
            if below == 0 and labels.read(after):
                label, claim = after, labels.read(after)
    text = part.text[:end]
    if not text.strip() or (len(text.split()) < _BLOCK_WORDS and not (part.styled and claim)):
        return None
    share = covered / len(text)
    return Candidate(text, part.where, number, label, claim, marked=False, styled=part.styled, covered=share)
