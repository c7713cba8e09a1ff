"""Every table of the project as it is stored, row by row: for what the other tables of data don't tell.

Keys that open what is sealed stay in the project, and so do files, pictures and the history.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column as StoredColumn
from sqlalchemy import LargeBinary, Table, select
from sqlalchemy.orm import Session

from qda.core.dataset import Column, Content, DataTable, Kind, Value
from qda.i18n import _
from qda.storage.ids import Uid
from qda.storage.models import Base, Journalled

_HASHES = 32  # bytes; what is longer or of no fixed length is no hash, and is left out


def stored_tables() -> list[DataTable]:
    """Return the tables that hold what people made, by the names they have in the project file."""
    models: list[type[Base]] = [one.class_ for one in Base.registry.mappers]
    kept = (model for model in models if issubclass(model, Journalled))
    return [_table(model) for model in sorted(kept, key=lambda model: model.__tablename__)]


def _table(model: type[Base]) -> DataTable:
    about = " ".join((model.__doc__ or "").strip().partition("\n\n")[0].split())
    return DataTable(model.__tablename__, about, lambda session: _content(session, model))


def _content(session: Session, model: type[Base]) -> Content:
    stored = model.__table__
    assert isinstance(stored, Table)
    kept = [column for column in stored.columns if not _secret(column)]
    # By attributes of the model and not by the bare table, so that what is hidden from somebody is hidden here, too.
    query = select(*(getattr(model, column.key) for column in kept)).order_by(stored.c.id)

    def rows() -> Iterator[tuple[Value, ...]]:
        for row in session.execute(query):
            yield tuple(value.hex() if isinstance(value, bytes) else value for value in row)

    return Content(tuple(_column(column) for column in kept), rows())


def _secret(column: StoredColumn[Any]) -> bool:
    kind = column.type
    return isinstance(kind, LargeBinary) and not isinstance(kind, Uid) and kind.length != _HASHES


def _column(column: StoredColumn[Any]) -> Column:
    of = next((key.column.table.name for key in column.foreign_keys), "")
    if column.name == "id":
        return Column("id", _("What the program knows the row by."))
    if of:
        return Column(column.name, _("An id of the table {name}.").format(name=of), of=of)
    kinds: dict[type, Kind] = {int: "whole", bool: "yesno"}
    kind = "text" if isinstance(column.type, LargeBinary) else kinds.get(column.type.python_type, "text")
    return Column(column.name, _("As it is stored."), kind)
