"""Reading Word documents (.docx and its kin): paragraphs, lists, tables and notes, without what nobody said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qda.core.importers import Imported, ReadOptions, entry

if TYPE_CHECKING:
    from qda.core.importers.wordparts import WordParts
    from qda.core.importers.wordstory import Story


@entry(".docx", ".docm", ".dotx", ".dotm")
def read(path: Path, options: ReadOptions) -> list[Imported]:
    """Return the one transcript in the Word document at `path`.

    Notes stand as ``[1] …`` paragraphs at the end of the text and as ``[1]`` where they belong; headers, footers,
    comments, hidden text and deletions of tracked changes are left out, and warnings say so.
    Raises :class:`UnreadableFileError` where the file is damaged, locked, hostile or without any words.
    """
    from qda.core.importers.archives import open_archive
    from qda.core.importers.flow import words_of
    from qda.core.importers.omissions import Omissions
    from qda.core.importers.wordparts import WordParts
    from qda.core.importers.wordstory import Story
    from qda.core.importers.xmlparts import too_deep

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
            raise too_deep(path.name) from error
    text = words_of(flow, path.name)
    turns = flow.turns(said) if options.speakers else ()
    return [Imported(path.stem, text, turns, ".docx", warnings=omitted.sentences())]


def _append_notes(story: Story, parts: WordParts) -> None:
    """Put the notes under the text, so that none of their words is lost and no sentence of speech is cut by one."""
    elements = {kind: parts.notes(kind) for kind in {kind for kind, _id, _label in story.notes}}
    for kind, number, label in story.notes:
        element = elements[kind].get(number)
        if element is not None:
            story.read_note(element, f"{label} ")
