"""What styles.xml of a Word document adds to text: which styles hide it, embolden it or number it."""

from __future__ import annotations

from dataclasses import dataclass

from qda.core.importers.xmlparts import Element, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_OFF = {"0", "false", "off", "none"}
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says about its text, its ancestors included; `number` and `level` name a list of numbering.xml."""

    bold: bool = False
    hidden: bool = False
    number: str | None = None
    level: int | None = None


PLAIN = Style()


def is_on(element: Element) -> bool:
    """Say whether a switch such as ``<w:b/>`` is on (ECMA-376 part 1, 17.17.4: no value means on)."""
    return element.get(VAL, "1") not in _OFF


class Styles:
    """The styles of one document by id, read on first use."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        if root is not None:
            self._elements = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}

    def style(self, name: str | None) -> Style:
        """Return the style with id `name`; a plain one where there is none."""
        if name is None:
            return PLAIN
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._read(name, 0)
        return known

    def _read(self, name: str, depth: int) -> Style:
        element = self._elements.get(name)
        if element is None or depth > _DEEPEST:
            return PLAIN
        parent = PLAIN
        if (based := element.find(f"{W}basedOn")) is not None:
            parent = self._read(based.get(VAL, ""), depth + 1)
        bold, hidden = element.find(f"{W}rPr/{W}b"), element.find(f"{W}rPr/{W}vanish")
        number, level = element.find(f"{W}pPr/{W}numPr/{W}numId"), element.find(f"{W}pPr/{W}numPr/{W}ilvl")
        return Style(
            parent.bold if bold is None else is_on(bold),
            parent.hidden if hidden is None else is_on(hidden),
            parent.number if number is None else number.get(VAL),
            parent.level if level is None else whole(level.get(VAL), 0),
        )
