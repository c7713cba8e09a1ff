"""What revisions make tables of: columns with what they point to, constraints and indexes under the models' names."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op


def table(
    name: str,
    *columns: tuple[sa.Column[Any], str, str],
    unique: tuple[str, ...] = (),
    span: bool = False,
    indexes: tuple[str | tuple[str, ...], ...] = (),
) -> None:
    """Make a table of `columns`, each with what it points to and what happens when that goes."""
    rules: list[sa.Constraint] = [sa.PrimaryKeyConstraint("id", name=f"pk_{name}")]
    if unique:
        rules.append(sa.UniqueConstraint(*unique, name=f"uq_{name}_{'_'.join(unique)}"))
    if span:
        rules.append(sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name=op.f(f"ck_{name}_span")))
    for column, target, then in columns:
        if target:
            key = f"fk_{name}_{column.name}"
            rules.append(sa.ForeignKeyConstraint([column.name], [f"{target}.id"], name=key, ondelete=then))
    made = (data("id")[0], *(column for column, _target, _then in columns))
    op.create_table(name, *made, *rules, sqlite_with_rowid=False)
    for one in indexes:
        parts = [one] if isinstance(one, str) else list(one)
        op.create_index(f"ix_{name}_{'_'.join(parts)}", name, parts)


def words(name: str) -> tuple[sa.Column[Any], str, str]:
    """Return a column of words."""
    return sa.Column(name, sa.String(), nullable=False), "", ""


def number(name: str, *, nullable: bool = False) -> tuple[sa.Column[Any], str, str]:
    """Return a column of whole numbers."""
    return sa.Column(name, sa.Integer(), nullable=nullable), "", ""


def yes(name: str) -> tuple[sa.Column[Any], str, str]:
    """Return a column of yes or no."""
    return sa.Column(name, sa.Boolean(), nullable=False), "", ""


def data(name: str, *, nullable: bool = False) -> tuple[sa.Column[Any], str, str]:
    """Return a column of bytes."""
    return sa.Column(name, sa.LargeBinary(), nullable=nullable), "", ""


def owner(name: str, owner: str, *, nullable: bool = False) -> tuple[sa.Column[Any], str, str]:
    """Return a column that goes with its owner."""
    return sa.Column(name, sa.LargeBinary(), nullable=nullable), owner, "CASCADE"


def link(name: str, target: str) -> tuple[sa.Column[Any], str, str]:
    """Return a column that is emptied when what it points to goes."""
    return sa.Column(name, sa.LargeBinary(), nullable=True), target, "SET NULL"
