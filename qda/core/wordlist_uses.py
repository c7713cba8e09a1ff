"""Where wordings to avoid stand in what the researchers have written: codes, themes, summaries and memos."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import memo_text
from qda.core.memos import heading
from qda.core.wordlist import Hint, entries, marked, written_language
from qda.i18n import _
from qda.storage.models import Code, Frame, FrameCell, FrameRow, Memo, Theme

# An example of a code is a passage in the person's words; it is not looked through, and neither is an in vivo name.
_CODE_TEXTS = ("definition", "include", "exclude")
_THEME_TEXTS = ("idea", "definition", "boundaries")
PLACES = {
    "name": _("name"),
    "definition": _("definition"),
    "include": _("when to use"),
    "exclude": _("when not to use"),
    "idea": _("central idea"),
    "boundaries": _("what it is not"),
    "summary": _("summary"),
    "title": _("title"),
    "body": _("memo"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """A wording to avoid that somebody wrote: in which `field` of which thing, with some words around it.

    `kind` is code, theme, summary or memo; `thing_id` of a summary is that of its cell. `text` is what `hint` lies in.
    """

    kind: str
    thing_id: str
    name: str
    field: str
    text: str
    hint: Hint


def uses(session: Session) -> list[Use]:
    """Return where wordings to avoid stand, in the order codes, themes, summaries, memos."""
    listed = entries(session)
    if not listed:
        return []
    language = written_language(session)
    return [
        Use(kind, thing_id, name, field, text, hint)
        for kind, thing_id, name, field, text in _written(session)
        for hint in marked(listed, text, language)
    ]


def _written(session: Session) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield all that researchers have written: kind, id, name, field and text."""
    for code in session.scalars(select(Code).order_by(Code.name, Code.id)):
        if code.origin != "in vivo":
            yield "code", code.id, code.name, "name", code.name
        for field in _CODE_TEXTS:
            yield "code", code.id, code.name, field, getattr(code, field)
    for theme in session.scalars(select(Theme).order_by(Theme.position, Theme.id)):
        yield "theme", theme.id, theme.name, "name", theme.name
        for field in _THEME_TEXTS:
            yield "theme", theme.id, theme.name, field, getattr(theme, field)
    yield from _summaries(session)
    for memo in session.scalars(select(Memo).order_by(Memo.created, Memo.id)):
        name = heading(memo.title, memo.body) or _("Untitled")
        yield "memo", memo.id, name, "title", memo.title
        yield "memo", memo.id, name, "body", memo_text.plain(memo.body)


def _summaries(session: Session) -> Iterator[tuple[str, str, str, str, str]]:
    query = select(FrameCell.id, Frame.name, FrameRow.name, FrameCell.summary)
    query = query.join(FrameRow, FrameRow.id == FrameCell.row_id).join(Frame, Frame.id == FrameRow.frame_id)
    for cell_id, name, row, summary in session.execute(query.order_by(FrameCell.id)):
        yield "summary", cell_id, " · ".join(filter(None, (name, row))), "summary", summary
