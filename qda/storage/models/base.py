"""What all tables share: ids, the naming of constraints, columns that go with their owner."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from qda.storage.ids import Uid, new_id


def now_ms() -> int:
    """Return the time in milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Journalled:
    """What every journalled table has; the order of ids is the order of making."""

    # The key comes first: in a table without rowid where it doesn't, SQLite 3.40's integrity check sees NULLs.
    id: Mapped[str] = mapped_column(Uid, primary_key=True, default=new_id, sort_order=-1)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> Any:
        return (*getattr(cls, "rules", ()), {"sqlite_with_rowid": False, "info": {"journal": True}})


def owner_column(target: str, *, index: bool = True) -> Any:
    """Return a column that goes with its owner."""
    return mapped_column(Uid, ForeignKey(f"{target}.id", ondelete="CASCADE"), index=index)


def link_column(target: str, *, index: bool = True) -> Any:
    """Return a column that is emptied when what it points to goes."""
    return mapped_column(Uid, ForeignKey(f"{target}.id", ondelete="SET NULL"), index=index)


def text_column(default: str = "") -> Any:
    """Return a column of words, never NULL."""
    return mapped_column(String, default=default)
