"""As much of style sheets as looks need: rules by simple selectors, values handed down, sizes in points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_BRACE = re.compile("[{}]")
_PART = re.compile(r"([\w-]+|\*)?((?:[.#][\w-]+)*)(?::root)?")
_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))\s*(px|pt|em|rem|%|ch|cm|mm|in)?")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
# What an element has from the one around it.
HANDED_DOWN = frozenset(
    (
        *("font-size", "font-family", "font-style", "font-weight", "text-align", "line-height", "hyphens", "color"),
        *("text-transform", "font-variant", "text-decoration", "background-color", "max-width", "visibility"),
    )
)
_MOST_RULES = 5_000  # of the sheets of a page
_MOST_LETTERS = 2_000  # of a value
_ROOT = 12.0  # points of a browser's usual letters (16 px)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules of style sheets in their order: selectors in parts from the outermost in, and what they say."""

    rules: tuple[tuple[tuple[str, ...], dict[str, str]], ...]
    variables: dict[str, str]

    def of(self, element: Any) -> dict[str, str]:
        """Return what the rules and its own style say of an element, not what is handed down to it."""
        found: dict[str, str] = {}
        for parts, said in self.rules:
            if _matches(element, parts):
                found |= said
        found |= declarations(element.get("style") or "")
        return {name: self._filled(value) for name, value in found.items()}

    def _filled(self, value: str) -> str:
        for _step in range(5):
            changed = _VARIABLE.sub(lambda found: self.variables.get(found[1], found[2] or ""), value)
            # Variables that are made of variables can grow without end.
            if changed == value or len(changed) > _MOST_LETTERS:
                break
            value = changed
        return value


def read_sheets(sheets: list[str]) -> Sheet:
    """Return the rules of style sheets; those for print, other screens and the like are left out."""
    rules: list[tuple[tuple[str, ...], dict[str, str]]] = []
    variables: dict[str, str] = {}
    for text in sheets:
        for selectors, body in islice(_blocks(text), _MOST_RULES - len(rules)):
            said = declarations(body)
            variables |= {name: value for name, value in said.items() if name.startswith("--")}
            for selector in selectors.split(","):
                parts = tuple(part for part in re.split(r"[\s>]+", selector.strip()) if part)
                if parts and all(_PART.fullmatch(part) for part in parts):
                    rules.append((parts, said))
    return Sheet(tuple(rules), variables)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield selectors with what stands in their braces, in time that grows as the text does; no blocks that begin by @.

    The latter hold rules for print and other screens, fonts and movements.
    """
    first, *rest = text.split("/*")
    plain = first + "".join(part.partition("*/")[2] for part in rest)
    place, depth, selectors = 0, 0, ""
    for found in _BRACE.finditer(plain):
        piece, place = plain[place : found.start()], found.end()
        if found[0] == "{":
            depth += 1
            if depth == 1:
                selectors = piece.rpartition(";")[2].strip()  # behind lines such as @import
        elif depth:
            depth -= 1
            if depth == 0 and not selectors.startswith("@"):
                yield selectors, piece


def declarations(text: str) -> dict[str, str]:
    """Return the names and values of ``name: value; …``; short forms of ground and font are taken apart."""
    found: dict[str, str] = {}
    for one in text.split(";"):
        name, colon, value = one.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip()
        if not colon or not value:
            continue
        if name == "background":
            found["background-image" if "url(" in value else "background-color"] = value
        elif name == "font":
            found |= _font(value)
        elif name in ("text-decoration-line", "-webkit-hyphens"):
            found[name.removesuffix("-line").removeprefix("-webkit-")] = value
        else:
            found[name] = value
    return found


def _font(value: str) -> dict[str, str]:
    sized = re.search(r"([\d.]+(?:px|pt|em|rem|%))(?:\s*/\s*([\d.]+\w*%?))?\s+(.+)$", value)
    found = {"font-style": "italic"} if "italic" in value else {}
    if sized:
        found |= {"font-size": sized[1], "font-family": sized[3]}
        if sized[2]:
            found["line-height"] = sized[2]
    return found


def _matches(element: Any, parts: tuple[str, ...]) -> bool:
    if not _fits(element, parts[-1]):
        return False
    above = element.iterancestors()
    return all(any(_fits(one, part) for one in above) for part in reversed(parts[:-1]))


def _fits(element: Any, part: str) -> bool:
    found = _PART.fullmatch(part)
    assert found is not None
    tag, marks = found[1], re.findall(r"[.#][\w-]+", found[2])
    if part.endswith(":root") and element.getparent() is not None:
        return False
    if tag and tag not in ("*", element.tag):
        return False
    classes = (element.get("class") or "").split()
    return all(mark[1:] in classes if mark[0] == "." else mark[1:] == element.get("id") for mark in marks)


def points(value: str, around: float) -> float | None:
    """Return a size in points, `around` being that of the element around it; None for what can't be told."""
    found = _LENGTH.fullmatch(value.strip().lower())
    if found is None:
        named = {"medium": _ROOT, "large": 13.5, "larger": around * 1.2, "small": 10.0, "smaller": around / 1.2}
        return named.get(value.strip().lower())
    number, unit = float(found[1]), found[2]
    of_unit = {"px": 0.75, "pt": 1.0, "em": around, "rem": _ROOT, "%": around / 100, "ch": around / 2}
    of_unit |= {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0}
    return number * of_unit[unit] if unit else None


def multiple(value: str, size: float) -> float | None:
    """Return a distance of lines as a multiple of the size of letters; ``normal`` is about 1.2."""
    if value.strip().lower() == "normal":
        return 1.2
    found = _LENGTH.fullmatch(value.strip().lower())
    if found is None:
        return None
    if found[2] is None:
        return float(found[1])
    length = points(value, size)
    return None if length is None or not size else length / size


def first_column(style: dict[str, str], size: float) -> float:
    """Return how many points a grid's first column takes with the gap after it; 0.0 for what is no grid of two."""
    columns = style.get("grid-template-columns", "")
    if style.get("display") != "grid" or not columns.endswith("fr"):
        return 0.0
    first = columns.rpartition(" ")[0] or "0pt"
    lengths = [points(found[0], size) or 0.0 for found in _LENGTH.finditer(first) if found[2]]
    return max(lengths, default=0.0) + (points(style.get("gap", "0pt").split(" ")[-1], size) or 0.0)
