"""A text for reading: headings, paragraphs and now and then a table, as a Word document, a web page or Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import count
from pathlib import Path
from typing import Literal

from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Grid, Paragraph, Run, visible
from qda.core.exporters.markup import html_run, html_table, markdown, markdown_run, markdown_table, page_head
from qda.core.exporters.word import plain_xml, run_xml, section_xml, table_xml
from qda.core.exporters.wordfile import write_document
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
_PAGE, _MARGIN = (11906, 16838), 1418  # A4 upright, 2.5 cm; twentieths of a point
_MOST = 5  # columns that an upright page holds; a wider table has pages on their side to itself
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
class Prose:
    """A text: its title and its parts in order."""

    title: str
    parts: tuple[Heading | Block | Grid, ...]


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


def write_prose(path: Path, prose: Prose, facts: Colophon) -> None:
    """Write a text; the suffix of `path` decides the format (.docx, .html, .md)."""
    if path.suffix == ".docx":
        write_document(path, _word(prose, facts), facts, prose.title)
        return
    lines = _html(prose, facts) if path.suffix == ".html" else _markdown(prose)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


# Word --------------------------------------------------------------------------------------------------------------


def _word(prose: Prose, facts: Colophon) -> Iterator[str]:
    tables = count(1)
    yield plain_xml(prose.title, "Title")
    for part in prose.parts:
        if isinstance(part, Heading):
            yield plain_xml(visible(part.text), f"Heading{min(part.level, 4)}")
            continue
        if isinstance(part, Grid):
            number = next(tables) if part.caption else 0
            if len(part.columns) > _MOST:
                yield _ends(section_xml(facts, upright=True, margin=_MARGIN))
                yield from table_xml(part, facts, number, _PAGE[1] - 2 * _MARGIN)
                yield _ends(section_xml(facts, margin=_MARGIN))
            else:
                yield from table_xml(part, facts, number, _PAGE[0] - 2 * _MARGIN)
            continue
        runs = (Run("•\t"), *part.runs) if part.kind == "item" else part.runs
        keep = "<w:keepNext/>" if part.stays else ""
        turn = f'<w:bidi w:val="{part.rtl:d}"/>' if part.rtl != facts.rtl else ""
        style = f'<w:pStyle w:val="{_STYLES[part.kind]}"/>'
        yield f"<w:p><w:pPr>{style}{keep}{turn}</w:pPr>{''.join(map(run_xml, runs))}</w:p>"
    yield section_xml(facts, upright=True, margin=_MARGIN)


def _ends(section: str) -> str:
    """Return the end of a section: what follows stands on pages of another shape."""
    return f"<w:p><w:pPr>{section}</w:pPr></w:p>"


# A web page --------------------------------------------------------------------------------------------------------


def _html(prose: Prose, facts: Colophon) -> Iterator[str]:
    names = ["prose.css", *(["prose-table.css"] if any(isinstance(part, Grid) for part in prose.parts) else [])]
    styles = "\n".join(resource("templates", name).read_text("utf-8") for name in names)
    yield from page_head(prose.title, facts, styles)
    listing, tables = False, count(1)
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
        turn = f' dir="{"rtl" if part.rtl else "ltr"}"' if part.rtl != facts.rtl else ""
        tag, named = ("li", "") if item else ("p", f' class="{part.kind}"')
        yield f"<{tag}{named}{turn}>{''.join(map(html_run, part.runs))}</{tag}>"
    if listing:
        yield "</ul>"
    yield "</main>"
    yield "</body>"
    yield "</html>"


# Markdown ----------------------------------------------------------------------------------------------------------


def _markdown(prose: Prose) -> Iterator[str]:
    yield f"# {markdown(prose.title)}"
    last, tables = "", count(1)
    for part in prose.parts:
        if isinstance(part, Heading):
            yield f"\n{'#' * min(part.level + 1, 6)} {markdown(visible(part.text))}"
            last = ""
            continue
        if isinstance(part, Grid):
            yield from markdown_table(part, next(tables) if part.caption else 0)
            last = ""
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
