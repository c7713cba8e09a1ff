"""Reading a manuscript: the paragraphs of a Word file in order, its notes after them, and how each is set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.core.text import canonical
from qda.errors import RefusedError
from qda.i18n import _

if TYPE_CHECKING:
    from qda.core.importers.wordparts import WordParts

SUFFIXES = (".docx", ".docm")
_QUOTE = re.compile(r"quot|zitat|citation|citat|sitat|blocktext|blockcit", re.IGNORECASE)
_HEADING = re.compile(r"heading(\d)|berschrift(\d)|^title$|^titel$|^titre", re.IGNORECASE)
_INDENT = 200  # twentieths of a point; less is a typesetter's whim


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of a manuscript: `where` it stands in words, `set` as a quotation is (styled or indented).

    `story` tells the text, each table cell and each note apart: no quotation goes from one into another. A new line
    in `text` is a soft break.
    """

    text: str
    where: str
    styled: bool = False
    indented: bool = False
    heading: bool = False
    story: int = 0


def read_manuscript(path: Path) -> list[Part]:
    """Return the paragraphs of a manuscript, footnotes and endnotes last.

    Insertions of tracked changes are text and deletions are not, as in a transcript; headers and comments are left out.
    Raises RefusedError for another kind of file, UnreadableFileError for one that is damaged, locked or hostile.
    """
    from qda.core.importers.archives import open_archive
    from qda.core.importers.wordparts import WordParts
    from qda.core.importers.xmlparts import too_deep

    if path.suffix.lower() not in SUFFIXES:
        sentence = _("{file} is no Word file (.docx). Save the manuscript as one and check that.")
        raise RefusedError(sentence.format(file=path.name))
    with open_archive(path) as archive:
        try:
            return _parts(WordParts(path, archive))
        except RecursionError as error:
            raise too_deep(path.name) from error


def _parts(parts: WordParts) -> list[Part]:
    from qda.core.importers.omissions import Omissions
    from qda.core.manuscript.wordpaper import Paper

    paper = Paper(parts, Omissions())
    paper.read(parts.body)
    found = list(_body(paper))
    names = {"footnote": _("Footnote {number}"), "endnote": _("Endnote {number}")}
    seen = dict.fromkeys(names, 0)
    for story, (kind, note_id, _label) in enumerate(paper.notes, start=1_000_000):
        seen[kind] += 1
        element = parts.notes(kind).get(note_id)
        if element is None:
            continue
        note = Paper(parts, Omissions())
        note.read(element)
        where = names[kind].format(number=seen[kind])
        found += [Part(canonical(one.text), where, story=story) for one in note.paragraphs if one.text.strip()]
    return found


def _body(paper: Any) -> list[Part]:
    found: list[Part] = []
    heading, number = "", 0
    for one in paper.paragraphs:
        text = canonical(one.text)
        if not text.strip():
            continue
        if _HEADING.search(one.style):
            heading = " ".join(text.split())
            found.append(Part(text, heading, heading=True))
            continue
        number += 1
        place = _("table, paragraph {number}") if one.cell else _("paragraph {number}")
        where = ", ".join(part for part in (heading, place.format(number=number)) if part)
        found.append(
            Part(text, where, bool(_QUOTE.search(one.style)), one.indent >= _INDENT and not one.cell, story=one.cell)
        )
    return found
