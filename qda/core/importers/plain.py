"""Reading plain text and Markdown: the text stays as written, markup and front matter included; speakers are found."""

from __future__ import annotations

from pathlib import Path

from qda.core.importers import Imported, ReadOptions, entry
from qda.core.importers.detect import MARKDOWN
from qda.errors import UnreadableFileError
from qda.i18n import _


@entry(".txt", ".text", ".md", ".markdown")
def read_plain(path: Path, options: ReadOptions) -> list[Imported]:
    """Read a text or Markdown file in any encoding as one transcript.

    Raises UnreadableFileError where the file holds no words or is not in the chosen encoding.
    """
    from qda.core.importers.encodings import decode
    from qda.core.importers.speakers import find_turns

    text, encoding, warnings = decode(path.read_bytes(), options.encoding)
    if not any(char.isalnum() for char in text):
        raise UnreadableFileError(_("{file} holds no words; there is nothing to import.").format(file=path.name))
    return [
        Imported(
            name=path.stem,
            text=text,
            turns=tuple(find_turns(text)) if options.speakers else (),
            format=".md" if path.suffix.lower() in MARKDOWN else ".txt",
            encoding=encoding,
            warnings=tuple(warnings),
        )
    ]
