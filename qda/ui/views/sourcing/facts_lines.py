"""The rows of the grid of facts: participants, their interviews, or transcripts and reports."""

from __future__ import annotations

from typing import Any

from qda.core.attributes import AttributeRow, attribute_rows, values
from qda.core.documents import source_labels
from qda.core.participants import participants
from qda.ui.models.facts_model import INTERVIEWS, SOURCES, FactsLine


def facts_lines(session: Any, kind: str) -> tuple[list[AttributeRow], list[FactsLine]]:
    """Return the attributes that head the columns, and the rows."""
    attributes = attribute_rows(session, "source" if kind == SOURCES else "participant")
    known = values(session)
    labels = {row.id: row for row in source_labels(session)}
    if kind == SOURCES:
        return attributes, [
            FactsLine(
                None,
                row.id,
                (row.name, row.study, row.sample),
                tuple(known.of_source(one.id, row.id) for one in attributes),
            )
            for row in labels.values()
        ]
    places = {key: place for place, key in enumerate(labels)}
    lines: list[FactsLine] = []
    for person in participants(session):
        mine = sorted(person.source_ids, key=places.__getitem__)
        overall = tuple(known.overall(one.id, person.id) for one in attributes)
        if kind != INTERVIEWS:
            where = ", ".join(labels[key].name for key in mine)
            lines.append(FactsLine(person.id, None, (person.name, where), overall))
            continue
        for source_id in mine:
            there = tuple(known.there(one.id, person.id, source_id) for one in attributes)
            lines.append(FactsLine(person.id, source_id, (person.name, labels[source_id].name), there, overall))
    return attributes, lines
