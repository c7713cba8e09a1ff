"""The easy-read summary: Word, tagged PDF, one HTML page, and its pages read aloud where voices were recorded."""

from __future__ import annotations

import io
import wave
import zipfile
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.consent import LeftOut, left_out_words
from qda.core.easyread.booklet import Booklet, Page
from qda.core.exporters import Choice, ProductOptions, Written
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _, n_

SUMMARY = Choice("summary", _("Which summary, by its title (empty: the first)"))


@exporters.product(
    "easy-read",
    about=_("The easy-read summary with its pictures, word list and credits; as .zip, its recorded voices."),
    suffixes=(".docx", ".pdf", ".html", ".zip"),
    choices=(SUMMARY,),
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
        notices += _write_voices(path, booklet)
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


def _write_voices(path: Path, booklet: Booklet) -> list[str]:
    """Write a WAV file a page with the recorded voices of its statements one after another."""
    spoken = [
        (number, page) for number, page in enumerate(booklet.pages, start=1) if any(one.voice for one in page.lines)
    ]
    if not spoken:
        raise RefusedError(_("No voice was recorded for any statement yet."))
    missing = sum(line.voice is None for _number, page in spoken for line in page.lines)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, page in spoken:
            packed.writestr(f"page-{number:02}.wav", _joined(page))
    if not missing:
        return []
    return [n_("{n} statement has no voice.", "{n} statements have no voice.", missing)]


def _joined(page: Page) -> bytes:
    """Return the voices of a page as one WAV file; RefusedError where they were recorded in different ways."""
    made = io.BytesIO()
    first: tuple[int, int, int] | None = None
    with wave.open(made, "wb") as out:
        for line in page.lines:
            if line.voice is None:
                continue
            with wave.open(io.BytesIO(line.voice), "rb") as recorded:
                form = (recorded.getnchannels(), recorded.getsampwidth(), recorded.getframerate())
                if first is None:
                    first = form
                    out.setnchannels(form[0])
                    out.setsampwidth(form[1])
                    out.setframerate(form[2])
                elif form != first:
                    sentence = _("The voices of “{page}” were recorded in different ways and can't be put together.")
                    raise RefusedError(sentence.format(page=page.title))
                out.writeframes(recorded.readframes(recorded.getnframes()))
                # Half a second of silence between two statements.
                out.writeframes(bytes(form[2] // 2 * form[0] * form[1]))
    return made.getvalue()
