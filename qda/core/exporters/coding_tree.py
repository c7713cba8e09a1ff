"""The coding tree: codes, and the themes or categories that were developed from them, as a table for the paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.codebook import CodeRow, codes
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Cell, Column, Field, Grid, Listing, Row, Value, continued, paragraph, visible
from qda.core.exporters.theme_entries import Entry, code_names, left_out, wanted_themes
from qda.core.exporters.theme_levels import DEEPEST, level_titles, placed
from qda.core.retrieval import coding_numbers
from qda.core.themes.outline import themes
from qda.errors import RefusedError
from qda.i18n import _, n_

OF = Choice(
    "of",
    _("What the tree shows"),
    (("themes", _("Themes and their codes")), ("codebook", _("Categories and their codes"))),
)
ORDER = Choice(
    "order",
    _("Columns"),
    (
        ("codes", _("Codes first, then themes")),
        ("themes", _("Themes first, then codes")),
    ),
)
PASSAGES = Choice("passages", _("Number of coded passages"), (("no", _("Leave out")), ("yes", _("Beside each code"))))
_NAMED = 6  # codes that a sentence names


@dataclass(frozen=True, slots=True)
class _Branch:
    """What stands in a row: the names above, a level each from the top ("" for none), and the codes below them."""

    names: tuple[str, ...]
    code_ids: tuple[str, ...]


@exporters.product(
    "coding-tree",
    title=_("Coding tree"),
    about=_("Codes and the themes or categories developed from them, a column for each level."),
    suffixes=(".docx", ".xlsx", ".csv", ".html", ".md"),
    choices=(OF, ORDER, PASSAGES),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the coding tree; RefusedError where there is no theme, or no code for the tree of the codebook."""
    facts = colophon(session)
    book = codes(session)
    if OF.of(options) == "themes":
        outline = themes(session)
        wanted = wanted_themes(outline, options)
        titles, branches = _of_themes([Entry(theme, depth, above, (), None, ()) for theme, depth, above in wanted])
        notices = left_out(outline, wanted, options)
        if options.theme_ids is None:
            notices += _unused(book, branches)
    else:
        if not book:
            raise RefusedError(_("There is no code to write yet. Make a code first."))
        titles, branches = _of_book(book)
        notices = []
    counts = coding_numbers(session)
    if formats.is_data(path):
        notices += formats.write_listing(path, _listing(titles, branches, book, counts, facts), facts)
    else:
        formats.write_grid(path, _grid(titles, branches, book, counts, facts, options), facts)
    used = {code_id for branch in branches for code_id in branch.code_ids}
    return Written(path, tuple(notices), themes=len(branches), codes=len(used))


# What stands in the rows ---------------------------------------------------------------------------------------------


def _of_themes(entries: Sequence[Entry]) -> tuple[list[str], list[_Branch]]:
    """Return the titles of the levels, from the top, and a branch for each theme that has codes of its own.

    A code that a subtheme draws on, too, stands there alone. A theme without codes and without subthemes has a branch.
    """
    stand = placed(entries)
    titles = level_titles(stand)
    branches = []
    above: list[str] = []
    for number, (depth, entry) in enumerate(stand):
        above = [*above[:depth], *[""] * (depth - len(above)), visible(entry.theme.name)]
        below: set[str] = set()
        last = number + 1
        while last < len(stand) and stand[last][0] > depth:
            below.update(stand[last][1].theme.code_ids)
            last += 1
        own = tuple(code_id for code_id in entry.theme.code_ids if code_id not in below)
        if own or last == number + 1:
            branches.append(_Branch((*above, *[""] * (len(titles) - len(above))), own))
    return titles, branches


def _of_book(book: Sequence[CodeRow]) -> tuple[list[str], list[_Branch]]:
    """Return the tree of the codebook: codes without others below them stand beside those they are below."""
    parents = {code.parent for code in book}
    names = {code.id: code for code in book}
    heads = [code for code in book if code.id in parents]
    deep = min(max((code.depth for code in heads), default=0), DEEPEST)
    titles = [_("Category") if depth == 0 else _("Subcategory") for depth in range(deep + 1)]
    leaves: dict[str | None, list[str]] = {}
    for code in book:
        if code.id not in parents:
            leaves.setdefault(code.parent, []).append(code.id)
    branches = [_Branch(("",) * len(titles), tuple(leaves[None]))] if None in leaves else []
    for head in heads:
        above, code = [], head
        while True:
            above.append(visible(code.name))
            if code.parent is None:
                break
            code = names[code.parent]
        # Deeper than there are columns, what is above is told in one of them.
        path = above[::-1]
        path = [*path[:deep], " > ".join(path[deep:])] if len(path) > deep + 1 else path
        if head.id in leaves:
            found = tuple(leaves[head.id])
            branches.append(_Branch((*path, *[""] * (len(titles) - len(path))), found))
    return titles, branches


def _unused(book: Sequence[CodeRow], branches: Sequence[_Branch]) -> list[str]:
    used = {code_id for branch in branches for code_id in branch.code_ids}
    missing = [code.name for code in book if code.id not in used and code.kind == "code"]
    if not missing:
        return []
    names = ", ".join(f"“{name}”" for name in missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
    one = "{n} code that no theme draws on is left out:"
    return [f"{n_(one, '{n} codes that no theme draws on are left out:', len(missing))} {names}."]


# As a table on pages -----------------------------------------------------------------------------------------------


def _grid(
    titles: Sequence[str],
    branches: Sequence[_Branch],
    book: Sequence[CodeRow],
    counts: Mapping[str, int],
    facts: Colophon,
    options: ProductOptions,
) -> Grid:
    names = {key: visible(name) for key, name in code_names(book).items()}
    numbers = PASSAGES.of(options) == "yes"
    codes_first = ORDER.of(options) == "codes"
    rows = []
    last: tuple[str, ...] = ()
    for branch in branches:
        new = _begins(branch.names, last)
        last = branch.names
        above = [
            (paragraph(name or "–", "theme" if depth == 0 else "text"),) if depth >= new or not name else ()
            for depth, name in enumerate(branch.names)
        ]
        drawn = tuple(
            paragraph(f"{names[key]} ({counts.get(key, 0)})" if numbers else names[key], "code")
            for key in branch.code_ids
        )
        cells: list[Cell] = [drawn, *reversed(above)] if codes_first else [*above, drawn]
        lowest = next((name for name in reversed(branch.names) if name), "")
        rows.append(Row(tuple(cells), continued(lowest), opens=new < max(1, len(branch.names) - 1)))
    heads = [_("Code"), *reversed(titles)] if codes_first else [*titles, _("Code")]
    return Grid(
        title=visible(facts.title),
        caption=_("Coding tree"),
        columns=tuple(Column(head, 1 / len(heads)) for head in heads),
        rows=tuple(rows),
        notes=tuple(_notes(numbers=numbers, none=any("" in branch.names for branch in branches))),
        upright=len(heads) < 4,
    )


def _begins(names: Sequence[str], last: Sequence[str]) -> int:
    """Return the first level at which a row has another name than the one above it."""
    pairs = enumerate(zip_longest(names, last))
    return next((depth for depth, (name, before) in pairs if name != before), len(names))


def _notes(*, numbers: bool, none: bool) -> Iterator[str]:
    if numbers:
        yield _("In brackets: number of passages with the code.")
    yield _("An empty cell stands for the name above it.")
    if none:
        yield _("–: the codes belong to no name on this level.")


# As data -----------------------------------------------------------------------------------------------------------


def _listing(
    titles: Sequence[str],
    branches: Sequence[_Branch],
    book: Sequence[CodeRow],
    counts: Mapping[str, int],
    facts: Colophon,
) -> Listing:
    paths = {code.id: code.path for code in book}
    levels = [
        Field(f"level {number}", title, _("The name on this level, counted from the top."), 30)
        for number, title in enumerate(titles, start=1)
    ]
    return Listing(
        title=facts.title,
        about=_("Each row is a code with what was developed from it; a code that serves several themes has several."),
        fields=(
            *levels,
            Field("code", _("Code"), _("The code, with the categories above it."), 40),
            Field("passages", _("Passages"), _("Number of passages with the code."), 10),
        ),
        rows=_data(branches, paths, counts),
    )


def _data(
    branches: Sequence[_Branch], paths: Mapping[str, str], counts: Mapping[str, int]
) -> Iterator[tuple[Value, ...]]:
    for branch in branches:
        names = tuple(name or None for name in branch.names)
        for key in branch.code_ids:
            yield (*names, paths[key], counts.get(key, 0))
        if not branch.code_ids:
            yield (*names, None, None)
