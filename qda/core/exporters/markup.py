"""Tables for reading as one accessible HTML page, or as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Cell, Grid, Paragraph, Run, ground
from qda.i18n import _
from qda.resources import path as resource

# What Markdown or the HTML inside it might read as a sign; signs of lists and headings mean nothing inside a cell.
_SIGNS = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)")


_NUMBER = ' class="number"'


def write_html(path: Path, grid: Grid, facts: Colophon) -> None:
    """Write a grid as one HTML file that fetches nothing: a captioned table with headed columns and rows."""
    style = resource("templates", "table.css").read_text("utf-8")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _html(grid, facts, style))


def _html(grid: Grid, facts: Colophon, style: str) -> Iterator[str]:
    yield from page_head(grid.title, facts, style)
    for number, one in enumerate((grid, *grid.parts), start=1):
        yield from html_table(one, facts, number)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def html_table(grid: Grid, facts: Colophon, number: int = 1) -> Iterator[str]:
    """Yield the lines of a table with its caption and notes."""
    yield "<table>" if grid.caption else f'<table aria-label="{escape(grid.about)}">'
    if grid.caption:
        yield f"<caption>{escape(_('Table {number}. {caption}').format(number=number, caption=grid.caption))}</caption>"
    yield "<colgroup>" + "".join(f'<col style="width: {column.share:.0%}">' for column in grid.columns) + "</colgroup>"
    heads = "".join(
        f'<th scope="col"{_NUMBER if column.number else ""}>{escape(column.heading)}</th>' for column in grid.columns
    )
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in grid.rows:
        first, *others = row.cells
        cells = "".join(f"<td{_shading(cell)}>{_html_cell(cell, facts)}</td>" for cell in others)
        opens = ' class="opens"' if row.opens else ""
        yield f'<tr{opens}><th scope="row">{_html_cell(first, facts)}</th>{cells}</tr>'
    yield "</tbody>"
    yield "</table>"
    for note in grid.notes:
        yield f'<p class="note">{escape(note)}</p>'


def page_head(title: str, facts: Colophon, style: str) -> Iterator[str]:
    """Yield the lines of a page down to its first heading, which is its title; `style` is put into it."""
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(facts.language)}" dir="{"rtl" if facts.rtl else "ltr"}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="generator" content="Themeloom {escape(facts.version)}">'
    if facts.authors:
        yield f'<meta name="author" content="{escape(", ".join(facts.authors))}">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>\n{style}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{escape(title)}</h1>"


def _shading(cell: Cell) -> str:
    colour = ground(cell)
    return f' style="background: {colour}; color: #000000"' if colour else ""


def _html_cell(cell: Cell, facts: Colophon) -> str:
    return "".join(_html_paragraph(part, facts) for part in cell)


def _html_paragraph(part: Paragraph, facts: Colophon) -> str:
    depth = f' style="--depth: {part.depth}"' if part.depth else ""
    direction = f' dir="{"rtl" if part.rtl else "ltr"}"' if part.rtl != facts.rtl else ""
    return f'<p class="{part.role}"{depth}{direction}>{"".join(map(html_run, part.runs))}</p>'


def html_run(run: Run) -> str:
    """Return words with their looks and language as HTML."""
    words = escape(run.text, quote=False).replace("\n", "<br>")
    if run.underlined:
        words = f"<u>{words}</u>"
    if run.italic:
        words = f"<em>{words}</em>"
    if run.bold:
        words = f"<strong>{words}</strong>"
    if run.language:
        words = f'<span lang="{escape(run.language)}">{words}</span>'
    return words


def write_markdown(path: Path, grid: Grid, _facts: Colophon) -> None:
    """Write a grid as a Markdown pipe table; what Markdown would take for a sign is escaped."""
    lines = [f"# {markdown(grid.title)}"]
    for number, one in enumerate((grid, *grid.parts), start=1):
        lines.extend(markdown_table(one, number))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")


def markdown_table(grid: Grid, number: int = 1) -> Iterator[str]:
    """Yield the lines of a table with its caption and notes."""
    yield ""
    if grid.caption:
        yield markdown(_("Table {number}. {caption}").format(number=number, caption=grid.caption))
        yield ""
    yield "| " + " | ".join(markdown(column.heading) for column in grid.columns) + " |"
    yield "| " + " | ".join("---:" if column.number else "---" for column in grid.columns) + " |"
    for row in grid.rows:
        yield "| " + " | ".join(map(_markdown_cell, row.cells)) + " |"
    for note in grid.notes:
        yield f"\n{markdown(note)}"


def _markdown_cell(cell: Cell) -> str:
    return "<br>".join(
        "\u2003" * part.depth + "".join(markdown_run(run, part.role) for run in part.runs) for part in cell
    )


def markdown_run(run: Run, role: str) -> str:
    """Return words with their looks as Markdown."""
    words = markdown(run.text)
    bold, italic = run.bold or role == "theme", run.italic
    mark = "**" * bold + "*" * italic
    inner = words.strip()
    return words.replace(inner, f"{mark}{inner}{mark}", 1) if mark and inner else words


def markdown(text: str) -> str:
    """Return words with what Markdown would take for a sign escaped, on one line."""
    text = _SIGNS.sub(lambda sign: "\\" + sign.group(), text)
    return re.sub(r"\n+", lambda breaks: "<br>" * len(breaks.group()), text)
