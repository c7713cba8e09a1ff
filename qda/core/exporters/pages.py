"""A report on pages: headings, paragraphs, tables and figures one after another, as Word document or web page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from itertools import count
from pathlib import Path

from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Grid, visible
from qda.core.exporters.markup import html_table, page_head
from qda.core.exporters.prose import Block, Heading
from qda.core.exporters.word import plain_xml, run_xml, section_xml, table_xml
from qda.core.exporters.wordfile import picture_xml, write_document
from qda.core.figures import PRINT, Figure
from qda.i18n import _
from qda.resources import path as resource

Part = Heading | Block | Grid | Figure
_WIDEST = 700.0  # points that a figure may take of a page on its side
_HIGHEST = 310.0


def write_pages(path: Path, title: str, parts: Sequence[Part], facts: Colophon) -> None:
    """Write a report; the suffix of `path` decides the format (.docx, .html). Figures have their words with them."""
    if path.suffix == ".docx":
        pictures = {f"figure{number}": _png(figure) for number, figure in _figures(parts)}
        write_document(path, _word(title, parts, facts), facts, title, pictures)
        return
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _html(title, parts, facts))


def _figures(parts: Sequence[Part]) -> list[tuple[int, Figure]]:
    return list(enumerate((part for part in parts if isinstance(part, Figure)), start=1))


def _png(figure: Figure) -> bytes:
    from qda.core.figures.rendering import png

    return png(figure, PRINT)


def _svg(figure: Figure) -> str:
    from qda.core.figures.rendering import svg

    return svg(figure, PRINT)


def _word(title: str, parts: Sequence[Part], facts: Colophon) -> Iterator[str]:
    tables, figures = count(1), count(1)
    yield plain_xml(visible(title), "Title")
    for part in parts:
        if isinstance(part, Heading):
            yield plain_xml(visible(part.text), f"Heading{min(part.level, 4)}")
        elif isinstance(part, Block):
            style = "ThemeloomNote" if part.kind == "note" else "ThemeloomText"
            runs = "".join(map(run_xml, part.runs))
            yield f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'
        elif isinstance(part, Grid):
            yield from table_xml(part, facts, next(tables))
        else:
            number = next(figures)
            scale = min(1.0, _WIDEST / part.width, _HIGHEST / part.height)
            shown = (part.width * scale, part.height * scale)
            yield picture_xml(f"figure{number}", number, *shown, part.about or part.title)
            yield plain_xml(_("Figure {number}. {title}").format(number=number, title=part.title), "Caption")
    yield section_xml(facts)


def _html(title: str, parts: Sequence[Part], facts: Colophon) -> Iterator[str]:
    styles = "\n".join(resource("templates", name).read_text("utf-8") for name in ("prose.css", "table.css"))
    yield from page_head(title, facts, styles)
    tables, figures = count(1), count(1)
    for part in parts:
        if isinstance(part, Heading):
            level = min(part.level + 1, 6)
            yield f"<h{level}>{escape(visible(part.text), quote=False)}</h{level}>"
        elif isinstance(part, Block):
            words = escape("".join(run.text for run in part.runs), quote=False)
            yield f'<p class="{part.kind}">{words}</p>'
        elif isinstance(part, Grid):
            yield from html_table(part, facts, next(tables))
        else:
            said = escape(part.about or part.title, quote=True)
            data = b64encode(_svg(part).encode()).decode()
            words = escape(_("Figure {number}. {title}").format(number=next(figures), title=part.title), quote=False)
            yield f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{said}"><figcaption>{words}</figcaption>'
            yield "</figure>"
    yield "</main>"
    yield "</body>"
    yield "</html>"
