"""The sample study is made by the real importers, is whole, and its history reads like that of a study."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from qda import resources
from qda.core import (
    coders,
    coding,
    documents,
    history,
    memos,
    participants,
    readings,
    retrieval,
    sample,
    wordlist,
    wordlist_uses,
)
from qda.core.check import check
from qda.core.easyread import assembling, booklet, summaries
from qda.core.review import involvement, notes, points
from qda.core.review.numbers import methods_sentences, numbers, renamed
from qda.core.study import facts
from qda.core.themes import graph, outline, relations, wording_history
from qda.errors import ProjectFileError, RefusedError
from qda.storage.models import EasyAgreement, EasyVersion, StatementTrace
from qda.storage.project import Project

TOLD = json.loads(resources.path("sample", "study.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with sample.build(tmp_path_factory.mktemp("sample") / "study.loom") as project:
        yield project


def test_it_is_whole_and_open_for_the_lead(study: Project) -> None:
    assert check(study) == []
    with study.read() as session:
        assert study.coder_id == coders.find_coder(session, TOLD["coders"][0]["initials"])
        about = facts(session)
    assert (about.title, about.approach) == (TOLD["title"], TOLD["approach"])
    assert about.research_question == TOLD["research_question"]


def test_every_coding_holds_the_words_that_were_told(study: Project) -> None:
    with study.read() as session:
        rows = retrieval.quotes(session)
        initials = {person.name: person.initials for person in coders.coders(session)}
        files = {row.name: row.original_name for row in documents.sources(session)}
    made = Counter((initials[row.coder], files[row.source], row.code, row.text, row.note) for row in rows)
    told = Counter((one["coder"], one["source"], one["code"], one["quote"], one["note"]) for one in TOLD["codings"])
    assert made == told


def test_a_quote_that_occurs_often_is_the_one_that_was_meant(study: Project) -> None:
    again = [one for one in TOLD["codings"] if one["occurrence"] > 1]
    assert again
    with study.read() as session:
        for one in again:
            text = documents.source_text(session, documents.find_source(session, one["source"]))
            starts = {row.start for row in retrieval.quotes(session) if row.text == one["quote"]}
            start = -1
            for _time in range(one["occurrence"]):
                start = text.index(one["quote"], start + 1)
            assert start in starts


def test_themes_people_memos_and_finished_sources_are_there(study: Project) -> None:
    with study.read() as session:
        themes = {theme.name: theme for theme in outline.themes(session)}
        names = {theme.id: theme.name for theme in themes.values()}
        picked = Counter((names[quote.theme_id], quote.kind, quote.text) for quote in retrieval.theme_quotes(session))
        people = {one.name: one for one in participants.participants(session)}
        written = memos.memos(session)
        finished = {
            (person["initials"], documents.source(session, source_id).original_name)
            for person in TOLD["coders"]
            for source_id in readings.finished_sources(session, coders.find_coder(session, person["initials"]))
        }
    for one in TOLD["themes"]:
        theme = themes[one["name"]]
        assert (theme.level, theme.status, theme.stance) == (one["level"], one["status"], one["stance"])
        assert names.get(theme.parent or "") == one["parent"]
        assert len(theme.code_ids) == len(one["codes"])
    told = Counter((one["name"], q["kind"], q["quote"]) for one in TOLD["themes"] for q in one["quotes"])
    told.update((one["theme"], "chosen", one["quote"]) for one in TOLD["theme_work"]["translated"])
    assert picked == told
    for one in TOLD["participants"]:
        given = {key: tuple(map(str, v)) if isinstance(v, list) else (str(v),) for key, v in one["attributes"].items()}
        assert people[one["name"]].attributes == given
    assert Counter(memo.title for memo in written) == Counter(one["title"] for one in TOLD["memos"])
    assert sum(len(memo.links) for memo in written) == sum(len(one["links"]) for one in TOLD["memos"])
    assert finished == {(one["coder"], one["source"]) for one in TOLD["finished"]}


def test_themes_are_related_translated_and_worded_anew(study: Project) -> None:
    with study.read() as session:
        found = Counter((row.start_name, row.name, row.end_name) for row in relations.relations(session))
        translated = {quote.translation: quote.translator for quote in retrieval.theme_quotes(session)}
        (core,) = graph.bound(session)
        circles = [hint for hint in graph.hints(session) if hint.kind == "circle"]
        themes = {row.name: row for row in outline.themes(session)}
        anew = TOLD["theme_work"]["rewordings"][0]
        steps = wording_history.wordings(session, themes[anew["theme"]].id)
    work = TOLD["theme_work"]
    told = Counter((one["from"], one["name"], one["to"]) for one in TOLD["relations"])
    for one in work["relations"]:
        start = one["from"].get("theme") or one["from"]["code"].split(" > ")[-1]
        told[start, one["name"], one["to"]["theme"]] += 1
    assert found == told
    for one in work["translated"]:
        assert translated[one["translation"]] == one["translator"]
    assert (core.core.name, core.loose) == ("Closing the distance", ())
    assert len(circles) == 1
    assert [step.after for step in steps if step.field == anew["field"]][-1] == anew["words"]


def test_chosen_quotes_know_the_coding_they_come_from(study: Project) -> None:
    from qda.core.themes.quotes import picked_quotes
    from qda.storage.models import Quote

    with study.read() as session:
        rows = {row.id: row for source in documents.sources(session) for row in coding.codings(session, source.id)}
        found = [session.get(Quote, quote.id) for quote in picked_quotes(session)]
        known = [(quote, rows[quote.coding_id]) for quote in found if quote is not None and quote.coding_id]
    assert len(known) > len(found) / 2
    assert all(row.start <= quote.start and quote.end <= row.end for quote, row in known)


def test_the_history_says_who_did_what(study: Project) -> None:
    with study.read() as session:
        steps = history.steps(session, study.history())[::-1]
    labels = [step.label for step in steps]
    assert labels[0] == "Start project"
    for one in TOLD["sources"]:
        assert any(step.label == f"Code source “{one['name']}”" for step in steps)
    for one in TOLD["memos"]:
        (step,) = [step for step in steps if one["title"] in step.label]
        assert step.coder == next(c["name"] for c in TOLD["coders"] if c["initials"] == one["author"])
    assert {step.coder for step in steps if step.label.startswith("Code source")} == {c["name"] for c in TOLD["coders"]}


def test_all_of_it_can_be_undone_and_redone(tmp_path: Path) -> None:
    with sample.build(tmp_path / "study.loom") as project:
        undone = 0
        while project.undo():
            undone += 1
        assert undone > 40
        with project.read() as session:
            assert documents.sources(session) == []
            assert len(coders.coders(session)) == 2
        while project.redo():
            undone -= 1
        assert undone == 0
        assert check(project) == []
        with project.read() as session:
            assert len(retrieval.quotes(session)) == len(TOLD["codings"])


def test_it_overwrites_nothing_and_leaves_no_half_study(tmp_path: Path) -> None:
    taken = tmp_path / "taken.loom"
    taken.write_text("mine")
    with pytest.raises(RefusedError):
        sample.build(taken)
    assert taken.read_text() == "mine"

    folder = tmp_path / "sample"
    shutil.copytree(resources.path("sample"), folder)
    file = folder / "02_tobias_messages.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("sheep", "goats"), encoding="utf-8")
    with pytest.raises(RefusedError, match="does not hold the words"):
        sample.build(tmp_path / "half.loom", folder)
    (folder / "study.json").write_text("{")
    with pytest.raises(ProjectFileError, match="can't be read"):
        sample.build(tmp_path / "half.loom", folder)
    assert [path.name for path in tmp_path.iterdir() if "half" in path.name] == []


def test_memos_come_when_they_were_written_and_the_word_list_finds_something(study: Project) -> None:
    with study.read() as session:
        steps = [step.label for step in history.steps(session, study.history())[::-1]]
        listed = wordlist.entries(session)
        found = wordlist_uses.uses(session)
        pointing = [row.title for row in memos.memos(session) if any(link.other_id for link in row.links)]
    first = next(n for n, label in enumerate(steps) if label.startswith("Write memo"))
    assert first < next(n for n, label in enumerate(steps) if label.startswith("Code source"))
    assert len(listed) == len(TOLD["words"]) == 3 and any(entry.dissent for entry in listed)
    assert {use.kind for use in found} >= {"code", "theme"}
    assert pointing == ["How the double coding was done"]


def test_people_who_lived_it_saw_every_theme_and_what_they_said_was_answered(study: Project) -> None:
    with study.read() as session:
        counted = numbers(session)
        states = Counter(one.state for one in points.points(session))
        assert notes.unseen(session) == []
        assert involvement.contradictions(session) == []
        told = methods_sentences(counted)
        now_called = renamed(session)
    assert (counted.co_researchers, counted.participants, counted.meetings, counted.themes) == (2, 2, 3, 17)
    assert states == {"closed": 18, "disagreed": 1, "open": 1}
    assert told.startswith("Two co-researchers and two participants looked at 17 themes in three meetings")
    assert now_called == [(old, new) for new, old in TOLD["review"]["first_names"].items()]


def test_the_easy_read_summary_has_two_versions_and_the_second_is_agreed(study: Project) -> None:
    with study.read() as session:
        versions = session.query(EasyVersion).order_by(EasyVersion.number).all()
        first, second = (booklet.read_booklet(one.content, {}) for one in versions)
        agreed = {(one.version_id, one.person_id) for one in session.query(EasyAgreement)}
        (summary,) = summaries.summaries(session)
        now = assembling.booklet(session, summary.id)
        traced = set(session.scalars(select(StatementTrace.statement_id)))
    assert [one.version for one in (first, second)] == [1, 2]
    assert {version for version, _person in agreed} == {versions[1].id} and len(agreed) == 2
    assert [(page.title, [line.text for line in page.lines]) for page in second.pages] == [
        (page.title, [line.text for line in page.lines]) for page in now.pages
    ]
    for one, told in zip(second.pages, TOLD["review"]["summary"]["pages"], strict=False):
        assert [line.text for line in one.lines] == [said[0] for said in told["now"]]
    themed = [page for page in now.pages if page.kind == "theme"]
    assert len(themed) == 5 and all(line.id in traced for page in themed for line in page.lines)
    assert all(line.picture and line.picture.words for page in now.pages if page.kind != "words" for line in page.lines)
    # What stayed as it was is the same statement still.
    same = {line.id for page in first.pages for line in page.lines}
    assert len(same & {line.id for page in second.pages for line in page.lines}) > 25
