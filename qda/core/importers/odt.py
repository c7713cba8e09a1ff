"""Reading OpenDocument texts (.odt of LibreOffice and OpenOffice) with the same care as Word documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qda.core.importers import Imported, ReadOptions, entry
from qda.errors import UnreadableFileError
from qda.i18n import _

if TYPE_CHECKING:
    from zipfile import ZipFile

    from qda.core.importers.xmlparts import Element

_MANIFEST = "META-INF/manifest.xml"


@entry(".odt", ".ott")
def read(path: Path, options: ReadOptions) -> list[Imported]:
    """Return the one transcript in the OpenDocument text at `path`.

    Notes stand as ``[1] …`` paragraphs at the end of the text and as ``[1]`` where they belong; headers, footers,
    comments, hidden text and deletions of tracked changes are left out, and warnings say so.
    Raises :class:`UnreadableFileError` where the file is damaged, locked, hostile or without any words.
    """
    from qda.core.importers.archives import open_archive, read_member
    from qda.core.importers.flow import words_of
    from qda.core.importers.odfstory import OdfStory
    from qda.core.importers.odfstyles import OFFICE, OdfStyles
    from qda.core.importers.omissions import Omissions
    from qda.core.importers.xmlparts import parse_xml, too_deep

    omitted = Omissions()
    with open_archive(path) as archive:
        _refuse_if_locked(path, archive)
        content = parse_xml(read_member(archive, "content.xml"), path.name, "content.xml")
        styles = None
        if "styles.xml" in archive.namelist():
            styles = parse_xml(read_member(archive, "styles.xml"), path.name, "styles.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableFileError(
            _("{file} is an OpenDocument file, but not a text. Open it in LibreOffice and save it as .odt.").format(
                file=path.name
            )
        )
    story = OdfStory(OdfStyles(styles, content), omitted)
    try:
        flow = story.read(body)
        said = flow.end
        for label, note in story.notes:
            story.read_note(note, f"{label} ")
        omitted.margins += _margins(styles)
    except RecursionError as error:
        raise too_deep(path.name) from error
    text = words_of(flow, path.name)
    turns = flow.turns(said) if options.speakers else ()
    return [Imported(path.stem, text, turns, ".odt", warnings=omitted.sentences())]


def _refuse_if_locked(path: Path, archive: ZipFile) -> None:
    from qda.core.importers.archives import read_member

    if _MANIFEST in archive.namelist() and b"encryption-data" in read_member(archive, _MANIFEST):
        raise UnreadableFileError(
            _(
                "{file} is locked with a password. Open it in LibreOffice, save it without a password and import that."
            ).format(file=path.name)
        )


def _margins(styles: Element | None) -> list[str]:
    """Return the texts of headers and footers."""
    from qda.core.importers.odfstory import OdfStory
    from qda.core.importers.odfstyles import STYLE, OdfStyles
    from qda.core.importers.omissions import Omissions

    if styles is None:
        return []
    return [
        OdfStory(OdfStyles(), Omissions()).read(one).text
        for one in styles.iter(f"{STYLE}header", f"{STYLE}header-left", f"{STYLE}header-first")
    ] + [
        OdfStory(OdfStyles(), Omissions()).read(one).text
        for one in styles.iter(f"{STYLE}footer", f"{STYLE}footer-left", f"{STYLE}footer-first")
    ]
