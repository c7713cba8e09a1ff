"""A text for reading: headings, paragraphs, tables and figures, as a Word document, a web page or Markdown."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import count
from pathlib import Path
from typing import Literal

from qda.core.exporters.colophon import Colophon
from qda.core.exporters.gathered import gathered
from qda.core.exporters.grid import Grid, Paragraph, Run, visible
from qda.core.exporters.markup import html_run, html_table, markdown, markdown_run, markdown_table, page_head
from qda.core.exporters.word import plain_xml, run_xml, section_xml, table_xml
from qda.core.exporters.wordfile import picture_xml, write_document
from qda.core.figures import PRINT, Figure
from qda.core.privacy.withholding import cleaned
from qda.i18n import _
from qda.resources import path as resource

Kind = Literal["text", "lead", "facts", "quote", "translation", "item", "note"]

_STYLES: dict[Kind, str] = {
    "text": "ThemeloomText",
    "lead": "ThemeloomLead",
    "facts": "ThemeloomFacts",
    "quote": "ThemeloomBlockQuote",
    "translation": "ThemeloomBlockTranslation",
    "item": "ThemeloomItem",
    "note": "ThemeloomNote",
}
# A4 upright, 2.5 cm around, and on its side, 2 cm: how wide the words are, and the margin; twentieths of a point.
_WIDTHS, _MARGINS = {False: 11906 - 2 * 1418, True: 16838 - 2 * 1134}, {False: 1418, True: 1134}
_MOST = 5  # columns that an upright page holds; a wider table has pages on their side to itself
_HIGHEST = {False: 560.0, True: 310.0}  # points that a figure may take of a page upright, and on its side
_LINE_START = re.compile(r"^(\d*)([-+#=.)])")  # what would begin a list, a heading or a line under one


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1 below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of runs; its `kind` decides the looks. One that `stays` is not parted from what follows."""

    runs: tuple[Run, ...]
    kind: Kind = "text"
    rtl: bool = False
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """From here on pages stand upright, or lie on their `sideways` edge, for tables with many columns."""

    sideways: bool


Part = Heading | Block | Grid | Figure | Turn


@dataclass(frozen=True, slots=True)
class Prose:
    """A text: its title and its parts in order; tables and figures are numbered through. Pages start `sideways`."""

    title: str
    parts: tuple[Part, ...]
    sideways: bool = False


def block(text: str, kind: Kind = "text") -> Block:
    """Return a paragraph of one plain run."""
    run = Run(visible(text))
    return Block((run,), kind, run.rtl)


def led(lead: str, text: str) -> Iterator[Block]:
    """Yield a paragraph for each line of `text` that holds anything, the first begun by `lead` in bold."""
    for number, line in enumerate(line for line in visible(text).split("\n") if line.strip()):
        run = Run(line)
        yield Block((Run(f"{lead} ", bold=True), run) if number == 0 else (run,), rtl=run.rtl)


def cited(parts: list[Paragraph]) -> Iterator[Block]:
    """Yield a cited quote, and its translation, as paragraphs of a text."""
    for number, part in enumerate(parts):
        kind: Kind = "translation" if part.role == "translation" else "quote"
        follows = number + 1 < len(parts) and parts[number + 1].joins
        yield Block(part.runs, kind, part.rtl, stays=follows)


def write_prose(path: Path, prose: Prose, facts: Colophon) -> list[str]:
    """Write a text; the suffix of `path` decides the format (.docx, .html, .md, .pdf).

    Figures have their words with them; Markdown, which holds no drawing, has the words alone. Return sentences on what
    the format could not hold.
    """
    prose = cleaned(prose)
    if gathered(prose.parts):
        return []
    if path.suffix == ".docx":
        pictures = {f"figure{number}": _png(figure) for number, figure in _figures(prose)}
        write_document(path, _word(prose, facts), facts, prose.title, pictures)
        return []
    if path.suffix == ".pdf":
        from qda.core.exporters.typeset import write_pdf

        return write_pdf(path, prose, facts)
    lines = _html(prose, facts) if path.suffix == ".html" else _markdown(prose)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    drawn = path.suffix == ".md" and any(isinstance(part, Figure) for part in prose.parts)
    return [_("Markdown holds no drawings; the words about each figure stand in its place.")] if drawn else []


def wide(grid: Grid) -> bool:
    """Say whether a table within a text needs a page on its side to itself."""
    return len(grid.columns) > _MOST and not grid.upright


def figure_caption(figure: Figure, number: int) -> str:
    """Return what stands below a figure: its number and title."""
    return _("Figure {number}. {title}").format(number=number, title=figure.title)


def _figures(prose: Prose) -> list[tuple[int, Figure]]:
    return list(enumerate((part for part in prose.parts if isinstance(part, Figure)), start=1))


def _png(figure: Figure) -> bytes:
    from qda.core.figures.rendering import png

    return png(figure, PRINT)


# Word --------------------------------------------------------------------------------------------------------------


def _word(prose: Prose, facts: Colophon) -> Iterator[str]:
    tables, figures, sideways = count(1), count(1), prose.sideways
    yield plain_xml(visible(prose.title), "Title")
    for part in prose.parts:
        if isinstance(part, Heading):
            yield plain_xml(visible(part.text), f"Heading{min(part.level, 4)}")
        elif isinstance(part, Grid):
            alone = wide(part) and not sideways
            if alone:
                yield _ends(facts, sideways=False)
            yield from table_xml(part, facts, next(tables) if part.caption else 0, _WIDTHS[sideways or alone])
            if alone:
                yield _ends(facts, sideways=True)
        elif isinstance(part, Figure):
            yield from _word_figure(part, next(figures), sideways)
        elif isinstance(part, Turn):
            if part.sideways != sideways:
                yield _ends(facts, sideways)
                sideways = part.sideways
        else:
            yield _word_block(part, facts)
    yield section_xml(facts, upright=not sideways, margin=_MARGINS[sideways])


def _ends(facts: Colophon, sideways: bool) -> str:
    """Return the end of a section: what follows stands on pages of another shape.

    The paragraph that holds it is as low as can be, so that it never takes a page of its own.
    """
    low = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{low}{section_xml(facts, upright=not sideways, margin=_MARGINS[sideways])}</w:pPr></w:p>"


def _word_block(part: Block, facts: Colophon) -> str:
    runs = (Run("•\t"), *part.runs) if part.kind == "item" else part.runs
    keep = "<w:keepNext/>" if part.stays else ""
    turn = f'<w:bidi w:val="{part.rtl:d}"/>' if part.rtl != facts.rtl else ""
    style = f'<w:pStyle w:val="{_STYLES[part.kind]}"/>'
    return f"<w:p><w:pPr>{style}{keep}{turn}</w:pPr>{''.join(map(run_xml, runs))}</w:p>"


def _word_figure(figure: Figure, number: int, sideways: bool) -> Iterator[str]:
    scale = min(1.0, _WIDTHS[sideways] / 20 / figure.width, _HIGHEST[sideways] / figure.height)
    shown = (figure.width * scale, figure.height * scale)
    yield picture_xml(f"figure{number}", number, *shown, figure.about or figure.title)
    yield plain_xml(figure_caption(figure, number), "Caption")


# A web page --------------------------------------------------------------------------------------------------------


def _html(prose: Prose, facts: Colophon) -> Iterator[str]:
    grids = any(isinstance(part, Grid) for part in prose.parts)
    names = ["prose.css", *(["table.css" if prose.sideways else "prose-table.css"] if grids else [])]
    styles = "\n".join(resource("templates", name).read_text("utf-8") for name in names)
    yield from page_head(prose.title, facts, styles)
    listing, tables, figures = False, count(1), count(1)
    for part in prose.parts:
        item = isinstance(part, Block) and part.kind == "item"
        if item != listing:
            yield "<ul>" if item else "</ul>"
            listing = item
        if isinstance(part, Heading):
            level = min(part.level + 1, 6)
            yield f"<h{level}>{escape(visible(part.text), quote=False)}</h{level}>"
            continue
        if isinstance(part, Grid):
            yield from html_table(part, facts, next(tables) if part.caption else 0)
            continue
        if isinstance(part, Figure):
            yield _html_figure(part, next(figures))
            continue
        if isinstance(part, Turn):
            continue
        turn = f' dir="{"rtl" if part.rtl else "ltr"}"' if part.rtl != facts.rtl else ""
        tag, named = ("li", "") if item else ("p", f' class="{part.kind}"')
        yield f"<{tag}{named}{turn}>{''.join(map(html_run, part.runs))}</{tag}>"
    if listing:
        yield "</ul>"
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _html_figure(figure: Figure, number: int) -> str:
    from qda.core.figures.rendering import svg

    said = escape(figure.about or figure.title, quote=True)
    data = b64encode(svg(figure, PRINT).encode()).decode()
    words = escape(figure_caption(figure, number), quote=False)
    shown = f'<img src="data:image/svg+xml;base64,{data}" alt="{said}">'
    return f"<figure>{shown}<figcaption>{words}</figcaption></figure>"


# Markdown ----------------------------------------------------------------------------------------------------------


def _markdown(prose: Prose) -> Iterator[str]:
    yield f"# {markdown(prose.title)}"
    last, tables, figures = "", count(1), count(1)
    for part in prose.parts:
        if isinstance(part, Heading):
            yield f"\n{'#' * min(part.level + 1, 6)} {markdown(visible(part.text))}"
            last = ""
            continue
        if isinstance(part, Grid):
            yield from markdown_table(part, next(tables) if part.caption else 0)
            last = ""
            continue
        if isinstance(part, Figure):
            yield f"\n{markdown(figure_caption(part, next(figures)))}"
            yield from (["", markdown(part.about)] if part.about else [])
            last = ""
            continue
        if isinstance(part, Turn):
            continue
        words = "".join(markdown_run(run, "theme" if part.kind == "lead" else part.kind) for run in part.runs)
        begin = {"item": "- ", "quote": "> ", "translation": "> "}.get(part.kind, "")
        if begin == "> ":
            # A translation belongs into the block of its quote; two quotes are two blocks.
            yield ">" if part.kind == "translation" else ""
        elif not (part.kind == "item" and last == "item"):
            yield ""
        yield begin + _LINE_START.sub(r"\1\\\2", words)
        last = part.kind
