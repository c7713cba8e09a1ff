"""The parts of a Word file around its words: styles, settings, footer, and the language of each (ECMA-376)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import chain
from pathlib import Path
from string import Template

from qda.core.exporters.colophon import Colophon, reads_from_right
from qda.core.exporters.officefile import HEAD, RELATIONS, office_file, relations, write_part
from qda.resources import path as resource

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTER = "rId3"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "word/document.xml": f"{_KIND}.document.main+xml",
    "word/styles.xml": f"{_KIND}.styles+xml",
    "word/settings.xml": f"{_KIND}.settings+xml",
    "word/footer1.xml": f"{_KIND}.footer+xml",
}
_DOCUMENT = {
    "rId1": (f"{RELATIONS}/styles", "styles.xml"),
    "rId2": (f"{RELATIONS}/settings", "settings.xml"),
    FOOTER: (f"{RELATIONS}/footer", "footer1.xml"),
}
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU = 12_700  # of Word's units for drawings in a point
_EAST_ASIAN = frozenset(("zh", "ja", "ko"))
# Word wants a country with each language; a tag that has one already is kept.
_COUNTRIES = {
    "ar": "SA", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "GB", "es": "ES", "et": "EE", "fa": "IR",
    "fi": "FI", "fr": "FR", "he": "IL", "hu": "HU", "it": "IT", "ja": "JP", "ko": "KR", "nb": "NO", "nl": "NL",
    "nn": "NO", "pl": "PL", "pt": "PT", "ro": "RO", "ru": "RU", "sl": "SI", "sv": "SE", "tr": "TR", "uk": "UA",
    "ur": "PK", "zh": "CN",
}  # fmt: skip


def write_document(
    path: Path,
    body: Iterable[str],
    facts: Colophon,
    title: str,
    pictures: Mapping[str, bytes] | None = None,
    comments: Iterable[str] | None = None,
) -> None:
    """Write a Word file whose document body is `body`, pieces of XML in order, last of them the section.

    `pictures` are PNG files by the ids under which :func:`picture_xml` shows them; `comments` are elements
    ``w:comment`` by whose ids the body refers to them.
    """
    shown = pictures or {}
    parts = _PARTS | {f"word/media/{key}.png": "image/png" for key in shown}
    media = {key: (f"{RELATIONS}/image", f"media/{key}.png") for key in shown}
    if comments is not None:
        parts |= {"word/comments.xml": f"{_KIND}.comments+xml"}
        media |= {"rIdComments": (f"{RELATIONS}/comments", "comments.xml")}
    with office_file(path, parts, facts, title) as package:
        package.writestr("word/_rels/document.xml.rels", relations(_DOCUMENT | media))
        for key, data in shown.items():
            package.writestr(f"word/media/{key}.png", data)
        package.writestr("word/styles.xml", _styles(facts))
        package.writestr("word/settings.xml", _settings())
        package.writestr("word/footer1.xml", _footer())
        begin = f'<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"><w:body>'
        write_part(package, "word/document.xml", chain([begin], body, ["</w:body></w:document>"]))
        if comments is not None:
            wrapped = chain([f'<w:comments xmlns:w="{MAIN}">'], comments, ["</w:comments>"])
            write_part(package, "word/comments.xml", wrapped)


def picture_xml(key: str, number: int, width: float, height: float, about: str) -> str:
    """Return a paragraph that shows picture `key`, `width` x `height` points; `about` says what there is to be seen."""
    across, down = (round(length * _EMU) for length in (width, height))
    words = escape(about, quote=True).replace("\n", "&#10;")
    return (
        "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="{number}" name="Figure {number}" descr="{words}"/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="{key}.png"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def language_of(tag: str) -> str:
    """Return ``w:lang`` for a language tag, in the attribute that its script belongs to."""
    head = {"no": "nb"}.get(tag.split("-")[0], tag.split("-")[0])
    full = tag if "-" in tag else f"{head}-{_COUNTRIES[head]}" if head in _COUNTRIES else head
    script = ' w:eastAsia="{0}"' if head in _EAST_ASIAN else ' w:bidi="{0}"' if reads_from_right(head) else ""
    return f'<w:lang w:val="{full}"{script.format(full)}/>'


def _styles(facts: Colophon) -> str:
    template = Template(resource("templates", "word-styles.xml").read_text("utf-8"))
    return template.substitute(language=language_of(facts.language), bidi="<w:bidi/>" if facts.rtl else "")


def _settings() -> str:
    """Return settings: today's layout rules (mode 15), and words divided at line ends by the language's rules."""
    office = "http://schemas.microsoft.com/office/word"
    return (
        f'{HEAD}<w:settings xmlns:w="{MAIN}"><w:defaultTabStop w:val="720"/><w:autoHyphenation/>'
        '<w:consecutiveHyphenLimit w:val="2"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{office}" w:val="15"/></w:compat></w:settings>'
    )


def _footer() -> str:
    return (
        f'{HEAD}<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{field('PAGE', '1')}</w:p></w:ftr>"
    )


def field(code: str, shown: str) -> str:
    """Return a field that Word works out, such as a page number, showing `shown` until it does."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
