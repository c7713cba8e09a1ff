"""Checks a text or a summary by the rules of a profile, and looks again only at sentences that are new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qda.core.easyread.booklet import Booklet
from qda.core.easyread.hints import Hint, KnownWords
from qda.core.easyread.language import language
from qda.core.easyread.profiles import Profile, Rule
from qda.core.easyread.rules import Context, Found, Sentence, Whole, sentence_rules, whole_rules
from qda.core.easyread.sheets import MADE, listed_words, told
from qda.core.easyread.written import Block, Written, from_booklet, plain, sentence_spans
from qda.i18n import _

_REMEMBERED = 4_000
_LONGEST = 80  # characters of a hint's own words
_NOTHING = KnownWords()
_HARD = "W5"
_NOT_IN_HEADINGS = ("W2",)  # “What we found” is no sentence
_SAY_MORE = ("W8", "W15", "W17", "W18", "W21", "words")


class Checker:
    """Checks again and again with one profile, language and list of known words; what it found in a sentence is kept.

    With `model` a language model is used where there is one. Not for two threads at the same time.
    """

    def __init__(
        self, profile: Profile, language_tag: str, known: KnownWords = _NOTHING, *, model: bool = True
    ) -> None:
        self.profile = profile
        self.language = language(language_tag, model=model)
        self.known = known
        self._found: dict[str, tuple[tuple[str, Found], ...]] = {}

    def text(self, text: str) -> list[Hint]:
        """Return the hints for plain text, each line a paragraph, in their order."""
        return self.written(plain(text))

    def booklet(
        self, booklet: Booklet, taken: Iterable[float] = (), checkers: Iterable[str] | None = None
    ) -> list[Hint]:
        """Return the hints for a summary; places count within each statement.

        `taken` says how many pages of paper each page takes, `checkers` are the names of those who checked it (None:
        nobody asks).
        """
        return self.written(from_booklet(booklet, taken, checkers))

    def written(self, written: Written) -> list[Hint]:
        """Return the hints for anything written, in the order of its text.

        What a file's own word list explains is known in it.
        """
        if written.kind == "booklet":
            return self._hints(written)
        written = told(written, self.language)
        listed = listed_words(written)
        if not listed:
            return self._hints(written)
        known = replace(self.known, explained={**listed, **self.known.explained})
        other = Checker(self.profile, self.language.code, known, model=self.language.modelled)
        return other._hints(written)

    def _hints(self, written: Written) -> list[Hint]:
        said = [
            Sentence(self.language.parse(written.text[start:end]), start, block)
            for block in written.blocks
            if block.heading or written.pages[block.page].kind not in MADE
            for start, end in sentence_spans(written, block)
        ]
        hints = [hint for sentence in said for hint in self._of_sentence(written, sentence)]
        whole = Whole(written, said)
        for name, rules in whole_rules().items():
            rule = self.profile.rule(name)
            if rule is not None:
                context = self._context(rule)
                hints += [self._hint(written, rule, found) for one in rules for found in one(whole, context)]
        hints = _without_doubles(hints)
        places = {block.id: block.start for block in written.blocks if block.id}
        order = {name: number for number, name in enumerate(self.profile.rules)}
        hints.sort(key=lambda hint: (places.get(hint.line, 0) + hint.start, hint.end, order[hint.rule]))
        return hints

    def _of_sentence(self, written: Written, sentence: Sentence) -> Iterator[Hint]:
        text = sentence.parsed.text
        found = self._found.get(text)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[text] = tuple(self._look_at(sentence))
        for name, one in found:
            rule = self.profile.rule(name)
            if rule is not None and not (sentence.block.heading and name in _NOT_IN_HEADINGS):
                yield self._hint(written, rule, one, sentence.start)

    def _look_at(self, sentence: Sentence) -> Iterator[tuple[str, Found]]:
        for name, looks in sentence_rules().items():
            rule = self.profile.rule(name)
            if rule is not None:
                context = self._context(rule)
                yield from ((name, found) for look in looks for found in look(sentence.parsed, context))

    def _context(self, rule: Rule) -> Context:
        return Context(rule, self.language, self.known, self.profile.rule)

    def _hint(self, written: Written, rule: Rule, found: Found, moved: int = 0) -> Hint:
        start, end = found.start + moved, found.end + moved
        words = found.words or _shortened(written.text[start:end])
        block = _block_at(written, start) if end > start else None
        page = written.pages[block.page if block else found.page or 0].id if block or found.page is not None else ""
        line = block.id if block else ""
        away = block.start if block and line else 0
        said = rule.hints[found.hint] if found.hint else rule.hint
        return Hint(
            rule=rule.id,
            kind=found.kind or rule.kind,
            start=start - away,
            end=end - away,
            text=words if end == start else written.text[start:end],
            hint=_filled(said, rule, found, words),
            source=rule.source,
            instead=found.instead,
            page=page,
            line=line,
            to_confirm=rule.to_confirm,
        )


def check_text(
    text: str, profile: Profile, language_tag: str, known: KnownWords = _NOTHING, *, model: bool = True
) -> list[Hint]:
    """Return the hints for plain text, each line a paragraph; who checks again keeps a :class:`Checker`."""
    return Checker(profile, language_tag, known, model=model).text(text)


def check_booklet(
    booklet: Booklet,
    profile: Profile,
    known: KnownWords = _NOTHING,
    *,
    taken: Iterable[float] = (),
    checkers: Iterable[str] | None = None,
    model: bool = True,
) -> list[Hint]:
    """Return the hints for a summary as :meth:`Checker.booklet` does."""
    return Checker(profile, booklet.language, known, model=model).booklet(booklet, taken, checkers)


def _without_doubles(hints: list[Hint]) -> list[Hint]:
    """Return the hints without “a hard word” where another one says of that very word what to say instead."""
    better = [hint for hint in hints if hint.rule in _SAY_MORE]
    return [
        hint
        for hint in hints
        if hint.rule != _HARD
        or not any(one.line == hint.line and one.start < hint.end and hint.start < one.end for one in better)
    ]


def _block_at(written: Written, place: int) -> Block | None:
    return next((block for block in written.blocks if block.start <= place < max(block.end, block.start + 1)), None)


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"


def _filled(said: str, rule: Rule, found: Found, words: str) -> str:
    return said.format(
        n=_number(found.n), most=_number(rule.number), words=words, instead=found.instead[0] if found.instead else "…"
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}".rstrip("0").rstrip(".")


def about_models(code: str) -> str:
    """Return a sentence on what the check of a language goes by, and how to get more; "" where nothing is missing."""
    known = language(code)
    if known.modelled:
        return ""
    if known.code == "en":
        return _("Without a language model some rules see less. To get it: pip install 'themeloom[english]'.")
    return _("There is no language model for this language here, so some rules see less.")
