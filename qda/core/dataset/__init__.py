"""The project as tables of data: the same for notebooks (:mod:`qda.api`) and for the folder that R and pandas read.

A table is a function ``read(session) -> Content`` that :func:`table` registers under its name; all modules of this
package are found by themselves. Names of tables and columns are the same in every language and stay as they are.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from qda.errors import NotFoundError
from qda.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Kind = Literal["text", "whole", "number", "yesno", "time", "list"]
Value = str | int | float | bool | datetime | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, and the table whose ids stand in it (`of`), if any.

    Kinds: text, whole (numbers), number, yesno, time (UTC), list (of texts). None stands where nothing is known.
    """

    name: str
    about: str
    kind: Kind = "text"
    of: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The columns of a table and its rows, which may be read once."""

    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table by its name, with a sentence about what a row of it is."""

    name: str
    about: str
    read: Callable[[Session], Content]


_tables: dict[str, DataTable] = {}


def table(name: str, about: str) -> Callable[[Callable[[Session], Content]], Callable[[Session], Content]]:
    """Register what reads a table."""

    def register(read: Callable[[Session], Content]) -> Callable[[Session], Content]:
        _tables[name] = DataTable(name, about, read)
        return read

    return register


def tables() -> dict[str, DataTable]:
    """Return every table by name."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(_tables.items()))


def read_table(session: Session, name: str) -> Content:
    """Return the content of a table; NotFoundError names those that there are."""
    known = tables()
    if name not in known:
        sentence = _("There is no table called {name}; there are {names}.")
        raise NotFoundError(sentence.format(name=name, names=", ".join(known)))
    return known[name].read(session)


def moment(milliseconds: int | None) -> datetime | None:
    """Return a time in milliseconds since 1970 as a time in UTC."""
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
