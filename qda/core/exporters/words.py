"""The words that people used, counted: a row a word, a column for each group they are counted by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters, words
from qda.core.exporters import ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import Field, Listing, Value
from qda.errors import RefusedError
from qda.i18n import _


@exporters.product(
    "words",
    title=_("Words counted"),
    about=_("The words that people used, counted, without the interviewer and without stop words."),
    suffixes=(".xlsx", ".csv", ".json"),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the words as `options.counting` has them; raises RefusedError where there are none."""
    table = words.count(session, options.counting)
    if not table.rows:
        raise RefusedError(_("There are no words to count yet. Import transcripts first."))
    facts = colophon(session)
    rows: Iterator[tuple[Value, ...]] = (
        (row.word, row.count, row.sources, row.participants, *row.groups) for row in table.rows
    )
    about = _("{n} words in all, those included that are not listed.").format(n=f"{table.total:,}")
    listing = Listing(facts.title, about, _fields(table.groups), rows)
    return Written(path, tuple(formats.write_listing(path, listing, facts)), words=len(table.rows))


def _fields(groups: tuple[str, ...]) -> tuple[Field, ...]:
    fixed = (
        Field("word", _("Word"), _("The word; its base form where all forms are counted together"), 24),
        Field("count", _("Count"), _("How often it was said")),
        Field("sources", _("Sources"), _("In how many sources")),
        Field("participants", _("Participants"), _("By how many people")),
    )
    return (*fixed, *(Field(group, group, _("How often by or for “{group}”").format(group=group)) for group in groups))
