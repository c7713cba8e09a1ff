"""The rules: one function each, found by themselves; what they say is in the profiles."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from qda.core.easyread.hints import KnownWords
from qda.core.easyread.language import Language, Parsed
from qda.core.easyread.profiles import Rule
from qda.core.easyread.written import Block, Written


@dataclass(frozen=True, slots=True)
class Found:
    """Where a rule is broken: a span of the sentence, or of the text for rules of a whole text.

    `hint` is the key of one of the rule's further hints, "" its main one. `n` and `words` fill it in (`words` are those
    of the span where none are given); `instead` are other words to offer. `page` is for what is about a page (index).
    """

    start: int
    end: int
    hint: str = ""
    n: float | None = None
    words: str = ""
    instead: tuple[str, ...] = ()
    page: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block: its words as analysed, and where it begins in the text."""

    parsed: Parsed
    start: int
    block: Block

    @property
    def end(self) -> int:
        """Return where it ends in the text."""
        return self.start + len(self.parsed.text)


@dataclass(frozen=True, slots=True)
class Context:
    """What rules look into besides the text: their numbers, the language, and what the project knows of words."""

    rule: Rule
    language: Language
    known: KnownWords
    rules: Callable[[str], Rule | None]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole text with its sentences in order."""

    written: Written
    sentences: Sequence[Sentence] = field(default_factory=tuple)


SentenceRule = Callable[[Parsed, Context], Iterator[Found]]
WholeRule = Callable[[Whole, Context], Iterator[Found]]
_sentence_rules: dict[str, list[SentenceRule]] = {}
_whole_rules: dict[str, list[WholeRule]] = {}


def of_sentence(name: str) -> Callable[[SentenceRule], SentenceRule]:
    """Register a rule that looks at one sentence by itself, so that what it found can be kept.

    Several may belong to one name.
    """

    def register(rule: SentenceRule) -> SentenceRule:
        _sentence_rules.setdefault(name, []).append(rule)
        return rule

    return register


def of_whole(name: str) -> Callable[[WholeRule], WholeRule]:
    """Register a rule that looks at a text as a whole; several may belong to one name."""

    def register(rule: WholeRule) -> WholeRule:
        _whole_rules.setdefault(name, []).append(rule)
        return rule

    return register


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def sentence_rules() -> dict[str, list[SentenceRule]]:
    """Return all rules of single sentences by their id in the profiles."""
    _load()
    return _sentence_rules


def whole_rules() -> dict[str, list[WholeRule]]:
    """Return all rules of whole texts by their id in the profiles."""
    _load()
    return _whole_rules
