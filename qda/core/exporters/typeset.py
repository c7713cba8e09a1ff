"""Texts for reading as tagged PDF (PDF/UA-1), set by typst: it refuses headings that jump and figures without words."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from qda.core.easyread.printing.typesetting import NoLettersError, compiled, string
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Cell, Grid, Paragraph, Role, Row, Run, ground, visible
from qda.core.exporters.prose import Heading, Kind, Prose, Turn, figure_caption, wide
from qda.core.exporters.word import fits
from qda.core.figures import PRINT, Figure
from qda.i18n import _

_FONTS = ("Arial", "Liberation Sans", "Helvetica", "Noto Sans", "DejaVu Sans", "Atkinson Hyperlegible")
_MARGINS = {False: "2.5cm", True: "2cm"}
_HIGHEST = {False: 560.0, True: 310.0}  # points that a figure may take of a page upright, and on its side
_WIDEST = {False: 453.0, True: 728.0}
_MUTED = 'text(size: 8.5pt, fill: rgb("#505050"), {})'
_BLOCKS: dict[Kind, str] = {
    "text": "block(par({}))",
    "lead": "block(above: 1em, sticky: true, strong(par({})))",
    "facts": f"block({_MUTED.format('par({})')})",
    "quote": "block(inset: (left: 1.2em, right: 1em), par({}))",
    "translation": "block(inset: (left: 2em, right: 1em), par({}))",
    "item": "list({})",
    "note": f"block({_MUTED.format('par({})')})",
}
_ROLES: dict[Role, str] = {
    "text": "{}",
    "level": _MUTED,
    "theme": "strong({})",
    "subtheme": "strong({})",
    "detail": _MUTED,
    "count": _MUTED,
    "code": "{}",
    "quote": "{}",
    "translation": "pad(left: 0.8em, {})",
    "number": "align(right, {})",
}


def write_pdf(path: Path, prose: Prose, facts: Colophon) -> list[str]:
    """Write a text as PDF and return a sentence on letters that no font of this computer has, boxes in the file."""
    from qda.core.figures.rendering import svg

    with tempfile.TemporaryDirectory(prefix="themeloom-pdf-") as folder:
        place = Path(folder)
        drawn = (part for part in prose.parts if isinstance(part, Figure))
        for number, figure in enumerate(drawn, start=1):
            (place / f"figure{number}.svg").write_text(svg(figure, PRINT), encoding="utf-8")
        source = place / "report.typ"
        source.write_text("\n".join(_markup(prose, facts)), encoding="utf-8")
        try:
            path.write_bytes(compiled(source, format="pdf", pdf_standards=["ua-1"]))
        except NoLettersError as error:
            # An emoji in somebody's words is no reason for no report; it only can't be PDF/UA, which forbids boxes.
            path.write_bytes(compiled(source, format="pdf"))
            return [f"{error.sentence} {_('The PDF shows boxes for them; Word and the web page show them.')}"]
        return []


def _markup(prose: Prose, facts: Colophon) -> Iterator[str]:
    yield from _look(prose, facts)
    tables, figures = count(1), count(1)
    sideways, level = prose.sideways, 0
    for part in prose.parts:
        if isinstance(part, Heading):
            level = min(part.level, level + 1)
            yield f"#heading(level: {level}, {string(visible(part.text))})"
        elif isinstance(part, Grid):
            alone = wide(part) and not sideways
            shown = _table(part, next(tables) if part.caption else 0)
            yield from (_page(True), shown, _page(False)) if alone else (shown,)
        elif isinstance(part, Figure):
            yield _figure(part, next(figures), sideways)
        elif isinstance(part, Turn):
            if part.sideways != sideways:
                sideways = part.sideways
                yield _page(sideways)
        else:
            yield f"#{_BLOCKS[part.kind].format(_turned(part.runs, part.rtl, facts.rtl))}"


def _look(prose: Prose, facts: Colophon) -> Iterator[str]:
    """Return how the document is set: title, language, letters, page, tables that go on over pages with their heads."""
    head, _dash, rest = facts.language.partition("-")
    region = f", region: {string(rest)}" if len(rest) == 2 else ""
    authors = ", ".join(map(string, facts.authors))
    yield f"#set document(title: {string(prose.title or ' ')}, author: ({authors}{',' if authors else ''}))"
    yield f"#set text(lang: {string(head or 'en')}{region}, dir: {'rtl' if facts.rtl else 'ltr'}, size: 10pt)"
    yield f"#set text(font: ({', '.join(map(string, _FONTS))}), hyphenate: true)"
    yield "#set par(leading: 0.6em, spacing: 0.8em)"
    yield '#set page(paper: "a4", footer: context align(center, counter(page).display()))'
    yield _page(prose.sideways)
    for level, size in enumerate((14, 12, 11, 10), start=1):
        yield f"#show heading.where(level: {level}): set text(size: {size}pt)"
    yield "#show heading: set block(above: 1.4em, below: 0.7em)"
    yield "#show figure.where(kind: table): set block(breakable: true)"
    yield "#show figure.where(kind: table): set figure.caption(position: top)"
    yield "#show figure.caption: it => block(sticky: true, width: 100%, align(start, strong(it.body)))"
    yield "#show figure: set block(above: 1.2em, below: 1.2em)"
    yield "#set table(stroke: none, inset: (x: 4pt, y: 4pt))"
    yield "#show table: set text(size: 9pt)"
    yield "#show title: set text(size: 16pt)"
    yield "#title()"


def _page(sideways: bool) -> str:
    return f"#set page(flipped: {str(sideways).lower()}, margin: {_MARGINS[sideways]})"


def _figure(figure: Figure, number: int, sideways: bool) -> str:
    width = figure.width * min(1.0, _WIDEST[sideways] / figure.width, _HIGHEST[sideways] / figure.height)
    shown = f'image("figure{number}.svg", width: {width:.1f}pt, alt: {string(figure.about or figure.title)})'
    return f"#figure({shown}, kind: image, {_caption(figure_caption(figure, number))})"


def _caption(words: str) -> str:
    return f"supplement: none, numbering: none, caption: {string(words)}"


def _table(grid: Grid, number: int) -> str:
    shares = ", ".join(f"{column.share:.4f}fr" for column in grid.columns)
    sides = ", ".join("right" if column.number else "start" for column in grid.columns)

    def cells(row: Row) -> str:
        whole = not grid.flows and fits(row, grid.columns, upright=not wide(grid))
        return ", ".join(_cell(cell, whole=whole) for cell in row.cells)

    heads = ", ".join(f"strong({string(column.heading)})" for column in grid.columns)
    rows = "\n".join(
        f"{'table.hline(stroke: 0.4pt + luma(200)),' if at and row.opens else ''} {cells(row)},"
        for at, row in enumerate(grid.rows)
    )
    caption = _("Table {number}. {caption}").format(number=number, caption=grid.caption)
    counted = _caption(caption) if grid.caption else f"alt: {string(grid.about or ' ')}"
    notes = "\n".join(f"#{_BLOCKS['note'].format(string(note))}" for note in grid.notes)
    return (
        f"#figure(kind: table, {counted}, table(columns: ({shares},), align: ({sides},),\n"
        f"table.hline(), table.header({heads}), table.hline(stroke: 0.5pt),\n{rows}\ntable.hline()))\n{notes}"
    )


def _cell(cell: Cell, *, whole: bool) -> str:
    inner = " + parbreak() + ".join(map(_paragraph, cell)) or "[]"
    colour = ground(cell)
    looks = f'fill: rgb("{colour}"), ' if colour else ""
    return f"table.cell({looks}{'breakable: false, ' if whole else ''}{inner})"


def _paragraph(part: Paragraph) -> str:
    words = _ROLES[part.role].format(_runs(part.runs))
    return f"pad(left: {0.8 * part.depth:.1f}em, {words})" if part.depth else words


def _turned(runs: tuple[Run, ...], rtl: bool, usual: bool) -> str:
    words = _runs(runs)
    return words if rtl == usual else f"text(dir: {'rtl' if rtl else 'ltr'}, {words})"


def _runs(runs: tuple[Run, ...]) -> str:
    return " + ".join(map(_run, runs)) or "[]"


def _run(run: Run) -> str:
    words = " + linebreak() + ".join(f"[#{string(line)}]" for line in run.text.split("\n"))
    words = f"({words})"
    if run.underlined:
        words = f"underline({words})"
    if run.italic:
        words = f"emph({words})"
    if run.bold:
        words = f"strong({words})"
    if run.language:
        words = f"text(lang: {string(run.language.partition('-')[0])}, {words})"
    return words
