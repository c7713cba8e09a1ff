"""Numbers and bullets of list paragraphs as Word shows them, counted from numbering.xml (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qda.core.importers.numerals import numeral
from qda.core.importers.symbols import bullet
from qda.core.importers.wordstyles import VAL, Styles, W, is_on
from qda.core.importers.xmlparts import Element, whole

LEVELS = 9
_PLACE = re.compile("%([1-9])")
_AFTER = {"tab": "\t", "space": " ", "nothing": ""}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    after: str = "\t"
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    font: str = ""
    hidden: bool = False


@dataclass(slots=True)
class _List:
    """One w:num: its levels, the abstract list whose counters it shares, and the levels it starts anew at first use."""

    levels: list[_Level]
    counted_with: str
    anew: dict[int, int]


class Lists:
    """All lists of one document with their running counters; ask for labels in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        if root is not None:
            self._read(root, styles)

    def label(self, number: str, level: int | None, style: str | None) -> str:
        """Return what Word shows before the next item of list `number`, with the tab or space after it.

        Where the item does not say its `level` (0-8), the level bound to its paragraph `style` counts.
        """
        found = self._lists.get(number)
        if found is None:
            return ""
        if level is None:
            level = next((depth for depth, one in enumerate(found.levels) if one.style and one.style == style), 0)
        level = min(max(level, 0), LEVELS - 1)
        shape = found.levels[level]
        counters = self._counters.setdefault(found.counted_with, [None] * LEVELS)
        for depth in [depth for depth in found.anew if depth <= level]:
            start = found.anew.pop(depth)
            counters[depth] = start - 1 if depth == level else None
        current = counters[level]
        counters[level] = (shape.start - 1 if current is None else current) + 1
        for deeper in range(level + 1, LEVELS):
            restart = found.levels[deeper].restart
            if restart is None or (restart and level < restart):
                counters[deeper] = None
        if shape.hidden:
            return ""
        text = self._text(found, shape, counters)
        return text + shape.after if text else ""

    @staticmethod
    def _text(found: _List, shape: _Level, counters: list[int | None]) -> str:
        if shape.form == "bullet":
            return bullet(shape.text, shape.font)

        def shown(match: re.Match[str]) -> str:
            depth = int(match.group(1)) - 1
            count = counters[depth]
            one = found.levels[depth]
            form = "decimal" if shape.legal and one.form != "none" else one.form
            return numeral(one.start if count is None else count, form)

        return _PLACE.sub(shown, shape.text)

    def _read(self, root: Element, styles: Styles) -> None:
        abstracts = {one.get(f"{W}abstractNumId", ""): one for one in root.iterchildren(f"{W}abstractNum")}
        nums = {one.get(f"{W}numId", ""): one for one in root.iterchildren(f"{W}num")}
        for number, num in nums.items():
            name = _value(num, "abstractNumId") or ""
            abstract = _linked(abstracts.get(name), nums, abstracts, styles)
            if abstract is None:
                continue
            levels = [_Level()] * LEVELS
            for one in abstract.iterchildren(f"{W}lvl"):
                depth = whole(one.get(f"{W}ilvl"), LEVELS)
                if 0 <= depth < LEVELS:
                    levels[depth] = _level(one)
            anew: dict[int, int] = {}
            for override in num.iterchildren(f"{W}lvlOverride"):
                depth = whole(override.get(f"{W}ilvl"), LEVELS)
                if not 0 <= depth < LEVELS:
                    continue
                if (other := override.find(f"{W}lvl")) is not None:
                    levels[depth] = _level(other)
                if (start := _value(override, "startOverride")) is not None:
                    anew[depth] = whole(start, 1)
                    levels[depth] = replace(levels[depth], start=anew[depth])
            self._lists[number] = _List(levels, abstract.get(f"{W}abstractNumId", ""), anew)


def _linked(
    abstract: Element | None, nums: dict[str, Element], abstracts: dict[str, Element], styles: Styles
) -> Element | None:
    """Follow w:numStyleLink: such a list has its levels where the list style says."""
    link = None if abstract is None else _value(abstract, "numStyleLink")
    if link is None:
        return abstract
    num = nums.get(styles.style(link).number or "")
    target = None if num is None else abstracts.get(_value(num, "abstractNumId") or "")
    return abstract if target is None else target


def _level(element: Element) -> _Level:
    run = element.find(f"{W}rPr")
    fonts = None if run is None else run.find(f"{W}rFonts")
    vanish = None if run is None else run.find(f"{W}vanish")
    legal = element.find(f"{W}isLgl")
    restart = _value(element, "lvlRestart")
    picture = element.find(f"{W}lvlPicBulletId") is not None
    form = _value(element, "numFmt") or "decimal"
    return _Level(
        start=whole(_value(element, "start"), 0),
        form=form,
        text="•" if picture and form == "bullet" else _value(element, "lvlText") or "",
        after=_AFTER.get(_value(element, "suff") or "tab", "\t"),
        restart=None if restart is None else whole(restart, 0),
        legal=legal is not None and is_on(legal),
        style=_value(element, "pStyle"),
        font="" if fonts is None else fonts.get(f"{W}ascii", ""),
        hidden=vanish is not None and is_on(vanish),
    )


def _value(element: Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(VAL)
