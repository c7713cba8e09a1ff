"""What the table of participants keeps back, no other table of people and no file for other programs tells."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.core import consent, exchange, participants
from qda.core.exchange.giving import give
from qda.core.exporters import ProductOptions, export
from qda.core.privacy.printing import print_attribute, split_labels
from qda.storage.project import Project
from tests.core.exporters.conftest import Facts, build

TOWN = "Zanzibar"


@pytest.fixture
def facts(tmp_path: Path) -> Iterator[Facts]:
    """Six people of six ages, in bands, from one town that is not printed; nobody else is known."""
    made = build(tmp_path / "study.loom")
    with made.project.change("Choose") as s:
        age = participants.add_attribute(s, "Age in years", "number")
        town = participants.add_attribute(s, "Town", "choice", [TOWN])
        for number in range(6):
            key = participants.add_participant(s, f"Extra {number}")
            participants.set_values(s, key, age, [str(31 + number)])
            participants.set_values(s, key, town, [TOWN])
        print_attribute(s, age, "bands")
        print_attribute(s, town, "no")
    yield made
    made.project.close()


def written(project: Project, path: Path, **chosen: str) -> zipfile.ZipFile:
    with project.read() as session:
        export(session, "everything", path, ProductOptions(chosen={"tables": "csv", **chosen}))
    return zipfile.ZipFile(path)


def rows(package: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package.read(f"study-data/{name}.csv").decode("utf-8-sig"))))


def said(package: zipfile.ZipFile, *but: str) -> str:
    names = [name for name in package.namelist() if not name.endswith(but)]
    return "\n".join(package.read(name).decode("utf-8-sig", "replace") for name in names)


def test_everything_as_data_keeps_to_bands_and_to_what_is_not_printed(facts: Facts, tmp_path: Path) -> None:
    with written(facts.project, tmp_path / "all.zip") as package:
        people = rows(package, "csv/participants")
        assert {row["Age in years"] for row in people} == {"", "31–33", "34–36"}
        assert "Town" not in people[0]
        ages = [row["value"] for row in rows(package, "csv/attribute_values") if row["attribute"] == "Age in years"]
        assert sorted(ages) == ["31–33"] * 3 + ["34–36"] * 3
        assert {"31–33", "34–36"} <= {row["value"] for row in rows(package, "stored/attribute_value")}
        # The attribute itself is there with the values it can have, but nobody's.
        assert TOWN not in said(package, "stored/attribute.csv")
    with written(facts.project, tmp_path / "whole.zip", known="all") as package:
        assert {row["Town"] for row in rows(package, "csv/participants")} == {"", TOWN}
        assert "36" in [row["value"] for row in rows(package, "csv/attribute_values")]


def test_a_table_with_labels_of_its_own_can_be_joined_with_no_other(facts: Facts, tmp_path: Path) -> None:
    with facts.project.change("Split") as session:
        split_labels(session, split=True)
        ids = {row.name: row.id for row in participants.participants(session)}
    with written(facts.project, tmp_path / "all.zip") as package:
        people = rows(package, "csv/participants")
        assert [row["name"] for row in people] == [f"Person {number}" for number in range(1, len(ids) + 1)]
        assert {row["id"] + row["note"] + row["sources"] for row in people} == {""}
        assert not [row for row in rows(package, "csv/attribute_values") if row["participant_id"]]
        assert "study-data/stored/attribute_value.csv" not in package.namelist()  # it would be empty


@pytest.mark.parametrize("name", ["out.qdpx", "out.qda"])
def test_projects_for_other_programs_tell_what_is_printed_and_leave_out_what_was_refused(
    facts: Facts, tmp_path: Path, name: str
) -> None:
    project = facts.project
    with project.change("Refuse") as session:
        gone = participants.find_participant(session, "Extra 0")
        consent.record_consent(session, gone, {"take_part": False})
    with project.read() as session:
        losses = give(session, tmp_path / name)
        assert "1 person who refused to take part is left out." in [loss.why for loss in losses]
        give(session, whole := tmp_path / f"whole{Path(name).suffix}", refused=True)
    there = exchange.read(tmp_path / name)
    assert "Extra 0" not in [person.name for person in there.persons]
    assert "Town" not in [one.name for one in there.variables]
    known = {one.value for one in there.values}  # five people are too few for two bands
    assert "32–36" in known and not {TOWN, "36"} & known
    back = exchange.read(whole)
    assert "Extra 0" in [person.name for person in back.persons]
    assert {TOWN, "36"} <= {one.value for one in back.values}


def test_characteristics_of_the_group_leave_out_what_is_not_printed(facts: Facts, tmp_path: Path) -> None:
    with facts.project.read() as session:
        export(session, "participant-groups", tmp_path / "group.md")
        assert TOWN not in (tmp_path / "group.md").read_text(encoding="utf-8")
        export(session, "participant-groups", tmp_path / "asked.md", ProductOptions(attributes=("Town",)))
        assert TOWN in (tmp_path / "asked.md").read_text(encoding="utf-8")
