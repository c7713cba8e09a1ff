"""The paper form as tagged PDF (PDF/UA-1), set by typst."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from qda.core.easyread.printing.typesetting import compiled, file_of, has_pictures, line_markup, look, string
from qda.core.review.paper_form import Asked, Form

_BOX = "#let square = box(width: 1.1em, height: 1.1em, stroke: 1.5pt, radius: 2pt, baseline: 0.2em)"
_RULE = "#block(above: 1.1cm, below: 0pt, line(length: 100%, stroke: 0.8pt))"


def write_pdf(path: Path, form: Form) -> None:
    """Write the form as tagged PDF; RefusedError where typst can't set it (a picture that it can't read)."""
    with tempfile.TemporaryDirectory(prefix="themeloom-form-") as folder:
        place = Path(folder)
        for line in (line for page in form.booklet.pages for line in page.lines):
            if line.picture:
                (place / file_of(line.picture)).write_bytes(line.picture.data)
        source = place / "form.typ"
        source.write_text("\n".join(_markup(form)), encoding="utf-8")
        path.write_bytes(compiled(source, format="pdf", pdf_standards=["ua-1"]))


def _markup(form: Form) -> Iterator[str]:
    yield from look(form.booklet)
    yield f"#set page(margin: (top: 2.6cm), header-ascent: 0.4cm, header: {_head(form)})"
    yield _BOX
    front, *cards = form.booklet.pages
    yield f"#heading(level: 1, {string(form.booklet.title or ' ')})"
    for line in front.lines:
        yield from line_markup(line)
    for blank in form.blanks:
        yield f"#block(above: 1cm, grid(columns: (auto, 1fr), column-gutter: 0.5em, {string(blank)}, {_under()}))"
    for card in cards:
        yield "#pagebreak()"
        yield f"#heading(level: 1, {string(card.title)})"
        beside = has_pictures(card)
        for line in card.lines:
            yield from line_markup(line, beside)
        for asked in form.asked:
            yield from _asked(asked)
    for owed in form.owed:
        yield f"#text(size: 0.75em, {string(owed)})"


def _head(form: Form) -> str:
    """Return what stands at the head of a sheet: the code, and after the first sheet of a card, which one it is."""
    return (
        "context { set par(leading: 0.4em); "
        "let begun = query(heading.where(level: 1)).filter(one => one.location().page() <= here().page()); "
        f"strong({string(form.head)}); "
        "if begun.len() > 0 and begun.last().location().page() < here().page() "
        "{ linebreak(); strong(begun.last().body) } }"
    )


def _under() -> str:
    """Return a line to write on, beside words."""
    return "align(bottom, line(length: 100%, stroke: 0.8pt))"


def _asked(asked: Asked) -> Iterator[str]:
    boxes = ", ".join(f"[#square#h(0.5em)#{string(one)}]" for one in asked.boxes)
    yield "#block(breakable: false, above: 1.4em, below: 0.6em)["
    yield f"#heading(level: 2, {string(asked.question)})"
    yield f"#grid(columns: {len(asked.boxes)}, column-gutter: 2.5em, {boxes})"
    yield _RULE * asked.lines
    yield "]"
