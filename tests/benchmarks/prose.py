"""Interviews made of nothing: words as often as in speech, sentences, and turns of two speakers, all from one seed.

Speech is full of stock phrases, and so is this: a word takes 5.1 characters with its space, and a transcript of ten
thousand words compresses to 37 hundredths. Interviews from public archives take 5.4 characters and 34 to 35 hundredths.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate

from qda.core.text import Turn


def _words(listed: str) -> list[str]:
    return listed.split()


_COMMON = _words(
    """
    the I and to you it a of that in was they we is so have but like on my know just for with be what not people
    there do think he me at because if or all really this are when as about don't can get she would had one time go
    up out your very were then how been no some who said going more them from their work could want things yeah lot
    her him did day well way by an mean feel good back other will here need now didn't our us always school home
    help family years doctor life where much even money two which something take make job never kind bit say only
    see down before over first thing long used nothing place might maybe around after still too any should why
    different everything
    """
)
_ONSETS = _words(
    """
    b c d f g h j k l m n p r s t v w b c d f l m n p r s t br ch cl dr fl gr pl pr sh st th tr
    """
)
_RHYMES = _words(
    """
    a e i o u ad ag am an ap ar at ed el en er es et id il im in ip is it od ol om on or ot ug um un ur us
    """
)
_ENDINGS = ("", "", "", "", "ing", "ed", "s", "er", "ly")
_VOCABULARY, _PHRASES = 12_000, 500
_SENTENCE = (4, 24)  # words


class Prose:
    """Speech from a seed; the same seed says the same."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        words = [*_COMMON, *self._made_up(_VOCABULARY - len(_COMMON))]
        # Zipf's law with Mandelbrot's constant, a little steeper as speech is.
        weights = [(rank + 2.7) ** -1.2 for rank in range(1, len(words) + 1)]
        phrases = [" ".join(self._random.choices(words[:1_500], weights[:1_500], k=2 + n % 4)) for n in range(_PHRASES)]
        self._entries = [*words, *phrases]
        # A fifth of all that is picked are phrases, some far oftener than others.
        often = [1 / (rank + 2.7) for rank in range(1, _PHRASES + 1)]
        weights += [share * sum(weights) / 4 / sum(often) for share in often]
        self._totals = list(accumulate(weights))

    def _made_up(self, count: int) -> list[str]:
        pick = self._random.choice
        made: dict[str, None] = {}
        while len(made) < count:
            syllables = 1 + (len(made) > 250) + (len(made) > 1_500 and self._random.random() < 0.5)
            word = "".join(pick(_ONSETS) + pick(_RHYMES) for _syllable in range(syllables)) + pick(_ENDINGS)
            if word not in _COMMON:
                made[word] = None
        return list(made)

    def words(self, count: int) -> list[str]:
        """Return `count` words, some of them in stock phrases."""
        entries = self._random.choices(self._entries, cum_weights=self._totals, k=count)
        return " ".join(entries).split()[:count]

    def title(self, words: int) -> str:
        """Return a short name."""
        return " ".join(self.words(words)).capitalize()

    def sentences(self, count: int) -> str:
        """Return `count` words as sentences."""
        words = self.words(count)
        said: list[str] = []
        place = 0
        while place < count:
            length = self._random.randint(*_SENTENCE)
            sentence = words[place : place + length]
            middle = len(sentence) // 2
            if len(sentence) > 10:
                sentence[middle] += ","
            said.append(sentence[0][0].upper() + " ".join(sentence)[1:] + self._random.choice("....?"))
            place += length
        return " ".join(said)

    def interview(self, words: int, turns: int, speakers: Sequence[str]) -> tuple[str, tuple[Turn, ...]]:
        """Return text and turns of an interview: `speakers` in turn, the first of them asks and says little.

        A turn is a paragraph ``Speaker: words``.
        """
        shares = [self._random.uniform(0.3, 0.7) if n % len(speakers) == 0 else 4.0 for n in range(turns)]
        each = words / sum(shares)
        paragraphs: list[str] = []
        spans: list[Turn] = []
        start = 0
        for number, share in enumerate(shares):
            speaker = speakers[number % len(speakers)]
            paragraph = f"{speaker}: {self.sentences(max(1, round(share * each)))}"
            spans.append(Turn(start, start + len(paragraph), start + len(speaker) + 2, speaker))
            paragraphs.append(paragraph)
            start += len(paragraph) + 1
        return "\n".join(paragraphs), tuple(spans)
