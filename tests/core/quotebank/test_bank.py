"""Where each quote is used, whose quotes there are, who was never quoted, and what the product says of it."""

from __future__ import annotations

import json

import docx
import pytest

from qda.core import exporters, memos
from qda.core.documents import find_source
from qda.core.easyread import pages, summaries, trace
from qda.core.quotebank.bank import bank, quoted_people
from qda.core.quotebank.often import too_often
from qda.core.review import items, rounds
from qda.core.review.items import Thing
from qda.core.themes import outline, printed, quotes
from qda.storage.models import Recipe
from tests.core.manuscript import study

SAID = "I never told my boss in Vennick about the ward."
MASKED = "I never told my boss in [town] about the ward."


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Ben's words serve two themes, a page, a round, a memo and a report; Emil refused, and nobody else is quoted."""
    with study.make(tmp_path_factory.mktemp("bank") / "study.loom") as project:
        with project.change("Use") as s:
            group, emil = find_source(s, "Group 02"), find_source(s, "Interview 04")
            start = study.GROUP.index(SAID)
            (doors,) = (one.id for one in outline.themes(s))
            talk = outline.add_theme(s, "Talk")
            key = quotes.pick_quote(s, group, start, start + len(SAID), theme_id=talk)
            quotes.pick_quote(s, group, start, start + len(SAID), theme_id=doors, kind="counter")
            quotes.pick_quote(s, emil, study.EMIL.index("On m"), study.EMIL.index("On m") + 20, theme_id=doors)
            printed.write_printed(s, key, MASKED)
            page = pages.add_page(s, summaries.add_summary(s, "Easy", "en"), theme_id=talk, title="Telling")
            trace.rest_on(s, pages.add_statement(s, page, "Ben said nothing."), "quote", key)
            items.add_items(s, rounds.add_round(s, "First look"), [Thing("quote", key)])
            link = memos.Link(source_id=group, start=start + 5, end=start + 12)
            memos.add_memo(s, "Bosses", "Who may know.", links=(link,))
            parts = [{"product": "theme-table"}, {"product": "codebook"}]
            s.add(Recipe(name="Paper", content=json.dumps({"parts": parts})))
        yield project


def test_each_quote_stands_once_with_all_its_uses(project):
    with project.read() as s:
        found = bank(s)
        people = {one.participant: (one.quotes, one.consent, one.often) for one in quoted_people(s, found)}
    assert [(one.source, one.participants) for one in found] == [
        ("Group 02", ("Ben",)),
        ("Interview 03", ("Dora",)),
        ("Interview 04", ("Emil",)),
    ]
    first = found[0]
    assert (first.text, first.printed, first.shown, first.lines) == (SAID, MASKED, MASKED, "2")
    assert [(use.kind, use.name) for use in first.uses] == [
        ("counter", "Doors"),
        ("chosen", "Talk"),
        ("easy read", "Telling"),
        ("review", "First look"),
        ("report", "Paper"),
        ("memo", "Bosses"),
    ]
    assert (found[1].consent, found[2].consent) == (True, False)
    assert people == {
        "Ada": (0, True, False),
        "Ben": (1, True, False),
        "Cleo": (0, True, False),
        "Dora": (1, True, False),
        "Emil": (1, False, False),
    }


def test_the_product_says_it_on_pages_and_as_data(project, tmp_path):
    with project.read() as s:
        written = exporters.export(s, "quote-bank", tmp_path / "bank.docx")
        exporters.export(s, "quote-bank", tmp_path / "bank.json")
    assert written.notices == (
        "Never quoted: Ada, Cleo.",
        "1 passage is left out, since somebody who speaks in it refused to be quoted.",
    )
    quotes_table, people = docx.Document(str(tmp_path / "bank.docx")).tables
    words, where, consent = (cell.text for cell in quotes_table.rows[1].cells)
    assert words == f"“{MASKED}” (Ben, Group 02, line 2)\nAs it was said: {SAID}"
    assert "Theme: Talk\n" in where
    assert consent == "yes"
    assert [cell.text for cell in people.rows[5].cells] == ["Emil", "1", "refused"]
    (row, *_others) = json.loads((tmp_path / "bank.json").read_text("utf-8"))
    assert (row["printed"], row["text"], row["overtaken"]) == (MASKED, SAID, 0)
    assert "Report: Paper" in row["uses"]


def test_too_often_is_twice_the_share_and_four_at_least():
    assert too_often({"a": 4, "b": 1}, 5) == {"a"}
    assert too_often({"a": 3}, 20) == set()
    assert too_often({"a": 4, "b": 4}, 3) == set()
    assert too_often({"a": 9}, 2) == set()
