"""Who can be picked out by what is printed of them, what would help, and that products keep to what was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qda.core import consent, exporters, participants
from qda.core.exporters import ProductOptions
from qda.core.privacy.combinations import combinations
from qda.core.privacy.filewords import read_words
from qda.core.privacy.printing import print_attribute, split_labels
from qda.errors import RefusedError
from qda.storage.project import Project

PEOPLE = (
    *(("Ada", "nurse", "24"), ("Ben", "nurse", "29"), ("Cleo", "nurse", "31")),
    *(("Dora", "manager", "44"), ("Emil", "manager", "52"), ("Finn", "manager", "61")),
    ("Gro", "porter", "33"),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "study.loom", title="Shifts") as project:
        with project.change("Make") as s:
            role, age = participants.add_attribute(s, "Role"), participants.add_attribute(s, "Age", "number")
            for name, what, old in PEOPLE:
                key = participants.add_participant(s, name)
                participants.set_values(s, key, role, [what])
                participants.set_values(s, key, age, [old])
        yield project


def attribute(session: Session, wanted: str) -> str:
    return next(key for key, name, _type in participants.attributes(session) if name == wanted)


def test_whoever_shares_what_is_printed_with_fewer_than_two_others_is_named(project: Project) -> None:
    with project.read() as session:
        both, role = combinations(session), combinations(session, ["Role"])
    assert (both.recognisable, both.people) == (7, 7)
    assert [(one.people, one.words) for one in role.rare] == [(("Gro",), "Role: porter")]
    assert role.words == ("1 of 7 people can be picked out by what is printed of them (Role): fewer than 3 share it.")


def test_two_who_share_something_are_too_few_and_three_are_enough(project: Project) -> None:
    with project.change("Hire") as session:
        for name in ("Hal", "Ida"):
            key = participants.add_participant(session, name)
            participants.set_values(session, key, attribute(session, "Role"), ["porter"])
            found = combinations(session, ["Role"])
            assert found.recognisable == (2 if name == "Hal" else 0)
    assert (found.words, found.offers) == ("", ())


def test_who_refused_to_take_part_is_nobody_among_whom_one_can_hide(project: Project) -> None:
    with project.change("Refuse") as session:
        consent.record_consent(session, participants.find_participant(session, "Ada"), {"take_part": False})
        found = combinations(session, ["Role"])
    assert {name for one in found.rare for name in one.people} == {"Ben", "Cleo", "Gro"}


def test_offers_say_how_many_stay_and_the_best_stands_first(project: Project) -> None:
    with project.read() as session:
        offers = {(one.kind, one.attribute): one.left for one in combinations(session).offers}
    assert offers == {
        ("only", "Role"): 1,
        ("leave out", "Age"): 1,
        ("bands", "Age"): 1,
        ("split", ""): 7,
    }


def rows(session: Session, path: Path) -> str:
    exporters.export(session, "participants", path)
    return " ".join("\n".join(read_words(path).parts).split())


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv"])
def test_the_table_keeps_to_what_the_study_prints(project: Project, tmp_path: Path, suffix: str) -> None:
    with project.change("Print") as session:
        print_attribute(session, attribute(session, "Age"), "bands")
        banded = rows(session, tmp_path / f"a{suffix}")
        print_attribute(session, attribute(session, "Role"), "no")
        without = rows(session, tmp_path / f"b{suffix}")
    assert "24–31" in banded
    assert "33–61" in banded
    assert "manager" in banded
    assert not {"29", "44", "52"}.intersection(banded.replace(",", " ").split())
    assert "manager" not in without


def test_a_table_with_labels_of_its_own_tells_no_pseudonym(project: Project, tmp_path: Path) -> None:
    with project.change("Split") as session:
        split_labels(session, split=True)
        said = rows(session, tmp_path / "a.docx")
        assert "split" not in {one.kind for one in combinations(session).offers}
        split_labels(session, split=False)
        named = rows(session, tmp_path / "b.docx")
    assert not [name for name, _role, _age in PEOPLE if name in said]
    assert "Person 1 manager 44" in said
    assert "Ada nurse 24" in named


def test_quotes_carry_only_what_is_printed(project: Project, tmp_path: Path) -> None:
    with project.change("Print") as session:
        print_attribute(session, attribute(session, "Age"), "no")
        exporters.export(session, "quotes", tmp_path / "usual.csv")
        exporters.export(session, "quotes", tmp_path / "asked.csv", ProductOptions(attributes=("Age",)))
    assert "Role" in (tmp_path / "usual.csv").read_text()
    assert "Age" not in (tmp_path / "usual.csv").read_text()
    assert "Age" in (tmp_path / "asked.csv").read_text()


def test_bands_are_for_numbers(project: Project) -> None:
    with project.change("Print") as session, pytest.raises(RefusedError, match="Role is none"):
        print_attribute(session, attribute(session, "Role"), "bands")
