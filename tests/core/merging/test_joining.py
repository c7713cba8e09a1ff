"""Two projects that were begun apart, on the same sources: joined, nothing is mixed up, asked twice or lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from qda.core import codebook, coders, coding, documents, memos, participants, readings
from qda.core.check import check
from qda.core.correcting.edit import correct
from qda.core.easyread import summaries, versions
from qda.core.easyread.booklet import pictures_in
from qda.core.importers import Imported
from qda.core.merging import joining, matching, reports
from qda.core.review import points
from qda.core.themes import outline, quotes
from qda.errors import NotFoundError, ProjectFileError, RefusedError
from qda.storage.models import AttributeValue, Coding, EasyVersion, Picture, ThemeCode, Unplaced
from qda.storage.project import Project
from qda.storage.texts import load_blob
from tests.core.merging import team
from tests.core.merging.team import TEXTS, rows_of
from tests.storage.ready import copied
from tests.storage.reviewed import DRAWING
from tests.storage.study import make_study

OTHER_WORDS = "I: And then?\nCarla: She came by, again and again."


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Project]:
    with copied(tmp_path / "ours.loom", team.begin) as project:
        yield project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a project of somebody else, who had the same two transcripts, and one of ours's name with other words."""
    place = tmp_path / "theirs.loom"
    with Project.create(place, title="Elsewhere") as project, project.change("All of it") as session:
        carla = documents.add_source(session, Imported("Carla talks", TEXTS["Carla"].text, TEXTS["Carla"].turns))
        other = documents.add_source(session, Imported("Group", OTHER_WORDS))
        cleo = coders.add_coder(session, "Cleo")
        ann = coders.add_coder(session, "Ann Noor")
        help_ = codebook.add_path(session, "Getting there > Help")
        codebook.edit_code(session, help_, definition="Who helps.")
        fear = codebook.add_code(session, "Fear", definition="Being afraid.")
        fresh = codebook.add_path(session, "Getting there > Bus")
        first = coding.apply_code(session, cleo, help_, carla, 20, 40, weight=3, note="Look.").id
        coding.apply_code(session, ann, fear, carla, 3, 30)
        coding.apply_code(session, cleo, fresh, other, 4, 9)
        memos.add_memo(session, "On buses", f"See [bus](code:{fresh}), [help](code:{help_}).", coder_id=cleo)
        theme = outline.add_theme(session, "Ways", code_ids=[help_, fresh])
        quotes.pick_codings(session, theme, [first])
        person = participants.add_participant(session, "Ana")
        participants.link_source(session, person, carla)
        role = participants.add_attribute(session, "Role", "choice", ["nurse"])
        participants.set_values(session, person, role, ["nurse"])
        readings.finish(session, cleo, [carla])
    return place


def said(project: Project) -> set[tuple[str, str, str, str]]:
    """Return (source, coder, code path, words) of all codings."""
    with project.read() as session:
        people = {row.id: row.name for row in coders.coders(session)}
        paths = {row.id: row.path for row in codebook.codes(session)}
        return {
            (
                documents.source(session, row.source_id).name,
                people[row.coder_id],
                paths[row.code_id],
                documents.source_text(session, row.source_id)[row.start : row.end],
            )
            for row in session.scalars(select(Coding))
        }


def test_what_may_be_the_same_is_proposed_and_a_name_alone_joins_no_people(ours: Project, path: Path) -> None:
    proposed = {(one.kind, one.name): (one.ours_name, one.how, one.joined) for one in joining.propose(ours, path)}
    assert proposed == {
        ("source", "Carla talks"): ("Carla", matching.TEXT, True),
        ("source", "Group"): ("", "", False),
        ("coder", "Cleo"): ("", "", False),
        ("coder", "Ann Noor"): ("Ann Noor", matching.NAME, False),
        ("code", "Getting there"): ("Getting there", matching.PATH, True),
        ("code", "Getting there > Help"): ("Getting there > Help", matching.PATH, True),
        ("code", "Getting there > Bus"): ("", "", False),
        ("code", "Fear"): ("Fear", matching.PATH, True),
        ("participant", "Ana"): ("Ana", matching.NAME, True),
        ("attribute", "Role"): ("", "", False),
    }


def test_a_similar_name_is_a_question_and_not_an_answer(ours: Project, path: Path) -> None:
    with Project.open(path) as project, project.change("Spell") as session:
        codebook.edit_code(session, codebook.find_code(session, "Fear"), name="Fears")
    (fears,) = (one for one in joining.propose(ours, path) if one.name == "Fears")
    assert (fears.ours_name, fears.how, fears.joined) == ("Fear", matching.SIMILAR, False)
    joining.join(ours, joining.preview_join(ours, path))
    with ours.read() as session:
        assert {"Fear", "Fears"} <= {row.name for row in codebook.codes(session)}


def test_everything_comes_along_and_lies_on_its_own_words(ours: Project, path: Path) -> None:
    before, mine = rows_of(ours), said(ours)
    with Project.open(path) as project:
        theirs = said(project)
    plan = joining.preview_join(ours, path)
    assert rows_of(ours) == before, "a preview writes nothing"
    report = joining.join(ours, plan, {plan.conflicts[0].key: "ours"})
    with ours.read() as session:
        assert reports(session) == [report], "it is kept, and read as the report of a merge is"
    names = {"Carla talks": "Carla", "Group": "Group (2)"}
    assert said(ours) == mine | {(names[source], *rest) for source, *rest in theirs}
    assert report.id and report.new == plan.new and report.new["coding"] == 3
    assert set(plan.coders) == {"Cleo", "Ann Noor"}
    with ours.read() as session:
        people = coders.coders(session)
        assert [row.name for row in people].count("Ann Noor") == 2, "never by name alone"
        cleo = next(row.id for row in people if row.name == "Cleo")
        assert readings.finished_sources(session, cleo) == [documents.find_source(session, "Carla")]
        theme = next(row for row in outline.themes(session) if row.name == "Ways")
        drawn = set(session.scalars(select(ThemeCode.code_id).where(ThemeCode.theme_id == theme.id)))
        help_, bus = (codebook.find_code(session, f"Getting there > {name}") for name in ("Help", "Bus"))
        assert drawn == {help_, bus}
        (memo,) = (row for row in memos.memos(session) if row.title == "On buses")
        assert memo.body == f"See [bus](code:{bus}), [help](code:{help_})."
        (ana,) = (row for row in participants.participants(session) if row.name == "Ana")
        assert session.scalars(select(AttributeValue.participant_id)).all() == [ana.id]
    assert any("Group (2)" in note for note in plan.notes) and any("Ann Noor" in note for note in plan.notes)
    assert check(ours) == []
    ours.undo()
    assert rows_of(ours) == before


def test_what_is_empty_is_filled_in_and_what_differs_is_asked(ours: Project, path: Path) -> None:
    plan = joining.preview_join(ours, path)
    (conflict,) = plan.conflicts
    assert (conflict.kind, conflict.field, conflict.ours, conflict.theirs) == (
        "code",
        "definition",
        "Whoever is afraid.",
        "Being afraid.",
    )
    assert conflict.title == "Code “Fear”"
    expected = {"ours": "Whoever is afraid.", "theirs": "Being afraid.", "both": "Whoever is afraid.\n\nBeing afraid."}
    for choice in conflict.choices:
        joining.join(ours, joining.preview_join(ours, path), {conflict.key: choice})
        with ours.read() as session:
            rows = {row.path: row.definition for row in codebook.codes(session)}
        assert (rows["Fear"], rows["Getting there > Help"]) == (expected[choice], "Who helps.")
        ours.undo()


@pytest.mark.parametrize("choice", ["ours", "theirs", "both"])
def test_joined_twice_is_joined_once(ours: Project, path: Path, choice: str) -> None:
    plan = joining.preview_join(ours, path)
    joining.join(ours, plan, {plan.conflicts[0].key: choice})
    once, changes = rows_of(ours), len(ours.history())
    again = joining.preview_join(ours, path)
    assert again.empty and not again.held_back
    assert joining.join(ours, again).id == ""
    assert (rows_of(ours), len(ours.history())) == (once, changes)


def test_what_was_done_there_since_comes_and_what_was_removed_here_stays_away(ours: Project, path: Path) -> None:
    joining.join(ours, joining.preview_join(ours, path))
    with ours.change("Remove") as session:
        bus = codebook.find_code(session, "Getting there > Bus")
        codebook.delete_codes(session, [bus])
    with Project.open(path) as project, project.change("Work on") as session:
        carla = documents.find_source(session, "Carla talks")
        cleo, help_ = coders.find_coder(session, "Cleo"), codebook.find_code(session, "Help")
        coding.apply_code(session, cleo, help_, carla, 45, 50)
        coding.edit_coding(session, session.scalar(select(Coding.id).where(Coding.note == "Look.")), note="Seen.")
        coding.apply_code(session, cleo, codebook.find_code(session, "Bus"), carla, 1, 2)
        codebook.edit_code(session, codebook.find_code(session, "Fear"), include="Dread too.")
    plan = joining.preview_join(ours, path)
    assert (dict(plan.new), dict(plan.changed), plan.conflicts) == ({"coding": 1}, {"coding": 1, "code": 1}, ())
    assert [one.title for one in plan.held_back] == ["Coded passage “Bus”, “Carla talks”, “Cleo”"]
    joining.join(ours, plan)
    with ours.read() as session:
        assert {row.name for row in codebook.codes(session)} >= {"Fear"} and not codebook_has(session, "Bus")
        assert session.scalar(select(Coding.id).where(Coding.note == "Seen."))
    assert check(ours) == []


def test_a_passage_without_a_place_stays_where_the_earlier_text_is(ours: Project, path: Path) -> None:
    def plan_after(edit: tuple[int, int, str]) -> joining.Plan:
        with Project.open(path) as project, project.change("Correct") as session:
            carla = documents.find_source(session, "Carla talks")
            correct(session, carla, [edit], coders.find_coder(session, "Cleo"))
        return joining.preview_join(ours, path)

    text = TEXTS["Carla"].text
    plan_after((20, 40, ""))  # the words of a coding go,
    plan = plan_after((20, 20, text[20:40]))  # and come back: the text is as it is here, at another version
    held = [one for one in plan.held_back if one.kind == "unplaced"]
    assert {one.title for one in held} == {"Passage without a place “Carla talks”, “Cleo”"}
    assert all("earlier text that is not here" in one.reason for one in held)
    joining.join(ours, plan)
    with ours.read() as session:
        assert session.scalars(select(Unplaced)).all() == []
    assert check(ours) == []
    assert not joining.preview_join(ours, path).held_back


def codebook_has(session: object, name: str) -> bool:
    return name in {row.name for row in codebook.codes(session)}  # type: ignore[arg-type]


def test_a_pair_joins_two_people_and_their_overlapping_codings_by_the_join_rule(ours: Project, path: Path) -> None:
    pairs = [("coder", "Ann Noor", "Ann Noor"), ("code", "Fear", "Getting there > Help"), ("code", "Help", "")]
    with ours.change("Code") as session:
        ann, carla = coders.find_coder(session, "Ann Noor"), documents.find_source(session, "Carla")
        coding.apply_code(session, ann, codebook.find_code(session, "Help"), carla, 20, 36, note="Ours.", weight=1)
    with Project.open(path) as project, project.change("Weigh") as session:
        ann = coders.find_coder(session, "Ann Noor")
        (key,) = session.scalars(select(Coding.id).where(Coding.coder_id == ann))
        coding.edit_coding(session, key, weight=5)
    plan = joining.preview_join(ours, path, pairs)
    weight = next(one for one in plan.conflicts if one.field == "weight")
    assert (weight.ours, weight.theirs) == ("1", "5")
    joining.join(ours, plan, {one.key: "theirs" for one in plan.conflicts})
    with ours.read() as session:
        (ann,) = (row.id for row in coders.coders(session) if row.name == "Ann Noor")
        carla = documents.find_source(session, "Carla")
        (joined,) = (row for row in coding.codings(session, carla) if row.coder_id == ann)
        assert (joined.start, joined.end, joined.weight, joined.note) == (3, 36, 5, "Ours.")
        names = {row.path for row in codebook.codes(session)}
        assert {"Getting there > Help", "Getting there > Help (2)"} <= names
    assert check(ours) == []
    assert joining.preview_join(ours, path).empty


def test_pairs_of_nothing_and_of_different_words_are_refused(ours: Project, path: Path) -> None:
    with pytest.raises(NotFoundError, match="Nobody"):
        joining.preview_join(ours, path, [("coder", "Nobody", "Ann Noor")])
    with pytest.raises(RefusedError, match="different words"):
        joining.preview_join(ours, path, [("source", "Group", "Group")])


def test_a_change_since_the_preview_is_refused(ours: Project, path: Path) -> None:
    plan = joining.preview_join(ours, path)
    with ours.change("Add") as session:
        codebook.add_code(session, "Another")
    before = rows_of(ours)
    with pytest.raises(RefusedError, match="preview"):
        joining.join(ours, plan)
    assert rows_of(ours) == before


def test_a_project_that_is_open_elsewhere_is_to_be_closed_first(ours: Project, path: Path) -> None:
    with Project.open(path), pytest.raises(ProjectFileError, match=r"theirs\.loom is open"):
        joining.propose(ours, path)


def test_a_copy_of_the_project_is_merged_and_not_joined(ours: Project, tmp_path: Path) -> None:
    from qda.core.merging import copy_project

    copy_project(ours, tmp_path / "copy.loom")
    with pytest.raises(RefusedError, match="copy of this very project"):
        joining.propose(ours, tmp_path / "copy.loom")


def test_what_people_said_comes_along_with_pictures_and_with_those_that_only_a_version_shows(ours, tmp_path) -> None:
    place = tmp_path / "reviewed.loom"
    with make_study(place) as theirs, theirs.change("Keep version") as session:
        summary = summaries.summaries(session)[0].id
        summaries.edit_summary(session, summary, title="Masks, once more")
        versions.keep_version(session, summary, None, "Shown to nobody yet.")
        for row in session.scalars(select(Picture)):
            session.delete(row)
    joining.join(ours, joining.preview_join(ours, place))
    with ours.read() as session:
        assert [one.words for one in points.points(session)] == ["Not all masks.", "That you can't see a smile."]
        [content] = session.scalars(select(EasyVersion.content).where(EasyVersion.note == "Shown to nobody yet."))
        [key] = pictures_in(content)
        assert load_blob(session, bytes.fromhex(key)) == DRAWING
    assert check(ours) == []
