"""Types of attributes: what each takes, how a value of it is written down, and which one a column of values has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qda.core.naming import clean
from qda.i18n import _

TYPES = {
    "text": _("Text"),
    "number": _("Number"),
    "choice": _("Choice"),
    "choices": _("Several choices"),
    "date": _("Date"),
    "yesno": _("Yes or no"),
}
"""The types by name, with their words."""
WITH_OPTIONS = ("choice", "choices")
SEVERAL = "; "
"""What stands between several values of one attribute in a cell."""

_YES = {"yes", "y", "true", "x", "1", "✓", _("yes").casefold()}
_NO = {"no", "n", "false", "0", _("no").casefold()}
_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
# Without leading zeros: those are numbers of people and places, not amounts.
_AMOUNT = re.compile(r"[-−]?(?:0|[1-9]\d*)(?:[.,]\d+)?\s?%?")
# What a spreadsheet shows again as it was written, with its 15 digits.
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{0,4}[1-9])?")
_MOST_OPTIONS = 12


def number(value: str) -> float | None:
    """Return the number that a value is, a comma and a sign for percent allowed (``85 %`` is 85), or None."""
    plain = value.strip().removesuffix("%").strip().replace(",", ".").replace("−", "-")
    try:
        found = float(plain)
    except ValueError:
        return None
    return found if abs(found) < float("inf") else None


def plain_number(value: str) -> int | float | None:
    """Return the number that is written as `value`, sign for sign, or None: a program shows it just as it stood."""
    if not _PLAIN_NUMBER.fullmatch(value):
        return None
    return float(value) if "." in value else int(value)


def written(type: str, value: str) -> str | None:
    """Return how a value of an attribute of this type is written down, None where it is no such value.

    Numbers stay as they are typed; dates become ISO 8601 or a part of it (2026, 2026-03), with the day first where
    dots are between; yes and no become just that. Whether a choice is among the options is not looked at.
    """
    value = clean(value)
    if type == "number":
        return value if number(value) is not None else None
    if type == "date":
        return _date(value)
    if type == "yesno":
        return "yes" if value.casefold() in _YES else "no" if value.casefold() in _NO else None
    return value


def _date(value: str) -> str | None:
    if found := _DOTTED.fullmatch(value):
        day, month, year = found.groups()
    elif found := _ISO.fullmatch(value.removesuffix(" 00:00:00")):
        year, month, day = found.groups()
    else:
        return None
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join((year, *(f"{int(part):02}" for part in (month, day) if part)))


def parted(type: str, cell: str) -> list[str]:
    """Return the values in a cell: several choices are parted by semicolons, anything else is one value."""
    parts = cell.split(SEVERAL.strip()) if type == "choices" else [cell]
    return list(dict.fromkeys(value for value in map(clean, parts) if value))


def guessed(values: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the type that fits all `values` of a column, and the options where it is one with options.

    A column of few different values that come again and again is a choice; where cells hold several of them with
    semicolons between, it is several choices.
    """
    values = [value for value in map(clean, values) if value]
    if not values:
        return "text", ()
    folded = {value.casefold() for value in values}
    if all(_AMOUNT.fullmatch(value) for value in values):
        return "number", ()
    if folded <= (_YES | _NO) - {"x", "✓"}:
        return "yesno", ()
    if all(_date(value) and not value.isdigit() for value in values):
        return "date", ()
    several = any(SEVERAL.strip() in value for value in values)
    parts = [part for value in values for part in parted("choices" if several else "choice", value)]
    options = tuple(dict.fromkeys(parts))
    if len(options) <= _MOST_OPTIONS and 2 * len(options) <= len(parts):
        return "choices" if several else "choice", options
    return "text", ()


def refusal(name: str, type: str, value: str) -> str:
    """Return the sentence that says why an attribute called `name` does not take `value`."""
    sentences = {
        "number": _("{name} takes a number, not “{value}”."),
        "date": _("{name} takes a date such as 2026-03-14 or 2026, not “{value}”."),
        "yesno": _("{name} takes yes or no, not “{value}”."),
    }
    return sentences.get(type, _("{name} does not take “{value}”.")).format(name=name, value=value)
