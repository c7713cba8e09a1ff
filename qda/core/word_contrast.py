"""Words of a Word document that stand out too little from what is behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qda.core.easyread.colours import contrast

LEAST = 4.5
"""Contrast of text that most people can read (WCAG 2.2, 1.4.3; the same in Microsoft's accessibility checker)."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def faint(body: Any, styles: Any) -> Iterator[str]:
    """Yield the first words, up to 60 characters, in each pair of colours whose contrast is below LEAST."""
    known = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
    told: set[tuple[str, str]] = set()
    for run in body.iter(f"{_W}r"):
        words = "".join(one.text or "" for one in run.iter(f"{_W}t")).strip()
        if not words:
            continue
        pair = _ink(run, known), _ground(run)
        measured = contrast(*pair)
        if measured is not None and measured < LEAST and pair not in told:
            told.add(pair)
            yield words[:60]


def _ink(run: Any, known: dict[str, Any]) -> str:
    """Return the colour of a run as six hex digits: its own, that of its style, or that of its paragraph's."""
    own = _colour(run.find(f"{_W}rPr"))
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    names = [
        None if holder is None else holder.find(f"{_W}{properties}/{_W}{style}")
        for holder, properties, style in ((run, "rPr", "rStyle"), (paragraph, "pPr", "pStyle"))
    ]
    named = [_of_style(name.get(f"{_W}val"), known) for name in names if name is not None]
    return next((colour for colour in (own, *named) if colour), "000000")


def _of_style(name: str, known: dict[str, Any]) -> str:
    seen: set[str] = set()
    while name in known and name not in seen:
        seen.add(name)
        colour = _colour(known[name].find(f"{_W}rPr"))
        if colour:
            return colour
        based = known[name].find(f"{_W}basedOn")
        name = "" if based is None else based.get(f"{_W}val", "")
    return ""


def _colour(properties: Any) -> str:
    found = None if properties is None else properties.find(f"{_W}color")
    value = "" if found is None else found.get(f"{_W}val", "")
    return "" if value == "auto" else value


def _ground(run: Any) -> str:
    """Return what is behind a run as six hex digits: its own shading, its paragraph's, its cell's, or white."""
    for holder in (run, *run.iterancestors(f"{_W}p", f"{_W}tc")):
        properties = {f"{_W}r": "rPr", f"{_W}p": "pPr", f"{_W}tc": "tcPr"}[holder.tag]
        shading = holder.find(f"{_W}{properties}/{_W}shd")
        fill = "auto" if shading is None else shading.get(f"{_W}fill", "auto")
        if fill != "auto":
            return str(fill)
    return "ffffff"
