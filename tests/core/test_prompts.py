"""Turning points at which a memo is invited: each is seen when it is reached, and costs little to look for."""

from __future__ import annotations

from qda.core import codebook, codebook_merge, coders, coding, documents, prompts, readings
from qda.core.importers import Imported
from qda.core.themes import outline
from qda.storage.project import Project


def test_each_turning_point_is_seen_when_it_is_reached(project: Project) -> None:
    def reached(*passed: str) -> set[str]:
        with project.read() as session:
            return set(prompts.reached(session, ann, passed))

    with project.change("Begin") as s:
        ann, ben = coders.add_coder(s, "Ann"), coders.add_coder(s, "Ben")
        first = documents.add_source(s, Imported("One", "Some words."))
        codes = [codebook.add_code(s, f"code {number}") for number in range(9)]
    assert reached() == set()
    with project.change("Work") as s:
        codebook.add_code(s, "Heading", kind="category")
        coding.apply_code(s, ann, codes[0], first, 0, 4)
        readings.finish(s, ben, [first])
    assert reached() == set()
    with project.change("Work on") as s:
        readings.finish(s, ann, [first])
        codebook.add_code(s, "tenth")
        documents.add_source(s, Imported("Two", "Other words."))
        theme = outline.add_theme(s, "Theme")
    assert reached() == {"first finished", "ten codes", "new sources", "first theme"}
    assert reached("ten codes", "first theme") == {"first finished", "new sources"}
    with project.change("Merge codes") as s:
        codebook_merge.merge_codes(s, [codes[1]], codes[2])
    assert "codes merged" in reached()
    with project.change("Name theme") as s:
        outline.edit_theme(s, theme, status="named")
    assert "theme named" in reached() and "codes merged" not in reached()


def test_of_several_the_one_furthest_on_the_way_is_offered() -> None:
    assert prompts.newest(["first finished", "first theme"]).name == "first theme"
    assert prompts.newest([]) is None
    for prompt in prompts.PROMPTS.values():
        assert prompt.question.endswith("?") and prompt.happened.endswith(".")
