"""An easy-read booklet to listen to: a sound file a page, in recorded voices before that of the computer."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from qda.core.easyread.booklet import Booklet, Page
from qda.core.easyread.printing.typesetting import headings
from qda.core.speech import sounds, voices
from qda.core.speech.speaking import say
from qda.errors import RefusedError
from qda.i18n import _


class Heard(NamedTuple):
    """How many statements are heard in a recorded voice, in that of the computer, and not at all."""

    recorded: int
    read: int
    silent: int


def write_sound(path: Path, booklet: Booklet, *, computer: bool = True) -> Heard:
    """Write a ZIP file with a WAV file for each page on which there is something to hear.

    With `computer` its voice reads titles and what nobody recorded, where it has one for the language. Raises
    RefusedError where there is nothing to hear, with how to get a voice, SpeechError where the voice breaks down.
    """
    speaks = computer and voices.can_speak(booklet.language)
    lines = [line for page in booklet.pages for line in page.lines]
    recorded = sum(line.voice is not None for line in lines)
    if not speaks and not recorded:
        nothing = _("No voice was recorded for any statement yet.")
        raise RefusedError(f"{nothing} {voices.how_to_get(booklet.language) if computer else ''}".strip())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, page in enumerate(booklet.pages, start=1):
            parts = _parts(booklet, page, (lambda text: say(text, booklet.language).wav) if speaks else None)
            if parts:
                packed.writestr(f"page-{number:02}.wav", sounds.join(parts))
    others = len(lines) - recorded
    return Heard(recorded, others if speaks else 0, 0 if speaks else others)


def _parts(booklet: Booklet, page: Page, read: Callable[[str], bytes] | None) -> list[bytes]:
    """Return what is heard of a page: the titles, which nobody records, and its statements."""
    titles = [read(title) for _level, title in headings(booklet, page)] if read else []
    said = [line.voice or (read(line.text) if read else None) for line in page.lines]
    return [*titles, *(one for one in said if one is not None)]
