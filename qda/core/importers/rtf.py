"""Reading Rich Text Format (.rtf), also where such a file goes by the name of .doc."""

from __future__ import annotations

from pathlib import Path

from qda.core.importers import Imported, ReadOptions, entry
from qda.errors import UnreadableFileError
from qda.i18n import _


@entry(".rtf")
def read(path: Path, options: ReadOptions) -> list[Imported]:
    """Return the one transcript in the RTF file at `path`.

    Notes stand as ``[1] …`` paragraphs at the end of the text and as ``[1]`` where they belong; headers, footers,
    comments, hidden text and deletions of tracked changes are left out, and warnings say so.
    `options.encoding` overrules the code pages that the file names for its bytes.
    Raises :class:`UnreadableFileError` where the file is no RTF or without any words.
    """
    from qda.core.importers.encodings import codec_of
    from qda.core.importers.flow import words_of
    from qda.core.importers.omissions import Omissions
    from qda.core.importers.rtfstory import RtfStory
    from qda.core.importers.xmlparts import too_deep

    data = path.read_bytes().lstrip()
    if not data.startswith(b"{\\rtf"):
        raise UnreadableFileError(
            _(
                "{file} is not in Rich Text Format, whatever its name says. Open it in its program and save it again."
            ).format(file=path.name)
        )
    omitted = Omissions()
    story = RtfStory(omitted, codec_of(options.encoding) if options.encoding else None)
    try:
        flow = story.read(data)
    except RecursionError as error:
        raise too_deep(path.name) from error
    said = flow.end
    for label, note in story.notes:
        flow.paragraph(f"{label} {note}")
    text = words_of(flow, path.name)
    warnings = list(omitted.sentences())
    if not story.is_whole:
        warnings.append(_("The file ends in the middle: its last part is missing. Try to get the whole file."))
    turns = flow.turns(said) if options.speakers else ()
    return [Imported(path.stem, text, turns, ".rtf", options.encoding, warnings=tuple(warnings))]
