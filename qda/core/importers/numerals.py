"""The numbers that word processors set before list items and notes, in the forms of many scripts."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HEBREW = (
    (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"), (40, "מ"),
    (30, "ל"), (20, "כ"), (16, "טז"), (15, "טו"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"),
    (4, "ד"), (3, "ג"), (2, "ב"), (1, "א"),
)  # fmt: skip
_ALPHABETS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
}
_DIGITS = {
    "decimalFullWidth": "０１２３４５６７８９",
    "ideographDigital": "〇一二三四五六七八九",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "taiwaneseDigital": "○一二三四五六七八九",
    "hindiNumbers": "०१२३४५६७८९",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
}
_COUNTING = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "koreanCounting"}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_LARGEST_ROMAN = 4000
# After z come aa, bb …: a label of that length would be an attack, not a list.
_MOST_REPEATS = 30


def numeral(number: int, form: str) -> str:
    """Return `number` in `form` (a name of ECMA-376 part 1, 17.18.59 ST_NumberFormat); unknown forms are decimal."""
    if form in ("none", "bullet"):
        return ""
    if number < 1:
        return str(number)
    if form in ("lowerRoman", "upperRoman") and number < _LARGEST_ROMAN:
        roman = _additive(number, _ROMAN)
        return roman.upper() if form == "upperRoman" else roman
    if form == "hebrew1" and number < 1000:
        return _additive(number, _HEBREW)
    if letters := _ALPHABETS.get(form):
        repeats, index = divmod(number - 1, len(letters))
        return letters[index] * (repeats + 1) if repeats < _MOST_REPEATS else str(number)
    if digits := _DIGITS.get(form):
        return "".join(digits[int(digit)] for digit in str(number))
    if form in _COUNTING and number < 100:
        return _counted(number)
    return _decorated(number, form)


def _decorated(number: int, form: str) -> str:
    if form == "decimalZero":
        return f"{number:02}"
    if form == "numberInDash":
        return f"- {number} -"
    if form == "ordinal":
        return f"{number}{_english_ending(number)}"
    if form in _CIRCLED and number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalEnclosedParen" and number <= 20:
        return chr(0x2474 + number - 1)
    if form == "decimalEnclosedFullstop" and number <= 20:
        return chr(0x2488 + number - 1)
    return str(number)


def _english_ending(number: int) -> str:
    if 10 < number % 100 < 14:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _additive(number: int, signs: tuple[tuple[int, str], ...]) -> str:
    text = ""
    for value, sign in signs:
        while number >= value:
            text += sign
            number -= value
    return text


def _counted(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = _DIGITS["ideographDigital"]
    text = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return text + (digits[ones] if ones else "")
