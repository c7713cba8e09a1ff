"""Presets of journals: every rule has a source or says that it is from memory, and products are held against them."""

from __future__ import annotations

import tomllib

import pytest

from qda.core.exporters.grid import Column, Grid, Paragraph, Row, Run, paragraph
from qda.core.exporters.preset_notices import by_preset, preset_notices
from qda.core.exporters.prose import Block, Heading, Turn
from qda.core.figures import Figure
from qda.core.papers.presets import NAMES, RULES, preset, presets
from qda.errors import NotFoundError
from qda.resources import path


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_is_known_has_a_source_and_says_where_it_is_from_memory(name: str) -> None:
    told = tomllib.loads(path("papers", "presets", f"{name}.toml").read_text(encoding="utf-8"))
    assert set(told) - {"title", "note"} <= set(RULES)
    for rule, said in preset(name).rules.items():
        assert type(said.value) is RULES[rule], rule
        assert said.words.endswith(".")
        assert said.source
        assert said.told().endswith("(From memory, to be confirmed.)") is not said.confirmed


def test_all_presets_are_offered_and_another_is_refused_by_name() -> None:
    assert list(presets()) == [one.stem for one in sorted(path("papers", "presets").glob("*.toml"))] == list(NAMES)
    assert preset("bmc").further_file(2) == "Additional file 2"
    assert preset("bmj").further_file(1) == "Supplementary file 1"
    assert preset("sage-apa").stacked_captions
    assert not preset("bmc").stacked_captions
    assert preset("thesis").shading
    with pytest.raises(NotFoundError, match="bmc, bmj, sage-apa, thesis"):
        preset("lancet")


def _table(caption: str, note: str = "", shade: float | None = None) -> Grid:
    cell = (Paragraph((Run("3"),), "number", shade=shade),)
    return Grid("", caption, (Column("a", 0.5), Column("b", 0.5)), (Row(((paragraph("x"),), cell)),), (note,))


def test_titles_legends_and_shades_against_the_rules_are_named_with_their_table() -> None:
    parts = [Heading("Findings"), _table("Short"), _table("word " * 16, "word " * 301, 0.4), Figure(1, 1, "word " * 16)]
    first, second, third, fourth, fifth = preset_notices(preset("bmc"), parts)
    assert first == "The title of Table 2 has 16 words. Titles of tables and figures have 15 words at the most."
    assert second.startswith("Table 2 has 301 words below it.")
    assert third.startswith("Table 2 has shaded cells. Tables have no colour")
    assert fourth.startswith("The title of Figure 1 has 16 words.")
    assert fifth.startswith("Figures are files of their own")
    assert preset_notices(preset("bmc"), [_table("word " * 15, "word " * 300)]) == []
    assert preset_notices(preset("thesis"), parts) == []


def test_journals_that_want_no_list_of_people_say_so_of_the_table_of_participants() -> None:
    notices = preset_notices(preset("sage-apa"), [_table("Participants")], {"participants"})
    assert [one for one in notices if "not listed one by one" in one]
    assert [one for one in notices if one.startswith("The number stands bold above the table")]
    assert not [one for one in preset_notices(preset("sage-apa"), [_table("a")]) if "one by one" in one]
    assert preset_notices(preset("bmj"), [Figure(1, 1, "Map")])[0].startswith("Figures can be printed in black")


def test_a_report_has_no_shades_and_its_tables_at_the_end_where_the_journal_says_so() -> None:
    loose = Grid("", "", (Column("a", 1),), (Row(((paragraph("kept in the text"),),)),))
    text = [Heading("Findings"), _table("First", shade=0.4), loose, Heading("More"), _table("Second")]
    parts = [Turn(sideways=True), *text]
    told = by_preset(preset("sage-apa"), parts)
    assert [type(part) for part in told] == [Heading, Block, Grid, Heading, Block, Heading, Grid, Grid]
    assert [part.runs[0].text for part in told if isinstance(part, Block)] == [
        "[Table 1 about here]",
        "[Table 2 about here]",
    ]
    assert [part.caption for part in told if isinstance(part, Grid)] == ["", "First", "Second"]
    assert told[-2].rows[0].cells[1][0].shade is None
    in_text = by_preset(preset("bmc"), parts)
    assert [type(part) for part in in_text] == [type(part) for part in parts]
    assert in_text[2].rows[0].cells[1][0].shade is None
    assert by_preset(preset("thesis"), parts)[2] == parts[2]
