"""Tables of data with what is known of people as it is printed: in bands, left out, or apart from their pseudonyms.

Whoever gets a folder of tables can join them: what the table of participants keeps back no other table may tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from qda.core.attribute_types import SEVERAL
from qda.core.attributes import values
from qda.core.dataset import Content, Value
from qda.core.exporters import Choice
from qda.core.privacy.printing import Printing, printing
from qda.i18n import _

KNOWN = Choice(
    "known",
    _("What is known of people"),
    (("printed", _("As chosen in Before it leaves")), ("all", _("All of it: the file stays with us"))),
)
"""For folders of data, which may have all of it on one's own desk."""


def as_printed(session: Session, name: str, content: Content) -> Content:
    """Return the content of a table of data, or of a stored one, as it may be printed; most are as they are."""
    how = printing(session)
    if not how.split and not any(how.ways.values()):
        return content
    if name == "participants":
        return _people(session, content, how)
    if name == "attribute_values":
        return replace(content, rows=_values(content, how, "attribute", {row.name: row.id for row in how.rows}))
    if name == "attribute_value":
        return replace(content, rows=_values(content, how, "attribute_id", {row.id: row.id for row in how.rows}))
    return content


def _people(session: Session, content: Content, how: Printing) -> Content:
    known = values(session)
    fixed = len(content.columns) - len(how.rows)
    shown = [(at, row.id) for at, row in enumerate(how.rows, start=fixed) if row in how.printed]

    def said(row: tuple[Value, ...], at: int, attribute_id: str) -> Value:
        if attribute_id not in how.bands:
            return row[at]
        return SEVERAL.join(how.said(attribute_id, known.overall(attribute_id, str(row[0])))) or None

    columns = [content.columns[at] for at, _attribute_id in shown]
    texts = [
        replace(column, kind="text") if attribute_id in how.bands else column
        for column, (_at, attribute_id) in zip(columns, shown, strict=True)
    ]
    rows = [(*row[:fixed], *(said(row, *one) for one in shown)) for row in content.rows]
    if how.split:
        # In the order of what is told of them: that of the study would tell who is who.
        rows.sort(key=lambda row: tuple(map(str, row[fixed:])))
        unnamed = (None,) * (fixed - 2)
        rows = [("", _("Person {n}").format(n=number), *unnamed, *row[fixed:]) for number, row in enumerate(rows, 1)]
    return Content((*content.columns[:fixed], *texts), rows)


def _values(content: Content, how: Printing, named: str, ids: Mapping[str, str]) -> Iterator[tuple[Value, ...]]:
    """Yield the values of sources, and those of people that are printed; none of people whose table is apart."""
    columns = [column.name for column in content.columns]
    attribute, person, value = (columns.index(name) for name in (named, "participant_id", "value"))
    for row in content.rows:
        if row[person] is None:
            yield row
        elif not how.split and how.ways.get(ids.get(str(row[attribute]), "")) != "no":
            said = how.said(ids[str(row[attribute])], [str(row[value])])
            yield (*row[:value], SEVERAL.join(said), *row[value + 1 :])
