"""Reading Word documents (.docx and its kin): paragraphs, lists, tables and notes, without what nobody said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qda.core.importers import Imported, ReadOptions, entry
from qda.errors import UnreadableFileError
from qda.i18n import _

if TYPE_CHECKING:
    from qda.core.importers.wordparts import WordParts
    from qda.core.importers.wordstory import Story


@entry(".docx", ".docm", ".dotx", ".dotm")
def read(path: Path, options: ReadOptions) -> list[Imported]:
    """Return the one transcript in the Word document at `path`.

    Notes stand as ``[1] …`` paragraphs at the end of the text and as ``[1]`` where they belong; headers, footers,
    comments, hidden text and deletions of tracked changes are left out, and warnings say so. (hazard O3)
    Raises :class:`UnreadableFileError` where the file is damaged, locked, hostile or without any words.
    """
    from qda.core.importers.archives import open_archive
    from qda.core.importers.omissions import Omissions
    from qda.core.importers.wordparts import WordParts
    from qda.core.importers.wordstory import Story

    omitted = Omissions()
    with open_archive(path) as archive:
        parts = WordParts(path, archive)
        story = Story(parts, omitted)
        try:
            flow = story.read(parts.body)
            said = flow.end
            _append_notes(story, parts)
            for margin in map(parts.margin, story.margins):
                if margin is not None:
                    omitted.margins.append(Story(parts, Omissions()).read(margin).text)
        except RecursionError as error:
            raise UnreadableFileError(
                _("{file} is nested more deeply than any document is, and was not read.").format(file=path.name)
            ) from error
    text = flow.text
    if not text or text.isspace():
        raise UnreadableFileError(
            _("{file} holds no text, only pictures or nothing. The picture of a text has to be typed out.").format(
                file=path.name
            )
        )
    turns = flow.turns(said) if options.speakers else ()
    return [Imported(path.stem, text, turns, ".docx", warnings=omitted.sentences())]


def _append_notes(story: Story, parts: WordParts) -> None:
    """Put the notes under the text, so that none of their words is lost and no sentence of speech is cut by one."""
    elements = {kind: parts.notes(kind) for kind in {kind for kind, _id, _label in story.notes}}
    for kind, number, label in story.notes:
        element = elements[kind].get(number)
        if element is not None:
            story.read_note(element, f"{label} ")
