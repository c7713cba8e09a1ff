"""An attribute that takes one value has one after a merge, whatever both sides made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from qda.core import attributes, participants
from qda.core.check import check
from qda.core.merging import copy_project, merge, preview
from qda.storage.models import Attribute
from qda.storage.project import Project
from tests.storage.study import make_study


@pytest.mark.parametrize(
    ("type_", "words", "left"), [("text", "village", "town; country; village"), ("choice", "", "")]
)
def test_one_value_is_left_where_the_type_was_changed_on_one_side(
    tmp_path: Path, type_: str, words: str, left: str
) -> None:
    path = tmp_path / "copy.loom"
    with make_study(tmp_path / "study.loom") as project:
        with project.read() as session:
            group = session.scalars(select(Attribute.id).where(Attribute.name == "Group")).one()
            who = next(row.id for row in participants.participants(session) if "Group" in row.attributes)
        if not words:
            with project.change("Set value") as session:
                participants.set_values(session, who, group, ["town"])
        copy_project(project, path)
        with Project.open(path) as copy, copy.change("Change type") as session:
            attributes.retype(session, group, type_)
        given = [words] if words else ["town", "country"]
        with project.change("Set value") as session:
            participants.set_values(session, who, group, given)
        plan = preview(project, path)
        merge(project, plan, {one.key: one.choices[-1] for one in plan.conflicts})
        assert check(project) == []
        with project.read() as session:
            values = next(row.attributes["Group"] for row in participants.participants(session) if row.id == who)
        assert len(values) == 1
        assert not left or set(values[0].split("; ")) == set(left.split("; "))
        again = preview(project, path)
        assert merge(project, again, {one.key: one.choices[-1] for one in again.conflicts}).id == ""
