"""Every table of the project as it is stored, row by row: for what the other tables of data don't tell.

Keys that open what is sealed stay in the project, and so do files, pictures and the history.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Column as StoredColumn
from sqlalchemy import LargeBinary, Table, or_, select
from sqlalchemy.orm import Session

from qda.core.dataset import Column, Content, DataTable, Kind, Value
from qda.core.independent import HIDING
from qda.i18n import _
from qda.storage.ids import Uid
from qda.storage.models import Base, Journalled

_HASHES = 32  # bytes; what is longer or of no fixed length is no hash, and is left out


def stored_tables() -> list[DataTable]:
    """Return the tables that hold what people made, by the names they have in the project file."""
    kept = (model for model in _models().values() if issubclass(model, Journalled))
    return [_table(model) for model in sorted(kept, key=lambda model: model.__tablename__)]


@cache
def _models() -> dict[str, Any]:
    return {one.class_.__tablename__: one.class_ for one in Base.registry.mappers}


def _table(model: type[Base]) -> DataTable:
    about = " ".join((model.__doc__ or "").strip().partition("\n\n")[0].split())
    return DataTable(model.__tablename__, about, lambda session: _content(session, model))


def _content(session: Session, model: type[Base]) -> Content:
    stored = model.__table__
    assert isinstance(stored, Table)
    kept = [column for column in stored.columns if not _secret(column)]
    # By attributes of the model and not by the bare table, so that what is hidden from somebody is hidden here, too.
    query = select(*(getattr(model, column.key) for column in kept)).order_by(stored.c.id)
    for column in kept:
        for target in (key.column.table.name for key in column.foreign_keys if key.column.table.name in HIDING):
            # Nor is anything told that belongs to what is hidden.
            here, owner = getattr(model, column.key), _models()[target]
            query = query.where(or_(here.is_(None), here.in_(select(owner.id))))

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
