"""The form on paper: what a round shows in large print, a page a card, with boxes, lines to write on, and a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core.easyread.booklet import Booklet, Line, Page, Run
from qda.core.review.pack_content import Card, Content, content
from qda.core.review.packs import code_of, one_pack
from qda.core.review.plain import words
from qda.errors import RefusedError
from qda.i18n import _

SIZE = 18
"""Large print, in points (United Kingdom Association for Accessible Formats: 16 and more)."""
ROOM = 4
"""Lines to write on where something is missing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the words beside its boxes, and how many lines there are to write on."""

    question: str
    boxes: tuple[str, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class Form:
    """What is printed: a front page and one for each card (`booklet`); `head` stands on each sheet.

    `blanks` are filled in on the front page, `asked` stands below each card, `owed` at the end.
    """

    booklet: Booklet
    code: str
    head: str
    blanks: tuple[str, ...]
    asked: tuple[Asked, ...]
    owed: tuple[str, ...]


def form(shown: Content) -> Form:
    """Return what is printed of a round; the code is that under which it is handed out on paper."""
    said = words(shown.language)
    code = code_of(shown.written())
    only = next(iter(shown.people)) if len(shown.people) == 1 else ""
    how = [said["hello.why"], said["hello.right"], said["paper.how"], said["paper.back"]]
    front = Page("", "front", "", tuple(Line("", (Run(one),)) for one in how))
    cards = tuple(_card(card, shown, said) for card in shown.cards)
    person = f"{said['paper.person']}: {only}"
    return Form(
        Booklet(shown.title, shown.language, "", (front, *cards), size=SIZE),
        code,
        f"{said['paper.form']}: {code}" + (f"    {person}" if only else ""),
        tuple(said[key] for key in (*(() if only else ("paper.person",)), "paper.date", "paper.helped")),
        tuple(_asked(ask, said) for ask in shown.asks),
        shown.owed,
    )


def write(session: Session, pack_id: str, path: Path) -> Path:
    """Write a paper form that was handed out as .docx or .pdf, whole or not at all; RefusedError where it can't be."""
    pack = one_pack(session, pack_id)
    shown = content(session, pack.round_id, list(pack.people.values()))
    unfinished = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        write_form(form(shown), unfinished)
        unfinished.replace(path)
    except OSError as error:
        sentence = _("{file} can't be written: {error}. Choose another place.")
        raise RefusedError(sentence.format(file=path.name, error=error.strerror or error)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def write_form(made: Form, path: Path) -> None:
    """Write a form as .docx or as tagged PDF, as the suffix says."""
    if path.suffix.lower() == ".pdf":
        from qda.core.review.paper_pdf import write_pdf

        write_pdf(path, made)
    else:
        from qda.core.review.paper_docx import write_docx

        write_docx(path, made)


def _card(card: Card, shown: Content, said: Mapping[str, str]) -> Page:
    kind = said[f"shown.{card.kind}"]
    note = [f"{said['note.title']} {card.note}", said["note.choose"]] if card.note else []
    told = [Line("", (Run(one, True),)) for one in note]
    before = ""
    for part in card.parts:
        picture = shown.pictures.get(part.picture) if card.kind == "page" or part.picture != before else None
        told.append(Line("", (Run(part.words),), picture))
        before = part.picture
    return Page(card.id, "theme", f"{kind}: {card.title}" if card.title else kind, tuple(told))


def _asked(ask: str, said: Mapping[str, str]) -> Asked:
    if ask == "missing":
        return Asked(said["ask.missing"], (said["words.nothing"],), ROOM)
    return Asked(said[f"ask.{ask}"], tuple(said[f"answer.{answer}"] for answer in ("yes", "unsure", "no")), 1)
