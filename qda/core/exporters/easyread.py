"""The easy-read summary: Word, tagged PDF, one HTML page, and its pages read aloud."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.consent import LeftOut, left_out_words
from qda.core.easyread.booklet import Booklet
from qda.core.exporters import Choice, ProductOptions, Written
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _, n_

SUMMARY = Choice("summary", _("Which summary, by its title (empty: the first)"))
VOICE = Choice(
    "voice",
    _("Read aloud in"),
    (
        ("all", _("Recorded voices, and the voice of this computer for the rest")),
        ("recorded", _("Recorded voices only")),
    ),
)


@exporters.product(
    "easy-read",
    title=_("Easy-read summary"),
    about=_("The easy-read summary with its pictures, word list and credits; as .zip, read aloud."),
    suffixes=(".docx", ".pdf", ".html", ".zip"),
    choices=(SUMMARY, VOICE),
    alone=True,
    own_consent=True,
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write an easy-read summary as it is now; RefusedError where there is none, or nothing on its pages."""
    from qda.core.easyread.assembling import assemble

    made = assemble(session, _wanted(session, SUMMARY.of(options)))
    booklet = made.booklet
    if not any(page.lines for page in booklet.pages):
        raise RefusedError(_("There is nothing on the pages of the easy-read summary yet."))
    notices = _notices(booklet, made.left_out)
    if path.suffix == ".docx":
        from qda.core.easyread.printing.wordfile import write_docx

        write_docx(path, booklet)
    elif path.suffix == ".pdf":
        from qda.core.easyread.printing.typesetting import write_pdf

        write_pdf(path, booklet)
    elif path.suffix == ".html":
        from qda.core.easyread.printing.webpage import write_html

        write_html(path, booklet)
    else:
        notices += _write_sound(path, booklet, options)
    return Written(path, tuple(notices), rows=sum(len(page.lines) for page in booklet.pages))


def _wanted(session: Session, title: str) -> str:
    from qda.core.easyread.summaries import summaries

    there = summaries(session)
    if not there:
        raise RefusedError(_("There is no easy-read summary yet."))
    found = [one.id for one in there if title in ("", one.id) or one.title.casefold() == title.casefold()]
    if not found:
        known = ", ".join(f"“{one.title}”" for one in there)
        raise NotFoundError(_("There is no summary “{title}”; there are {known}.").format(title=title, known=known))
    return found[0]


def _notices(booklet: Booklet, left_out: LeftOut) -> list[str]:
    silent = sum(line.picture is not None and not line.picture.words for page in booklet.pages for line in page.lines)
    said = left_out_words(left_out)
    without = n_(
        "{n} picture has no words for people who can't see it.",
        "{n} pictures have no words for people who can't see them.",
        silent,
    )
    return [*([said] if said else []), *([without] if silent else [])]


def _write_sound(path: Path, booklet: Booklet, options: ProductOptions) -> list[str]:
    from qda.core.easyread.printing.sound import write_sound

    heard = write_sound(path, booklet, computer=VOICE.of(options) == "all")
    read = n_(
        "{n} statement is read by the voice of this computer.",
        "{n} statements are read by the voice of this computer.",
        heard.read,
    )
    silent = n_("{n} statement has no voice.", "{n} statements have no voice.", heard.silent)
    return [*([read] if heard.read else []), *([silent] if heard.silent else [])]
