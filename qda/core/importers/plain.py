"""Reading plain text and Markdown: the text stays as written, markup and front matter included; speakers are found."""

from __future__ import annotations

from pathlib import Path

from qda.core.importers import Imported, ReadOptions, entry
from qda.errors import UnreadableFileError
from qda.i18n import _


@entry(".txt", ".text", ".md", ".markdown")
def read_plain(path: Path, options: ReadOptions) -> list[Imported]:
    """Read a text or Markdown file in any encoding as one transcript.

    Raises UnreadableFileError where the file cannot be opened, holds no words, or is not in the chosen encoding.
    """
    from qda.core.importers.encodings import decode
    from qda.core.importers.speakers import find_turns

    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            _("{file} could not be read ({reason}).").format(file=path.name, reason=error.strerror or error)
        ) from error
    try:
        text, encoding, warnings = decode(data, options.encoding)
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{path.name}: {error.sentence}") from error
    if not any(char.isalnum() for char in text):
        raise UnreadableFileError(_("{file} holds no words; there is nothing to import.").format(file=path.name))
    return [
        Imported(
            name=path.stem,
            text=text,
            turns=tuple(find_turns(text)) if options.speakers else (),
            format=".md" if path.suffix.lower() in (".md", ".markdown", ".mdown", ".mkd") else ".txt",
            encoding=encoding,
            warnings=tuple(warnings),
        )
    ]
