"""The framework matrices of the sample study, one with cases and one without, made as its coders would have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qda.core.tables import frame_cells, frame_making, frame_parts, frameworks

if TYPE_CHECKING:
    from qda.core.sample import Telling


def make_frames(telling: Telling, told: list[dict[str, Any]]) -> None:
    """Make what `told` tells of: each matrix as one change, then each cell as one, by the coder who wrote it."""
    lead = telling.project.coder_id
    for one in told:
        telling.project.coder_id = telling.coders[one["by"]]
        frame_id = _make(telling, one)
        _write(telling, frame_id, one["cells"])
    telling.project.coder_id = lead


def _make(telling: Telling, one: dict[str, Any]) -> str:
    about: list[tuple[str, str]] = []  # read when the change ends
    with telling.project.change("Make framework matrix", about) as session:
        frame_id = frame_making.add_frame(
            session, one["name"], cases=one["cases"], headings=one["columns"], lines=one["lines"]
        )
        frame_making.edit_frame(session, frame_id, note=one["note"])
        for row in one["rows"]:
            theme_id = telling.themes[row["theme"]] if row["theme"] else None
            frame_parts.add_row(
                session, frame_id, row["name"], theme_id=theme_id, about=row["about"], added=row["added"]
            )
        about.append(("frame", frame_id))
    return frame_id


def _write(telling: Telling, frame_id: str, cells: list[dict[str, Any]]) -> None:
    with telling.project.read() as session:
        made = frameworks.framework(session, frame_id)
    rows = {row.name: row.id for row in made.rows}
    columns = {column.name: column.id for column in made.columns}
    who = telling.project.coder_id
    for cell in cells:
        with telling.project.change("Write summary", [("frame", frame_id)]) as session:
            place = rows[cell["row"]], columns[cell["column"]]
            passages = [
                (telling.sources[quote["source"]], *telling.span(quote["source"], quote["quote"]))
                for quote in cell["quotes"]
            ]
            frame_cells.put_quotes(session, *place, passages, coder_id=who)
            frame_cells.write_cell(session, *place, summary=cell["summary"], done=cell["done"], coder_id=who)
