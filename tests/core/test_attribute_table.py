"""Facts about people and reports from a table: what is new, known, different or can't be, and bringing it in."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from qda.core import attributes, documents, exporters, participants
from qda.core.attribute_columns import ATTRIBUTE, PERSON, SKIP, SOURCE, facts_table, read_facts
from qda.core.attribute_table import DIFFERS, NEW, REFUSED, SAME, import_facts, plan
from qda.core.importers import Imported
from qda.errors import RefusedError, UnreadableFileError
from qda.storage.project import Project

HEAD = ("Participant", "Age", "Role", "Note")


@pytest.fixture
def neil(s):
    """Neil with an age, in two interviews."""
    person = participants.add_participant(s, "Neil")
    age = participants.add_attribute(s, "Age", "number")
    participants.set_values(s, person, age, ["41"])
    for name in ("Interview 1", "Interview 2"):
        participants.link_source(s, person, documents.add_source(s, Imported(name, f"Words of {name}.")))
    s.flush()
    return person


def table(*rows, head=HEAD):
    return facts_table("people.xlsx", head, list(enumerate(rows, 2)))


def known(s):
    """What is known of everybody: overall by attribute, and per interview by (attribute, source)."""
    read, titles = attributes.values(s), dict(documents.source_names(s))
    found = {}
    for person in participants.participants(s):
        said = found.setdefault(person.name, {})
        for row in attributes.attribute_rows(s, "participant"):
            if overall := read.overall(row.id, person.id):
                said[row.name] = overall
            said |= {
                (row.name, title): there
                for key, title in titles.items()
                if (there := read.there(row.id, person.id, key))
            }
    return found


def test_columns_are_told_by_their_headings_and_cells(tmp_path: Path):
    path = tmp_path / "people.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Who took part"])
    book.active.append(["Pseudonym", "Interview", "Age", "Role", "Seen", "Born", "Sources", "Notes"])
    book.active.append(["Neil", "Interview 1", 41, "nurse; peer", "yes", "1983-03-14", "all", "Kind."])
    book.active.append(["Liam", None, 7.5, "nurse", "no", "2.4.1990", None, None])
    book.active.append([None, None, None, "nurse; peer"])
    book.save(path)
    found = read_facts(path)
    assert [(column.heading, column.role, column.type) for column in found.columns][:6] == [
        ("Pseudonym", PERSON, "text"),
        ("Interview", SOURCE, "text"),
        ("Age", ATTRIBUTE, "number"),
        ("Role", ATTRIBUTE, "choices"),
        ("Seen", ATTRIBUTE, "yesno"),
        ("Born", ATTRIBUTE, "date"),
    ]
    assert [column.role for column in found.columns][6:] == [SKIP, "note"]
    assert found.columns[3].options == ("nurse", "peer")
    assert [number for number, _cells in found.rows] == [3, 4, 5] and found.scope == "participant"


def test_the_preview_tells_new_known_different_and_what_can_not_be(s, neil):
    found = plan(s, table(("neil", "42", "nurse", ""), ("Liam", "old", "peer", "Shy."), ("", "9"), ("LIAM", "9")))
    assert found.added == (("Role", "text"),)
    assert [(step.name, step.key, step.rows) for step in found.steps] == [("neil", neil, (2,)), ("Liam", None, (3,))]
    told = {(fact.row, fact.attribute): (fact.kind, fact.here, fact.reason) for st in found.steps for fact in st.facts}
    assert told == {
        (2, "Age"): (DIFFERS, "41", ""),
        (2, "Role"): (NEW, "", ""),
        (3, "Age"): (REFUSED, "", "Age takes a number, not “old”."),
        (3, "Role"): (NEW, "", ""),
        (3, "note"): (NEW, "", ""),
    }
    assert found.refused == ((4, "Nobody is named in this row."), (5, "LIAM stands in row 3 already."))
    assert [person.name for person in participants.participants(s)] == ["Neil"]


def test_what_the_project_says_stays_unless_the_table_is_to_be_taken(s, neil):
    given = table(("Neil", "42", "nurse", "Kind."), ("Liam", "old", "peer", ""))
    done = import_facts(s, given)
    assert (done.people, done.attributes, done.set, done.kept) == (1, 1, 3, 1)
    assert done.refused == ((3, "Age takes a number, not “old”."),)
    assert known(s) == {"Neil": {"Age": ("41",), "Role": ("nurse",)}, "Liam": {"Role": ("peer",)}}
    assert participants.participants(s)[0].note == "Kind."
    assert import_facts(s, given, take=True).set == 1
    assert known(s)["Neil"]["Age"] == ("42",)
    assert plan(s, given).number(SAME) == 4


def test_what_differs_between_interviews_is_kept_per_interview(s, neil):
    head = ("Participant", "Interview", "Age", "Lives")
    rows = (
        ("Neil", "interview 1", "41", "in prison"),
        ("Neil", "Interview 2", "41", "at home"),
        ("Liam", "Interview 2", "30", "at home"),
        ("Neil", "Interview 9", "41", "at home"),
    )
    done = import_facts(s, table(*rows, head=head))
    assert done.refused == ((5, "There is no interview or report called Interview 9."),)
    assert known(s) == {
        "Neil": {"Age": ("41",), ("Lives", "Interview 1"): ("in prison",), ("Lives", "Interview 2"): ("at home",)},
        "Liam": {"Age": ("30",), "Lives": ("at home",)},
    }
    liam = participants.participants(s)[1]
    assert [dict(documents.source_names(s))[key] for key in liam.source_ids] == ["Interview 2"]


def test_a_table_of_reports_gives_attributes_of_sources_studies_and_samples(s, neil):
    head = ("Report", "Study", "Sample", "QualSyst", "Age")
    given = table(("Interview 1", "Alder", "Ward B", "85 %", "x"), ("Interview 2", "Birch", "", "70 %", ""), head=head)
    assert given.scope == "source"
    done = import_facts(s, given)
    assert done.refused == ((0, "Age is an attribute of others already, so that column is left out."),)
    (quality,) = attributes.attribute_rows(s, "source")
    read = attributes.values(s)
    found = {name: read.of_source(quality.id, key) for key, name in documents.source_names(s)}
    assert (quality.type, found) == ("number", {"Interview 1": ("85 %",), "Interview 2": ("70 %",)})
    first = documents.source(s, documents.find_source(s, "Interview 1"))
    assert (first.study_label, first.sample_label) == ("Alder", "Ward B")
    again = table(("Alder", "90 %"), head=("Study", "QualSyst"))
    assert import_facts(s, again, take=True).set == 1
    assert attributes.values(s).of_source(quality.id, first.id) == ("90 %",)


def test_another_role_or_type_can_be_chosen(s, neil):
    given = table(("Neil", "41", "A-wing", ""), head=("Participant", "Age", "Code name", ""))
    assert [column.heading for column in given.columns] == ["Participant", "Age", "Code name"]
    given = given.chosen(2, role=PERSON).chosen(0, type="text").chosen(1, role=SKIP)
    assert [column.role for column in given.columns] == [ATTRIBUTE, SKIP, PERSON]
    import_facts(s, given)
    assert known(s)["A-wing"] == {"Participant": ("Neil",)}
    with pytest.raises(RefusedError, match="which column names the participants"):
        plan(s, given.chosen(2, role=SKIP))


def test_what_was_written_is_read_again_as_it_was(s, neil, tmp_path: Path):
    role = participants.add_attribute(s, "Role", "choices", ["nurse", "=peer"])
    second = documents.find_source(s, "Interview 2")
    participants.set_values(s, neil, role, ["nurse", "=peer"])
    participants.set_values(s, neil, role, ["nurse"], source_id=second)
    participants.edit_participant(s, neil, note="Kind.")
    before = known(s)
    for suffix in (".xlsx", ".csv"):
        path = exporters.export(s, "participants", tmp_path / f"people{suffix}").path
        assert {fact.kind for step in plan(s, read_facts(path)).steps for fact in step.facts} == {SAME}
        with Project.create(tmp_path / f"new{suffix}.loom") as project, project.change("Import") as other:
            for name in ("Interview 1", "Interview 2"):
                documents.add_source(other, Imported(name, f"Words of {name}."))
            other.flush()
            read = read_facts(path)
            import_facts(other, read.chosen(read.columns[4].index, type="choices"))
            assert known(other) == before


def test_what_is_no_table_is_refused(s, tmp_path: Path):
    path = tmp_path / "people.csv"
    path.write_text("Participant,Age\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="no row below its headings"):
        read_facts(path)
    with pytest.raises(UnreadableFileError):
        read_facts(tmp_path / "gone.csv")
    with pytest.raises(RefusedError, match=r"No row of people\.xlsx can be brought in"):
        import_facts(s, table(("Gone", "1"), head=("Report", "Age")))
