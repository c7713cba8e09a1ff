"""Finding a code by a few typed letters: which of the codebook's codes are meant, the likeliest first."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from qda.core.codebook import CodeRow

_NAME, _WORD_START, _WITHIN, _PATH, _LETTERS, _DEFINITION = 60, 40, 30, 20, 10, 5


def fold(words: str) -> str:
    """Return `words` for comparing: without capitals and accents."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def rank(
    book: Sequence[CodeRow], typed: str, *, counts: Mapping[str, int] | None = None, lately: Sequence[str] = ()
) -> list[CodeRow]:
    """Return the codes that `typed` may mean, best first; without letters, the ones used lately and then most often.

    A beginning of the name counts most, then of a word in it, then letters inside it, the path, letters in order
    (``pmsk`` finds *prison mask*), and the definition. Codes that are only headings are left out. Among equals, those
    used `lately` (latest first) and those with higher `counts` come first.
    """
    counts = counts or {}
    recent = {code_id: len(lately) - place for place, code_id in enumerate(lately)}
    wanted = fold(typed).split()
    scored = []
    for code in book:
        score = _score(code, wanted)
        if code.codable and score is not None:
            scored.append((-score, -recent.get(code.id, 0), -counts.get(code.id, 0), len(code.name), code.path, code))
    scored.sort(key=lambda item: item[:5])
    return [item[5] for item in scored]


def _score(code: CodeRow, wanted: Sequence[str]) -> int | None:
    if not wanted:
        return 0
    name, path = fold(code.name), fold(code.path)
    whole = " ".join(wanted)
    if name == whole:
        return 1_000
    total = 0
    for word in wanted:
        part = _word_score(word, name, path, code.definition)
        if part is None:
            return None
        total += part
    return total + (_NAME if name.startswith(whole) else 0)


def _word_score(word: str, name: str, path: str, definition: str) -> int | None:
    if any(part.startswith(word) for part in name.replace("-", " ").split()):
        return _WORD_START
    if word in name:
        return _WITHIN
    if word in path:
        return _PATH
    if len(word) > 1 and _in_order(word, name):
        return _LETTERS
    if len(word) > 2 and word in fold(definition):
        return _DEFINITION
    return None


def _in_order(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)
