"""How merging loses or misplaces people's work elsewhere: each row M of the hazards, as two people live through it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from qda.core import codebook, codebook_merge, coders, coding, documents, memos, participants, readings
from qda.core.check import check
from qda.core.importers import Imported
from qda.core.merging import copy_project, merge, preview
from qda.core.text import count_words
from qda.core.themes import outline, quotes
from qda.errors import ProjectFileError
from qda.storage.models import Coding, MemoLink, Quote, TurnRow
from qda.storage.project import Project
from qda.storage.texts import put_text
from tests.core.merging.team import begin, rows_of
from tests.storage.ready import copied

FOX = "I: And then?\nAna: The quick fox came by and asked for help with the form."


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Project]:
    with copied(tmp_path / "study.loom", begin) as project:
        yield project


@pytest.fixture
def theirs(ours: Project, tmp_path: Path) -> Iterator[Project]:
    copy_project(ours, tmp_path / "copy.loom")
    with Project.open(tmp_path / "copy.loom") as project:
        yield project


def said(project: Project, coder: str | None = None) -> set[tuple[str, str, str, str]]:
    """Return (source, coder, code, words) of all coded passages, sliced from the text as it is now."""
    with project.read() as session:
        people = {row.id: row.name for row in coders.coders(session)}
        names = {row.id: row.name for row in codebook.codes(session)}
        return {
            (
                documents.source(session, row.source_id).name,
                people[row.coder_id],
                names[row.code_id],
                documents.source_text(session, row.source_id)[row.start : row.end],
            )
            for row in session.scalars(select(Coding))
            if coder is None or people[row.coder_id] == coder
        }


def rewrite(project: Project, name: str, old: str, new: str) -> None:
    """Correct words of a source as an editor of transcripts would: everything behind them moves along."""
    with project.change("Correct text") as session:
        source = documents.source(session, documents.find_source(session, name))
        text = documents.source_text(session, source.id)
        at, by = text.index(old), len(new) - len(old)
        text = text[:at] + new + text[at + len(old) :]
        source.text_hash, source.text_version = put_text(session, text), source.text_version + 1
        source.characters, source.words = len(text), count_words(text)
        for model in (TurnRow, Coding, Quote, MemoLink):
            for row in session.scalars(select(model).where(model.source_id == source.id)).all():
                places = {name: getattr(row, name, None) for name in ("start", "speech", "end")}
                behind = {name: at + (len(old) if name != "start" else 1) for name in places}
                moved = {name: place + by for name, place in places.items() if place and place >= behind[name]}
                if moved:
                    session.execute(update(model).where(model.id == row.id).values(moved))
        same = Coding.source_id == source.id
        session.execute(update(Coding).where(same).values(text_version=source.text_version))


def sound(*projects: Project) -> None:
    for project in projects:
        assert check(project) == []


# M1: texts that are not the same --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [FOX + " Twice.", FOX.replace("fox", "dog")], ids=["longer", "of equal length"])
def test_m1_two_sources_of_one_name_with_different_words_stay_two(ours: Project, theirs: Project, text: str) -> None:
    for project, words in ((ours, FOX), (theirs, text)):
        with project.change("Import and code") as session:
            source = documents.add_source(session, Imported("Interview 3", words))
            ann, fear = coders.find_coder(session, "Ann Noor"), codebook.find_code(session, "Fear")
            begin_ = words.index("came by")
            coding.apply_code(session, ann, fear, source, begin_, begin_ + 7)
    theirs.close()
    plan = preview(ours, theirs.path)
    merge(ours, plan, {})
    with ours.read() as session:
        names = [name for _key, name in documents.source_names(session)]
        texts = {documents.source_text(session, key) for key, _name in documents.source_names(session)}
    assert {FOX, text} <= texts
    assert len([name for name in names if name.startswith("Interview 3")]) == 2
    fear = [row for row in said(ours) if row[2] == "Fear"]
    assert {words for *_rest, words in fear} == {"came by"}
    sound(ours)


def test_m1_one_text_that_both_imported_is_one_source(ours: Project, theirs: Project) -> None:
    for project, begin_ in ((ours, "came by"), (theirs, "asked for")):
        with project.change("Import and code") as session:
            source = documents.add_source(session, Imported("Interview 3", FOX))
            ann, fear = coders.find_coder(session, "Ann Noor"), codebook.find_code(session, "Fear")
            start = FOX.index(begin_)
            coding.apply_code(session, ann, fear, source, start, start + len(begin_))
    theirs.close()
    merge(ours, preview(ours, theirs.path), {})
    with ours.read() as session:
        texts = [documents.source_text(session, key) for key, _name in documents.source_names(session)]
    assert texts.count(FOX) == 1
    assert {words for *_rest, code, words in said(ours) if code == "Fear"} == {"came by", "asked for"}
    sound(ours)


def test_m1_codings_of_an_old_text_follow_their_words_into_the_corrected_one(ours: Project, theirs: Project) -> None:
    rewrite(ours, "Group", "I: ", "I: So, to begin with: ")
    with theirs.change("Apply code") as session:
        source, fear = documents.find_source(session, "Group"), codebook.find_code(session, "Fear")
        start = documents.source_text(session, source).index("the rain")
        coding.apply_code(session, coders.find_coder(session, "Ben Okri"), fear, source, start, start + 8)
    before = said(ours)
    theirs.close()
    merge(ours, preview(ours, theirs.path), {})
    assert said(ours) == before | {("Group", "Ben Okri", "Fear", "the rain")}
    sound(ours)


def test_m1_codings_follow_a_text_that_the_colleague_corrected(ours: Project, theirs: Project) -> None:
    with ours.change("Apply code") as session:
        source, fear = documents.find_source(session, "Group"), codebook.find_code(session, "Fear")
        start = documents.source_text(session, source).index("the rain")
        coding.apply_code(session, coders.find_coder(session, "Ben Okri"), fear, source, start, start + 8)
    rewrite(theirs, "Group", "I: ", "I: So, to begin with: ")
    expected = {words for *_rest, words in said(theirs)} | {"the rain"}
    theirs.close()
    merge(ours, preview(ours, theirs.path), {})
    assert {words for *_rest, words in said(ours)} == expected
    sound(ours)


def test_m1_codings_whose_words_are_gone_are_held_back_and_named(ours: Project, theirs: Project) -> None:
    rewrite(ours, "Group", "in the rain, for ever", "as one has to, always")
    with theirs.change("Apply code") as session:
        source, fear = documents.find_source(session, "Group"), codebook.find_code(session, "Fear")
        start = documents.source_text(session, source).index("the rain")
        coding.apply_code(session, coders.find_coder(session, "Ben Okri"), fear, source, start, start + 8)
    before = said(ours)
    theirs.close()
    plan = preview(ours, theirs.path)
    assert [(row.kind, row.words) for row in plan.held_back] == [("coding", "the rain")]
    report = merge(ours, plan, {})
    assert said(ours) == before
    assert report.held_back == plan.held_back
    sound(ours)


# M2: a person is an id ------------------------------------------------------------------------------------------------


def test_m2_two_people_who_are_both_called_default_stay_two(ours: Project, theirs: Project) -> None:
    for project, code in ((ours, "Fear"), (theirs, "Help")):
        with project.change("Code as default") as session:
            me = coders.add_coder(session, "default")
            source = documents.find_source(session, "Carla")
            coding.apply_code(session, me, codebook.find_code(session, code), source, 20, 30)
    theirs.close()
    merge(ours, preview(ours, theirs.path), {})
    with ours.read() as session:
        people = [row for row in coders.coders(session) if row.name == "default"]
        assert [row.codings for row in people] == [1, 1]
    assert {row[2] for row in said(ours, "default")} == {"Fear", "Help"}
    sound(ours)


# M3: what both changed is asked ---------------------------------------------------------------------------------------


def test_m3_two_definitions_of_a_code_are_shown_with_both_wordings(ours: Project, theirs: Project) -> None:
    for project, words in ((ours, "Ours."), (theirs, "Theirs.")):
        with project.change("Define code") as session:
            codebook.edit_code(session, codebook.find_code(session, "Fear"), definition=words)
    theirs.close()
    plan = preview(ours, theirs.path)
    (conflict,) = plan.conflicts
    shown = f"{conflict.base} {conflict.ours} {conflict.theirs}"
    assert [words in shown for words in ("Whoever is afraid.", "Ours.", "Theirs.")] == [True] * 3
    for choice, expected in (("ours", "Ours."), ("theirs", "Theirs.")):
        merge(ours, preview(ours, theirs.path), {conflict.key: choice})
        with ours.read() as session:
            (fear,) = (row for row in codebook.codes(session) if row.name == "Fear")
            assert fear.definition == expected
        assert preview(ours, theirs.path).conflicts == (), "decided once is decided"
        ours.undo()
    sound(ours)


@pytest.mark.parametrize("renamed_here", [True, False], ids=["renamed here", "renamed there"])
def test_m3_a_code_renamed_in_one_copy_and_merged_away_in_the_other_is_asked(
    ours: Project, theirs: Project, renamed_here: bool
) -> None:
    renaming, merging = (ours, theirs) if renamed_here else (theirs, ours)
    with renaming.change("Rename") as session:
        fear = codebook.find_code(session, "Fear")
        codebook.edit_code(session, fear, name="Dread")
    with merging.change("Merge codes") as session:
        codebook_merge.merge_codes(session, [fear], codebook.find_code(session, "Help"))
    theirs.close()
    plan = preview(ours, theirs.path)
    (conflict,) = plan.conflicts
    assert conflict.kind == "code"
    assert "Dread" in f"{conflict.title} {conflict.ours} {conflict.theirs}"
    sound(ours)


# M4: twice is once ----------------------------------------------------------------------------------------------------


def test_m4_the_same_copy_merged_again_changes_nothing(ours: Project, theirs: Project) -> None:
    _everything(theirs)
    theirs.close()
    merge(ours, preview(ours, theirs.path), {})
    once, changes = rows_of(ours), len(ours.history())
    again = preview(ours, theirs.path)
    assert sum(again.new.values()) == 0
    merge(ours, again, {})
    assert rows_of(ours) == once
    assert len(ours.history()) == changes


# M6: what hangs on codings comes along --------------------------------------------------------------------------------


def test_m6_links_memos_weights_and_quotes_of_the_colleague_arrive_with_the_codings(
    ours: Project, theirs: Project
) -> None:
    _everything(theirs)
    theirs.close()
    plan = preview(ours, theirs.path)
    assert plan.new["coding"] == 1
    merge(ours, plan, {})
    assert rows_of(ours, but=["merge_report"]) == rows_of_file(theirs.path, but=["merge_report"])
    sound(ours)


def _everything(project: Project) -> None:
    """Let the colleague do something of every kind that hangs on a coding."""
    with project.change("Much") as session:
        source = documents.find_source(session, "Carla")
        ben = coders.find_coder(session, "Ben Okri")
        made = coding.apply_code(
            session, ben, codebook.find_code(session, "Fear"), source, 20, 40, note="Look here.", weight=3
        ).id
        memos.add_memo(session, "On fear", "Why?", coder_id=ben, links=[memos.Link(coding_id=made)])
        theme = outline.add_theme(session, "Dread", code_ids=[codebook.find_code(session, "Fear")])
        quotes.pick_codings(session, theme, [made])
        person = participants.add_participant(session, "Carla")
        participants.link_source(session, person, source)
        role = participants.add_attribute(session, "Role", "choice", ["nurse", "patient"])
        participants.set_values(session, person, role, ["patient"])
        readings.finish(session, ben, [source])


def rows_of_file(path: Path, *, but: list[str]) -> object:
    with Project.open(path, read_only=True) as project:
        return rows_of(project, but=but)


# M7: two people, one file ---------------------------------------------------------------------------------------------


def test_m7_a_study_that_somebody_else_has_open_takes_no_merge_and_says_who(ours: Project, theirs: Project) -> None:
    _everything(theirs)
    theirs.close()
    before = rows_of(ours)
    with Project.open(ours.path) as second:
        assert second.read_only
        plan = preview(second, theirs.path)
        assert plan.new["coding"] == 1, "what would come can be looked at all the same"
        with pytest.raises(ProjectFileError, match="open elsewhere"):
            merge(second, plan, {})
    assert rows_of(ours) == before


def test_m7_a_copy_that_somebody_has_open_is_to_be_closed_first(ours: Project, theirs: Project) -> None:
    _everything(theirs)
    before = rows_of(ours)
    with pytest.raises(ProjectFileError, match=r"copy\.loom is open"):
        preview(ours, theirs.path)
    assert rows_of(ours) == before
    sound(ours, theirs)
