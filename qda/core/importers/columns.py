"""What the columns of a table are: which row names them, and which hold words, speakers, times, names or plain facts.

Everything here is a guess to be shown and corrected before import; a person's choice overrules it column by column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qda.core.importers.heading_words import BEGIN, END, SPEAKER, TEXT
from qda.core.importers.moments import CLOCK
from qda.errors import RefusedError
from qda.i18n import _

ROLES = ("text", "attribute", "name", "speaker", "time", "skip")
_EXAMPLES = 3
_EXAMPLE_CHARACTERS = 200
_LONG_HEADING = 1_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading (made unique), place (from 0), guessed or chosen role, and what is in it.

    `mean_length` counts characters of the filled cells; `examples` are a few different entries, shortened.
    """

    name: str
    index: int
    role: str
    filled: int
    mean_length: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its headings told from its rows.

    `headings` are made unique; `head` holds the rows they come from as they stand (none where a table has no headings),
    `before` the rows above those; `rows` are (number in the file from 1, cells), none of them blank, all of one width.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    head: tuple[tuple[str, ...], ...] = ()
    before: tuple[tuple[str, ...], ...] = ()


def table_of(rows: Sequence[Sequence[str]]) -> Table:
    """Find the headings of `rows`; a table without any gets numbered columns."""
    first = _first_row(rows)
    depth = _heading_depth(rows, first)
    width = max(len(row) for row in rows[first:])
    body = [
        (number, tuple(row) + ("",) * (width - len(row)))
        for number, row in enumerate(rows, 1)
        if number > first + depth and row
    ]
    head = tuple(tuple(row) + ("",) * (width - len(row)) for row in rows[first : first + depth])
    return Table(_headings(head, width), tuple(body), head, tuple(tuple(row) for row in rows[:first] if row))


def columns_of(table: Table, chosen: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """Describe the columns of `table` with guessed roles, overruled by those `chosen` by heading.

    Headings that are not in this table are passed over: a workbook has several. Raises :class:`RefusedError` for an
    unknown role.
    """
    guesses = _with_leaders([_described(table, index) for index in range(len(table.headings))], table)
    for role in (chosen or {}).values():
        if role not in ROLES:
            raise RefusedError(
                _("“{role}” is no role of a column; the roles are {roles}.").format(role=role, roles=", ".join(ROLES))
            )
    return tuple(replace(column, role=(chosen or {}).get(column.name, column.role)) for column in guesses)


def _first_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the row that begins the table proper: titles and export notes above it fill fewer cells."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = sorted(count for count in filled if count)[sum(map(bool, filled)) // 2]
    for number, count in enumerate(filled[:20]):
        if count and (count > 1 or usual < 3) and count * 2 >= min(usual, max(filled[:20])):
            return number
    return next(number for number, count in enumerate(filled) if count)


def _heading_depth(rows: Sequence[Sequence[str]], first: int) -> int:
    """Return how many rows of headings there are: none, one, two (SurveyMonkey) or three (Qualtrics)."""
    top = rows[first]
    for depth in (2, 1):
        marks = rows[first + depth] if len(rows) > first + depth else []
        if marks and marks[0].startswith('{"ImportId"'):
            return depth + 1
    if _no_headings(rows, first):
        return 0
    second = rows[first + 1] if len(rows) > first + 1 else []
    later = [row for row in rows[first + 2 :] if row]
    # SurveyMonkey's second row names the options of the questions above and leaves the respondent's columns empty.
    options = bool(second) and top[0].strip() != "" and not second[0].strip() and len(later) > 1
    if options and all(row[0].strip() for row in later) and max(map(len, second)) < _LONG_HEADING:
        return 2
    return 1


def _no_headings(rows: Sequence[Sequence[str]], first: int) -> bool:
    top = [cell.strip() for cell in rows[first] if cell.strip()]
    if any(CLOCK.fullmatch(cell) or _NUMBER.fullmatch(cell) or len(cell) > _LONG_HEADING for cell in top):
        return True
    if max(map(len, rows[first:])) > 1:
        return False
    # One column of answers: its first line is a heading only if it reads like one.
    others = [len(row[0]) for row in rows[first + 1 :] if row]
    return not (top[0].endswith(("?", ":", "？")) or len(top[0]) * 2 < sum(others) / max(len(others), 1))


_ANSWER = re.compile(
    r"(?:open-ended )?response|(?:offene )?antwort|réponse(?: ouverte)?|respuesta(?: abierta)?|resposta(?: aberta)?",
    re.IGNORECASE,
)


def _headings(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    names: list[str] = []
    if len(rows) == 3:  # Qualtrics: short name, question, internal name.
        names = [one_line(question) or one_line(short) for short, question in zip(rows[0], rows[1], strict=True)]
    elif len(rows) == 2:
        question = ""
        for top, option in zip(rows[0], rows[1], strict=True):
            question = one_line(top) or question
            extra = one_line(option)
            names.append(question if not extra or _ANSWER.fullmatch(extra) else f"{question} – {extra}")
    elif rows:
        names = [one_line(cell) for cell in rows[0]]
    names += [""] * (width - len(names))
    unique: dict[str, None] = {}
    again: dict[str, int] = {}
    for number, given in enumerate(names, 1):
        name = base = given or _("Column {n}").format(n=number)
        while name in unique:
            again[base] = again.get(base, 1) + 1
            name = f"{base} ({again[base]})"
        unique[name] = None
    return tuple(unique)


def one_line(cell: str) -> str:
    """Return the words of a cell without line breaks and doubled spaces."""
    return " ".join(cell.split())


_NUMBER = re.compile(r"[-+]?\d[\d.,\s]*%?")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[T\s].{4,30})?")
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+")
_PLAIN = (_NUMBER, _DATE, _ADDRESS)
_NOTHING = frozenset({"na", "n/a", "nan", "null", "none", "-", "–", "."})

# Beside the words that head transcripts everywhere (:mod:`qda.core.importers.heading_words`), the compounds and other
# headings that programs and surveys write.
_SPEAKER = re.compile(r"speaker[ _-]?name", re.IGNORECASE)
_TIME = re.compile(
    r"(?:time|start|begin|end|stop|zeit|beginn|ende|tid|temps|tiempo|tempo|hora|heure)s?"
    r"(?:[ _-]?(?:code|stamp|marke|stempel|time|zeit))?(?:[ _-]?\(?(?:ms|s|sec|seconds)\)?)?|in|out",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:full ?)?text[eos]?|transcri[çp](?:ão|ción)|answers?|antwort(?:en)?|comments?|responses?|statements?|quotes?|"
    r"feedback",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:respondent|participant|response|record|case|person|interview|subject|user|student|collector|study|"
    r"teilnehmer(?:in)?|befragte[rn]?|fall|antwort)[ _-]?)?(?:id|ids|nr|no|number|nummer|code|key)\.?|pseudonym|"
    r"(?:full )?name|respondent|participant|teilnehmer(?:in)?|befragte[rn]?|fall|case|#|token",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:first |full )?name|person|participant|respondent|pseudonym|teilnehmer(?:in)?|befragte[rn]?", re.IGNORECASE
)
_OPEN = re.compile(
    r"\bother\b|specify|write[ -]in|open[ -]ended|\bcomments?\b|feedback|\bwhy\b|explain|describe|please (?:say|tell)|"
    r"sonstige|andere|bitte |warum|anmerkung|kommentar|pourquoi|autre|précise|porque|por qué|otr[ao]s?|outr[ao]s?|"
    r"hvorfor|annet|#\d+\s*:|^Q\d+[.:]?$",
    re.IGNORECASE,
)


def _described(table: Table, index: int) -> Column:
    cells = [cells[index].strip() for _number, cells in table.rows]
    filled = [cell for cell in cells if cell]
    different = dict.fromkeys(filled)
    name = table.headings[index]
    mean = sum(map(len, filled)) // len(filled) if filled else 0
    examples = tuple(cell[:_EXAMPLE_CHARACTERS] for cell, _place in zip(different, range(_EXAMPLES), strict=False))
    role = _role(name, filled, different, mean, len(cells))
    return Column(name, index, role, len(filled), mean, examples)


def _role(name: str, filled: Sequence[str], different: Mapping[str, None], mean: int, rows: int) -> str:
    if not filled or all(cell.casefold() in _NOTHING for cell in different):
        return "skip"
    if _times(name, filled):
        return "time"
    if _heads(name, SPEAKER, _SPEAKER) and mean <= 60:
        return "speaker"
    unique = len(different) == len(filled) and len(filled) * 10 >= rows * 9
    if _NAME.fullmatch(name) and mean <= 60 and unique:
        return "name"
    if _heads(name, TEXT, _WORDS) and len(different) * 2 >= len(filled) and any(" " in cell for cell in different):
        return "text"
    return "text" if _open(name, filled, different, mean) else "attribute"


def _heads(name: str, words: frozenset[str], form: re.Pattern[str]) -> bool:
    return name.casefold() in words or form.fullmatch(name) is not None


def _times(name: str, filled: Sequence[str]) -> bool:
    timed = _heads(name, BEGIN | END, _TIME)
    clocks = sum(CLOCK.fullmatch(cell) is not None for cell in filled)
    if clocks == len(filled) or (clocks * 10 >= len(filled) * 9 and timed):
        return True
    # Speech recognisers write seconds or milliseconds; only a heading tells them from other numbers.
    numbers = timed and all(re.fullmatch(r"\d+(?:\.\d+)?", cell) for cell in filled)
    return numbers and all(float(one) <= float(other) for one, other in pairwise(filled))


def _open(name: str, filled: Sequence[str], different: Mapping[str, None], mean: int) -> bool:
    """Say whether people answered in their own words: mostly different, wordy, no numbers, dates or addresses."""
    plain = sum(len(cell) < 300 and any(form.fullmatch(cell) for form in _PLAIN) for cell in different)
    wordy = sum(" " in cell for cell in different)
    if plain * 2 > len(different) or wordy * 4 < len(different) or len(different) * 2 < len(filled):
        return False
    longest = sorted(map(len, different))[len(different) * 9 // 10]
    asked = name.endswith(("?", "？")) and len(different) >= 10
    return mean >= 25 or longest >= 50 or asked or _OPEN.search(name) is not None


def _with_leaders(columns: list[Column], table: Table) -> list[Column]:
    """Where times and short recurring names stand beside long words, it is a transcript, whatever the headings are."""
    roles = {column.role for column in columns}
    texts = [column for column in columns if column.role == "text"]
    if "speaker" not in roles and len(texts) == 1:
        for column in columns:
            named = "time" in roles or _PERSON.fullmatch(column.name)
            if named and column.role == "attribute" and _few_names(column, table):
                columns[column.index] = replace(column, role="speaker")
                break
    if "time" in roles and not texts and "speaker" in roles:
        facts = [column for column in columns if column.role == "attribute"]
        if facts:
            longest = max(facts, key=lambda column: column.mean_length)
            columns[longest.index] = replace(longest, role="text")
    return columns


def _few_names(column: Column, table: Table) -> bool:
    entries = [cells[column.index].strip() for _number, cells in table.rows if cells[column.index].strip()]
    few = len(set(entries)) <= max(2, len(entries) // 3)
    return few and all(len(entry) <= 40 and not _NUMBER.fullmatch(entry) for entry in entries)
