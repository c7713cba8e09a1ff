"""What codes meant at a moment: the codebook as a coder had it before the eyes when a source was finished.

The **meaning** of a code is its path (names joined by `` > ``), definition, include, exclude and example. Colour,
order, kind, origin, stance, references and who made it are no part of it: nobody codes otherwise because of them.

A code is **redefined** where a coder who goes by the codebook might decide otherwise now:

- its words (definition, include, exclude, example) are others than they were, a first definition and a deleted one
  included; spaces and line ends don't count, capitals do;
- or it has no such words, then and now, and its own name is another one, capitals and spaces aside: a code without a
  definition means what it is called.

So giving another name to a code with the same definition is no redefinition, nor is moving it, or giving another name
to a category above it. Of the two halves of a split the new one is a new code; the other is redefined when its words
are. A code that took in another by merging is redefined where that changed its words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

from sqlalchemy.orm import Session

from qda.core.codebook import SEPARATOR, TEXTS, CodeRow
from qda.storage.texts import load_texts

Meaning = tuple[str, str, str, str, str]
"""Path, definition, include, exclude, example."""

_SIGNED = 8  # bytes of a hash; two of some thousand meanings won't share them


def meaning_of(code: CodeRow) -> Meaning:
    """Return what a code means now."""
    return (code.path, code.definition, code.include, code.exclude, code.example)


# Kept codebooks hold mostly the same meanings, again and again.
@lru_cache(maxsize=4096)
def signature(meaning: Meaning) -> str:
    """Return what two meanings have in common exactly where the one is no redefinition of the other (17 signs)."""
    path, *texts = meaning
    words = [" ".join(text.split()) for text in texts]
    if any(words):
        return "w" + _hash("\n".join(words))
    return "n" + _hash(" ".join(path.rpartition(SEPARATOR)[2].split()).casefold())


def _hash(words: str) -> str:
    return sha256(words.encode("utf-8")).hexdigest()[: 2 * _SIGNED]


def written(codes: Iterable[CodeRow]) -> str:
    """Return a codebook's meanings as canonical JSON: equal ones are equal to the letter, in whatever order they stand.

    ``{"fields": ["path", "definition", ...], "codes": {id: [path, definition, ...]}}``, keys sorted, no spaces.
    """
    book = {"fields": ["path", *TEXTS], "codes": {code.id: meaning_of(code) for code in codes}}
    return json.dumps(book, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def signatures_in(kept: str) -> dict[str, str]:
    """Return the signature of each code, by its id, in a codebook that :func:`written` wrote.

    Raises ValueError where it is none.
    """
    book = json.loads(kept)
    if not isinstance(book, dict) or book.get("fields") != ["path", *TEXTS]:
        raise ValueError("this is no codebook")
    return {code_id: signature(tuple(meaning)) for code_id, meaning in book["codes"].items()}


def kept_signatures(session: Session, hashes: Iterable[bytes]) -> Mapping[bytes, dict[str, str]]:
    """Return the signatures in several kept codebooks; raises ProjectFileError where one is missing or damaged."""
    return {key: signatures_in(text) for key, text in load_texts(session, hashes).items()}
