"""What the styles of an OpenDocument text add to its words: which are bold or hidden, and what labels lists have."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qda.core.importers.numerals import numeral
from qda.core.importers.symbols import bullet
from qda.core.importers.xmlparts import Element, whole

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LIST_FORMATS = (
    "{urn:oasis:names:tc:opendocument:xmlns:loext:1.0}num-list-format",
    "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format",
)
_PLACE = re.compile("%([0-9]{1,2})%")
_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none",
    "01, 02, 03, ...": "decimalZero", "1st": "ordinal", "א, ב, ג, ...": "hebrew1", "א, י, ק, ...": "hebrew1",
    "أ, ب, ت, ...": "arabicAlpha", "一, 二, 三, ...": "japaneseCounting", "①, ②, ③, ...": "decimalEnclosedCircle",
    "１, ２, ３, ...": "decimalFullWidth",
}  # fmt: skip
_AFTER = {"listtab": "\t", "space": " ", "nothing": ""}
_BOLD = {"bold", "600", "700", "800", "900"}
LEVELS = 10
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says about its text: whether it is bold or hidden; None where it says nothing."""

    bold: bool | None = None
    hidden: bool | None = None

    def over(self, other: Look) -> Look:
        """Return this look, with `other` where it says nothing."""
        bold = other.bold if self.bold is None else self.bold
        return Look(bold, other.hidden if self.hidden is None else self.hidden)


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "none"
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1
    pattern: str | None = None
    sign: str = ""
    gap: str = "\t"


@dataclass(slots=True)
class ListStyle:
    """Labels of the ten levels of a list."""

    levels: list[_Level] = field(default_factory=lambda: [_Level()] * LEVELS)

    def label(self, counters: list[int | None], level: int, start: int | None = None) -> str:
        """Count the next item at `level` (from 0) in `counters` and return its label, with the tab after it."""
        shape = self.levels[level]
        current = counters[level]
        counters[level] = start if start is not None else (shape.start - 1 if current is None else current) + 1
        counters[level + 1 :] = [None] * (LEVELS - level - 1)
        text = shape.sign or self._number(counters, level, shape)
        return text + shape.gap if text else ""

    def _number(self, counters: list[int | None], level: int, shape: _Level) -> str:
        if shape.form == "none":
            return ""

        def shown(depth: int) -> str:
            count = counters[depth]
            return numeral(self.levels[depth].start if count is None else count, self.levels[depth].form)

        if shape.pattern is not None:
            return _PLACE.sub(lambda match: shown(min(max(int(match.group(1)), 1), level + 1) - 1), shape.pattern)
        numbers = [shown(depth) for depth in range(max(0, level - shape.shown + 1), level + 1)]
        return shape.before + ".".join(filter(None, numbers)) + shape.after


class OdfStyles:
    """The styles of one document: those of styles.xml and the automatic ones of content.xml."""

    def __init__(self, *roots: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._lists: dict[str, ListStyle] = {}
        self.outline = ListStyle()
        for root in roots:
            if root is not None:
                self._read(root)

    def look(self, family: str, name: str | None) -> Look:
        """Return how style `name` of `family` (``text`` or ``paragraph``) looks, its ancestors included."""
        if name is None:
            return Look()
        if (family, name) not in self._looks:
            self._looks[family, name] = self._resolve(family, name, 0)
        return self._looks[family, name]

    def list_style(self, name: str | None) -> ListStyle | None:
        """Return the list style `name`, or None where there is none."""
        return self._lists.get(name or "")

    def list_of_paragraph(self, name: str | None) -> str | None:
        """Return the name of the list style that paragraph style `name` brings along."""
        for _step in range(_DEEPEST):
            element = self._elements.get(("paragraph", name or ""))
            if element is None:
                return None
            found: str | None = element.get(f"{STYLE}list-style-name")
            if found is not None:
                return found
            name = element.get(f"{STYLE}parent-style-name")
        return None

    def _resolve(self, family: str, name: str, depth: int) -> Look:
        element = self._elements.get((family, name))
        if element is None or depth > _DEEPEST:
            return Look()
        own = Look()
        if (properties := element.find(f"{STYLE}text-properties")) is not None:
            weights = [properties.get(f"{FO}font-weight"), properties.get(f"{STYLE}font-weight-complex")]
            given = [weight in _BOLD for weight in weights if weight is not None]
            display = properties.get(f"{TEXT}display")
            own = Look(any(given) if given else None, None if display is None else display == "none")
        parent = element.get(f"{STYLE}parent-style-name")
        return own.over(self._resolve(family, parent, depth + 1)) if parent else own

    def _read(self, root: Element) -> None:
        # The automatic styles of styles.xml belong to headers and footers; content.xml may use the same names.
        kinds = [f"{OFFICE}styles"]
        if root.tag != f"{OFFICE}document-styles":
            kinds.append(f"{OFFICE}automatic-styles")
        for part in root.iterchildren(*kinds):
            for one in part:
                if one.tag == f"{STYLE}style":
                    self._elements[one.get(f"{STYLE}family", ""), one.get(f"{STYLE}name", "")] = one
                elif one.tag == f"{TEXT}list-style":
                    self._lists[one.get(f"{STYLE}name", "")] = _list_style(one)
                elif one.tag == f"{TEXT}outline-style":
                    self.outline = _list_style(one)


def _list_style(element: Element) -> ListStyle:
    style = ListStyle()
    for one in element:
        level = whole(one.get(f"{TEXT}level"), 0) - 1
        if 0 <= level < LEVELS:
            style.levels[level] = _level(one)
    return style


def _level(element: Element) -> _Level:
    alignment = element.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
    gap = "\t" if alignment is None else _AFTER.get(alignment.get(f"{TEXT}label-followed-by", "listtab"), "\t")
    properties = element.find(f"{STYLE}text-properties")
    font = "" if properties is None else properties.get(f"{STYLE}font-name", properties.get(f"{FO}font-family", ""))
    if element.tag == f"{TEXT}list-level-style-image":
        return _Level(sign="•", gap=gap)
    if element.tag == f"{TEXT}list-level-style-bullet":
        sign = bullet(element.get(f"{TEXT}bullet-char", "•"), font.strip("'\""))
        # OpenOffice keeps its bullets in the private area of its own font.
        return _Level(sign="•" if any("\ue000" <= char <= "\uf8ff" for char in sign) else sign, gap=gap)
    pattern = next(filter(None, (element.get(name) for name in _LIST_FORMATS)), None)
    return _Level(
        form=_FORMS.get(element.get(f"{STYLE}num-format", ""), "decimal"),
        before=element.get(f"{STYLE}num-prefix", ""),
        after=element.get(f"{STYLE}num-suffix", ""),
        shown=whole(element.get(f"{TEXT}display-levels"), 1) or 1,
        start=whole(element.get(f"{TEXT}start-value"), 1) if element.get(f"{TEXT}start-value") else 1,
        pattern=pattern,
        gap=gap,
    )
