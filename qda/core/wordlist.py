"""The project's word list: what to call things in which context, what not, why, who says so, and who sees it otherwise.

A wording to avoid is a hint for what researchers write (names, definitions, summaries, memos), never a rule: language
depends on context and person, so every entry may carry a different view. What participants say is never looked
through, and neither are words in quotation marks, which are somebody's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.lemmas import lemmas
from qda.core.naming import clean, required
from qda.core.study import facts
from qda.core.text import MARKS
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.fulltext import fold
from qda.storage.models import Wording

_WORD = re.compile(rf"(?:[^\W_]|[{MARKS}]|(?<=\w)['’](?=\w))+")
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|\"[^\"]*\"")
_BETWEEN = re.compile(r"[\s\u2010\u2011-]+")  # what may stand between the words of one wording
_USUAL = "en"  # where the study doesn't say in which language it is written


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the word list; `avoid` are wordings to avoid, `dissent` what others say to the contrary."""

    id: str
    preferred: str
    avoid: tuple[str, ...]
    context: str
    why: str
    said_by: str
    dissent: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Where a wording to avoid stands: code points of the text, and the words as they stand there."""

    entry: Entry
    start: int
    end: int
    words: str


def entries(session: Session) -> list[Entry]:
    """Return the word list by what is preferred, capitals aside."""
    rows = [_entry(row) for row in session.scalars(select(Wording).order_by(Wording.id))]
    return sorted(rows, key=lambda entry: (fold(entry.preferred), entry.id))


def _entry(row: Wording) -> Entry:
    avoid = tuple(json.loads(row.avoid))
    return Entry(row.id, row.preferred, avoid, row.context, row.why, row.said_by, row.dissent)


def add_entry(session: Session, preferred: str, avoid: Iterable[str] = (), **values: str) -> str:
    """Add an entry and return its id; `values` are context, why, said_by and dissent."""
    row = Wording(preferred=_preferred(preferred), avoid=_avoided(preferred, avoid))
    _put(row, values)
    session.add(row)
    session.flush()
    return row.id


def edit_entry(session: Session, entry_id: str, **values: Any) -> None:
    """Change an entry: preferred, avoid (several wordings), context, why, said_by, dissent."""
    row = _row(session, entry_id)
    if "preferred" in values:
        row.preferred = _preferred(values.pop("preferred"))
    row.avoid = _avoided(row.preferred, values.pop("avoid", json.loads(row.avoid)))
    _put(row, values)


def remove_entry(session: Session, entry_id: str) -> None:
    """Take an entry off the list; undo brings it back."""
    session.delete(_row(session, entry_id))


def _put(row: Wording, values: dict[str, str]) -> None:
    for field, value in values.items():
        if field not in ("context", "why", "said_by", "dissent"):
            raise TypeError(f"an entry of the word list has no {field}")
        setattr(row, field, value.strip() if field in ("why", "dissent") else clean(value))


def _row(session: Session, entry_id: str) -> Wording:
    row = session.get(Wording, entry_id)
    if row is None:
        raise NotFoundError(_("That entry is not in the word list any more."))
    return row


def _preferred(words: str) -> str:
    return required(words, _("Say which wording is preferred; an entry needs one."))


def _avoided(preferred: str, wordings: Iterable[str]) -> str:
    """Return the wordings to avoid as they are kept: each once, none empty, none the preferred one."""
    once: dict[str, str] = {}
    for words in map(clean, wordings):
        if words:
            once.setdefault(fold(words), words)
    if fold(clean(preferred)) in once:
        raise RefusedError(
            _("“{words}” can't be preferred and to be avoided in one entry.").format(words=clean(preferred))
        )
    return json.dumps(list(once.values()), ensure_ascii=False)


# Finding what is to be avoided --------------------------------------------------------------------------------------


def hints(session: Session, text: str, language: str = "") -> list[Hint]:
    """Return where wordings to avoid stand in `text`, in their order; `language` is a tag, the study's where empty."""
    listed = entries(session)
    return marked(listed, text, language or written_language(session)) if listed else []


def written_language(session: Session) -> str:
    """Return in which language the researchers write: the study's, else English."""
    return facts(session).language or _USUAL


def marked(listed: Sequence[Entry], text: str, language: str) -> list[Hint]:
    """Return the hints of these entries for `text`.

    Whole words count, other forms of them too (suffers for suffering), capitals don't. Of wordings that lie in one
    another the longest is told.
    """
    wanted = [(entry, words, _WORD.findall(words)) for entry in listed for words in entry.avoid]
    if not text or not wanted:
        return []
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    said = [match for match in _WORD.finditer(text) if not any(start <= match.start() < end for start, end in quoted)]
    forms = [lemmas(match.group(), language) for match in said]
    found: list[Hint] = []
    for entry, _words, parts in wanted:
        asked = [lemmas(part, language) for part in parts]
        for first in range(len(said) - len(asked) + 1 if asked else 0):
            span = said[first : first + len(asked)]
            if all(wish & form for wish, form in zip(asked, forms[first:], strict=False)) and _together(text, span):
                start, end = span[0].start(), span[-1].end()
                found.append(Hint(entry, start, end, text[start:end]))
    found.sort(key=lambda hint: (hint.start, -hint.end))
    kept: list[Hint] = []
    for hint in found:
        if not any(one.start <= hint.start and hint.end <= one.end for one in kept):
            kept.append(hint)
    return kept


def _together(text: str, span: Sequence[re.Match[str]]) -> bool:
    """Tell whether words follow one another with nothing but spaces and hyphens between them."""
    return all(_BETWEEN.fullmatch(text, one.end(), other.start()) for one, other in pairwise(span))
