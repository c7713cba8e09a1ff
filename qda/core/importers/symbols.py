"""Characters of the Symbol and Wingdings fonts as Unicode, as far as people meet them in documents."""

from __future__ import annotations

# From the Unicode Consortium's mapping of the Adobe Symbol encoding (symbol.txt), 0x21 on; "\x00" = unassigned.
_SYMBOL = {
    0x21: "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    0xF1: "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
}
_WINGDINGS = {
    0x21: "✏✂✁", 0x28: "☎✆✉", 0x36: "⌛⌨", 0x3F: "✍", 0x41: "✌", 0x43: "👍👎☜☞☝☟", 0x4A: "☺😐☹💣☠",
    0x51: "✈☼💧❄", 0x58: "✠✡☪☯", 0x6C: "●❍■□", 0x70: "❐❑❒⬧⧫◆❖⬥⌧", 0x7B: "❀✿❝❞", 0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿",
    0x9F: "•", 0xA4: "◉◎", 0xA7: "▪◻", 0xAA: "✦★✶✴", 0xD5: "⌫⌦", 0xD8: "➢", 0xDF: "←→↑↓", 0xE8: "➔", 0xEF: "⇦⇨⇧⇩⬄",
    0xFB: "✗✓☒☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗✓✗☒☑", 0x96: "•●", 0xA3: "□"}
_WEBDINGS = {0x61: "✓", 0x72: "✗"}


def _table(runs: dict[int, str]) -> dict[int, str]:
    return {first + index: char for first, run in runs.items() for index, char in enumerate(run)}


_FONTS = {
    "symbol": _table(_SYMBOL),
    "wingdings": _table(_WINGDINGS),
    "wingdings 2": _table(_WINGDINGS_2),
    "webdings": _table(_WEBDINGS),
}


def is_symbol_font(font: str) -> bool:
    """Say whether letters of `font` are signs of another meaning, so that they have to be looked up."""
    return font.casefold() in _FONTS


def symbol(code: int, font: str) -> str | None:
    """Return the character that position `code` of `font` shows, or None where it is not known.

    Symbol fonts keep their characters at 0x20-0xFF or, in files, at 0xF020-0xF0FF; in any other font the code is a
    Unicode code point.
    """
    signs = _FONTS.get(font.casefold())
    private = 0xF000 <= code <= 0xF0FF
    if signs is None:
        return None if private or not 0x20 <= code < 0x110000 or 0xD800 <= code < 0xE000 else chr(code)
    return signs.get(code - 0xF000 if private else code)


def bullet(text: str, font: str) -> str:
    """Return a list bullet as a sign: looked up in symbol fonts, and a small circle for the letter o of Courier."""
    if text == "o" and font.casefold().startswith("courier"):
        return "◦"
    if is_symbol_font(font) or any("\uf000" <= char <= "\uf0ff" for char in text):
        return "".join(symbol(ord(char), font) or "•" for char in text)
    return text
