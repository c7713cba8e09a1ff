"""The log of decisions: what was decided, by whom, and which memo explains it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from qda.core import codebook, codebook_merge, coders, coding, documents, memos, study
from qda.core.themes import outline
from qda.core.trail import decisions as log
from qda.core.trail import versions
from qda.storage.models import Coding, Memo
from tests.storage.study import GROUP


@pytest.fixture
def told(project):
    """A study with two coders and decisions of most kinds."""
    with project.change("Begin") as s:
        project.ann = coders.add_coder(s, "Ann Noor")
        project.ben = coders.add_coder(s, "Ben Okri")
        source = documents.add_source(s, GROUP)
    project.coder_id = project.ann
    with project.change("Import codebook") as s:
        codes = project.codes = {
            name: codebook.add_code(s, name) for name in ("culture", "mask", "fear", "tough", "bus")
        }
    with project.change("Apply code") as s:
        for number, name in enumerate(("mask", "mask", "fear")):
            coding.apply_code(s, project.ann, codes[name], source, number * 10, number * 10 + 5)
    return project


def read(project):
    with project.read() as s:
        return list(log.decisions(s))


def test_each_decision_says_who_decided_what_and_how_many_passages_it_touched(told):
    codes = told.codes
    told.coder_id = told.ben
    with told.change("Merge codes", [("code", codes["mask"])]) as s:
        codebook_merge.merge_codes(s, [codes["fear"]], codes["mask"])
    told.coder_id = told.ann
    with told.change("Rename code") as s:
        codebook.edit_code(s, codes["mask"], name="prison mask", colour="red")
    with told.change("Split code") as s:
        first = s.scalars(select(Coding.id).where(Coding.code_id == codes["mask"])).first()
        codebook_merge.split_code(s, codes["mask"], [first], "tough")
    with told.change("Define code") as s:
        codebook.edit_code(s, codes["bus"], definition="No bus.")
    with told.change("Make theme") as s:
        theme = outline.add_theme(s, "Masks", code_ids=[codes["mask"]])
        inner = outline.add_theme(s, "Inner")
    with told.change("Move theme") as s:
        outline.move_theme(s, inner, theme)
    with told.change("Set status of theme") as s:
        outline.edit_theme(s, inner, status="set aside")
    with told.change("Change approach") as s:
        study.edit_study(s, approach="codebook")
    with told.change("Keep codebook") as s:
        versions.keep_version(s, "First pass")
    with told.change("Delete codes") as s:
        codebook.delete_codes(s, [codes["bus"]])
    told.undo()
    assert [(one.coder, one.kind, one.what, one.in_force) for one in reversed(read(told))] == [
        ("Ann Noor", "made", "made 5 codes: “culture”, “mask”, “fear” and 2 more", True),
        ("Ben Okri", "merged", "merged “fear” into the code “mask” (1 passage)", True),
        ("Ann Noor", "renamed", "renamed the code “mask” to “prison mask”", True),
        ("Ann Noor", "split", "split “tough” off the code “prison mask” (1 passage)", True),
        ("Ann Noor", "redefined", "wrote the definition of the code “bus”", True),
        ("Ann Noor", "made", "made the theme “Masks”", True),
        ("Ann Noor", "made", "made the theme “Inner”", True),
        ("Ann Noor", "codes", "put “prison mask” into the theme “Masks”", True),
        ("Ann Noor", "nested", "moved the theme “Inner” below “Masks”", True),
        ("Ann Noor", "put aside", "set the theme “Inner” aside", True),
        ("Ann Noor", "approach", "changed the approach from reflexive to codebook", True),
        ("Ann Noor", "version", "kept the codebook as the version “First pass”", True),
        ("Ann Noor", "deleted", "deleted the code “bus”", False),
    ]
    assert read(told)[-2].passages == 1 and read(told)[-2].title == "Merged “fear” into the code “mask” (1 passage)"


def written(project, title, key, *, days=0.0, kind="analytic"):
    """Write a memo about a code, dated some days from now."""
    with project.change("Write memo") as s:
        memo = memos.add_memo(s, title, "Because.", kind=kind, links=(memos.Link(code_id=key),))
        if days:
            now = s.get(Memo, memo).created
            s.execute(update(Memo).where(Memo.id == memo).values(created=now + int(days * 86_400_000)))
    return memo


def why(project, what):
    (found,) = [one for one in read(project) if what in one.what and one.kind != "memo"]
    return [one.title for one in found.why]


def test_a_memo_explains_the_last_decision_before_it_on_the_same_thing(told):
    codes = told.codes
    written(told, "Before", codes["mask"])
    with told.change("Rename code") as s:
        codebook.edit_code(s, codes["mask"], name="cover")
    written(told, "On covers", codes["mask"])
    written(told, "On fear", codes["fear"])
    with told.change("Rename code") as s:
        codebook.edit_code(s, codes["mask"], name="prison mask")
    written(told, "On prisons", codes["mask"])
    written(told, "Weeks later", codes["mask"], days=log.WINDOW + 1)
    assert why(told, "renamed the code “mask”") == ["On covers"]
    assert why(told, "renamed the code “cover”") == ["On prisons"]
    # A memo that was taken back explains nothing, nor does one on a decision that was merged away.
    told.undo()
    told.undo()
    assert why(told, "renamed the code “cover”") == []


def test_a_memo_on_what_was_merged_or_what_took_it_over_explains_the_merge(told):
    codes = told.codes
    with told.change("Merge codes", [("code", codes["mask"])]) as s:
        codebook_merge.merge_codes(s, [codes["fear"]], codes["mask"])
    written(told, "They are one", codes["mask"])
    assert why(told, "merged “fear”") == ["They are one"]


def test_writing_why_makes_a_memo_with_the_decision_as_its_title_that_is_found_however_late(told):
    codes = told.codes
    with told.change("Rename code") as s:
        codebook.edit_code(s, codes["mask"], name="cover")
    with told.change("Rename code") as s:
        codebook.edit_code(s, codes["mask"], name="prison mask")
    (first,) = [one for one in read(told) if "“mask” to" in one.what]
    with told.change("Write memo") as s:
        memo = log.write_why(s, first, "A cover can be taken off.", coder_id=told.ben)
        assert memos.memo(s, memo).links == (memos.Link(code_id=codes["mask"]),)
    assert why(told, "“mask” to “cover”") == ["Renamed the code “mask” to “cover”"]
    with told.change("Delete codes") as s:
        codebook.delete_codes(s, [codes["bus"]])
    with told.change("Write memo") as s:
        log.write_why(s, read(told)[0], "Nobody took one.")
    assert why(told, "deleted the code “bus”") == ["Deleted the code “bus”"]


def test_memos_of_four_kinds_are_entries_of_their_own(told):
    for kind in memos.KINDS:
        written(told, kind.title(), told.codes["mask"], kind=kind)
    found = [one for one in reversed(read(told)) if one.kind == "memo"]
    assert [one.what for one in found] == [
        "wrote the analytic memo “Analytic”",
        "wrote the theoretical memo “Theoretical”",
        "wrote the methodological memo “Methodological”",
        "wrote the reflexive memo “Reflexive”",
    ]
    assert {(thing.kind, thing.name) for thing in found[0].things} == {("memo", "Analytic"), ("code", "mask")}


def test_pages_are_the_same_as_the_whole(told):
    for number in range(30):
        with told.change("Rename code") as s:
            codebook.edit_code(s, told.codes["mask"], name=f"mask {number}")
    reader, pages = log.DecisionReader(), []
    while not reader.ended:
        with told.read() as s:
            pages.append(reader.read(s, 7))
    assert [len(page) for page in pages] == [7, 7, 7, 7, 3]
    assert [one for page in pages for one in page] == read(told)
    reader = log.DecisionReader()
    with told.read() as s:
        assert reader.read(s, 200, lambda _done, _all: False) == read(told)  # asked every 500 changes only
