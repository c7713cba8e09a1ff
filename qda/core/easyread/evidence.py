"""What is known of easy read, and what its hints can't tell: said beside them, so that nobody takes them for proof."""

from __future__ import annotations

from qda.i18n import _

EVIDENCE = (
    _(
        "A review of 2017 (Chinn and Homeyard) found no clear evidence that easy read by itself makes people "
        "understand more."
    ),
    _(
        "In a trial of 2020 (Buell and others, 60 people) neither simpler words nor help with reading made a "
        "difference by itself. Simpler words together with help were better than hard words with help, as was seen "
        "afterwards. So talk the pages through with people: a hand-out alone is not enough."
    ),
    _(
        "Pictures help some people and not others (Sutherland and Isherwood 2016, Cardone 1999). Photos and drawings "
        "that somebody explains help more than abstract symbols, which have to be learned."
    ),
    _(
        "A page without hints is a page on which no rule was broken, no more. Whether it is easy, only the people it "
        "is for can say. That is why there is no score."
    ),
    _(
        "The guides disagree: on 8, 12, 15 or 25 words in a sentence, on digits or words, on hyphens, on pictures. "
        "Every number here can be changed. Rules marked “to confirm” are known of a guide whose full text was not read."
    ),
)
"""Sentences for help texts: what studies found, and what a hint is worth."""
