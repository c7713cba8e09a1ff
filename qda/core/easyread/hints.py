"""What a check says: hints at places of a text, and the words that a project knows when it looks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qda.core.wordlist import Entry

KINDS = ("A", "B", "P")
"""A is found reliably by machine, B only perhaps ("please check"), P is a question that only people can answer."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at.

    `start`/`end` are code points of the text that was checked, in a booklet of the statement `line` on `page` (their
    ids); with neither, of nothing: the hint is about the page, or without a page about the whole. `text` is the words
    it is about. `instead` offers other words, never applied by themselves. `source` names where the rule stands, and
    `to_confirm` says that the rule was not read in its full text.
    """

    rule: str
    kind: str
    start: int
    end: int
    text: str
    hint: str
    source: str
    instead: tuple[str, ...] = ()
    page: str = ""
    line: str = ""
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What a project says of words in one language.

    `explained` are the hard words of the word bank with their explanations, `familiar` those that need none (words,
    abbreviations), `names` of people and places. `terms` gives for the word that is used for something the other words
    that people might take for it, and `listed` is the project's word list of preferred and avoided wordings.
    """

    explained: Mapping[str, str] = field(default_factory=dict)
    familiar: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    listed: tuple[Entry, ...] = ()
