"""How hard a passphrase is to guess, estimated here and told to nobody.

Whoever guesses tries words, names, rows of keys and repeated signs before anything else. So the passphrase is taken
apart into such pieces and single signs in the way that costs a guesser least, after the idea of zxcvbn (Wheeler 2016).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from qda.i18n import _

# A guess costs a fifth of a second here and perhaps a hundred-thousandth on a rented farm: 2^55 guesses take a thousand
# machines' years there.
_BITS = (25.0, 40.0, 55.0, 70.0)
_SHORT = 12  # characters
_LONGEST = 24  # of a word
_MOST = 128  # characters that are looked at; nobody guesses what is behind them
_WORD_LISTS = ("en", "de", "fr", "es")
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
    "azertyuiop",
)
# Signs that stand for letters in words.
_STANDS_FOR = str.maketrans("0134579@$!€", "oieastgasie")
# What is tried first of all, without being a word of any language.
_FIRST = frozenset(("passwort", "password", "passphrase", "letmein", "iloveyou", "themeloom", "admin", "qda"))


@dataclass(frozen=True, slots=True)
class Strength:
    """`score` from 0 (guessed at once) to 4 (not guessed), and a sentence that says so and what would help."""

    score: int
    hint: str


@dataclass(frozen=True, slots=True)
class _Piece:
    bits: float
    kind: str  # sign, word, own, row, repeated


def strength(words: str, about: Iterable[str] = ()) -> Strength:
    """Estimate how hard a passphrase is to guess.

    `about` is what a guesser knows: the project's title, its file's name, who codes; their words count for little.
    """
    text = unicodedata.normalize("NFC", words).strip()
    if not text:
        return Strength(0, "")
    own = frozenset(word for known in about for word in _words_of(known) if len(word) > 2)
    pieces = _cheapest(text[:_MOST], _common(), own)
    bits = sum(piece.bits for piece in pieces)
    score = sum(bits >= least for least in _BITS)
    return Strength(score, _hint(score, text, {piece.kind for piece in pieces}))


def _hint(score: int, text: str, kinds: set[str]) -> str:
    if score >= 3:
        return _("Strong.") if score == 3 else _("Very strong.")
    if "own" in kinds:
        why = _("words of the project itself are tried first")
    elif "repeated" in kinds:
        why = _("what is repeated adds little")
    elif "row" in kinds:
        why = _("rows of keys, letters or numbers are tried first")
    elif len(text) < _SHORT:
        why = _("it is short")
    else:
        why = _("common words alone are soon tried")
    if score == 2:
        return _("Fair: {why}. Another unrelated word makes it strong.").format(why=why)
    more = _("Five or six unrelated words are hard to guess and easy to keep.")
    weak = _("Weak: {why}.") if score else _("Very weak: {why}.")
    return f"{weak.format(why=why)} {more}"


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@cache
def _common() -> Mapping[str, float]:
    """Return how many bits each common word of some languages adds: the rarer, the more."""
    import wordfreq

    bits: dict[str, float] = {}
    for language in _WORD_LISTS:
        for word, frequency in wordfreq.get_frequency_dict(language, "small").items():
            # By Zipf's law the word of rank n has a tenth of an n-th of all words.
            own = min(16.0, max(8.0, math.log2(0.1 / frequency)))
            if len(word) > 2 and own < bits.get(word, 99.0):
                bits[word] = own
    return bits | dict.fromkeys(_FIRST, 4.0)


def _cheapest(text: str, common: Mapping[str, float], own: frozenset[str]) -> list[_Piece]:
    """Return the pieces of `text` that together cost a guesser least."""
    sign = math.log2(_pool(text))
    best: list[tuple[float, list[_Piece]]] = [(0.0, [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(max(0, end - _LONGEST), end):
            piece = _piece(text, start, end, sign, common, own)
            if piece is not None:
                before, pieces = best[start]
                ways.append((before + piece.bits, [*pieces, piece]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1]


def _pool(text: str) -> int:
    """Return among how many signs those of `text` were chosen."""
    classes = (
        (26, str.islower),
        (26, str.isupper),
        (10, str.isdigit),
        (30, lambda letter: not letter.isalnum()),
        (60, lambda letter: not letter.isascii()),
    )
    return max(10, sum(size for size, among in classes if any(map(among, text))))


def _piece(
    text: str, start: int, end: int, sign: float, common: Mapping[str, float], own: frozenset[str]
) -> _Piece | None:
    """Return what a stretch of `text` adds as one piece, or None where it is none."""
    written = text[start:end]
    if len(written) == 1:
        return _Piece(1.0 if written.isspace() or text[:start].endswith(written) else sign, "sign")
    low = written.casefold()
    # A word, a row or anything else that stood there before.
    if len(written) > 2 and low in text[:start].casefold():
        return _Piece(2.0, "repeated")
    if len(set(low)) == 1 and len(low) > 2:
        return _Piece(sign + math.log2(len(low)), "repeated")
    if len(low) > 2 and any(low in row or low[::-1] in row for row in _ROWS):
        return _Piece(4.0 + math.log2(len(low)), "row")
    if re.fullmatch(r"(19|20)\d\d", low):
        return _Piece(7.0, "row")
    for word, more in ((low, 0.0), (low.translate(_STANDS_FOR), 2.0)):
        capitals = 1.0 if written != written.lower() else 0.0
        if word in own:
            return _Piece(2.0 + more + capitals, "own")
        if word in common:
            return _Piece(common[word] + more + capitals, "word")
    return None
