"""NAMI's language guide: words depend on context and person; an entry says when, why, who said so, who disagrees."""

from __future__ import annotations

from qda.core import codebook, wordlist
from qda.core.themes import outline
from qda.core.wordlist_uses import uses
from tests.replays.conftest import Replay


def test_an_entry_has_context_preference_avoidance_reason_source_and_dissent(replay: Replay) -> None:
    replay.do(
        "Add to the word list",
        wordlist.add_entry,
        "living with schizophrenia",
        ["schizophrenic"],
        context="of a person, in reports",
        why="A person is more than a diagnosis.",
        said_by="Lived-experience group",
        dissent="One member calls herself schizophrenic and wants it kept in her quotes.",
    )
    (row,) = [row for row in replay.data("word-list") if "schizophrenia" in row["preferred"]]
    assert "schizophrenic" in row["avoid"] and row["said_by"] == "Lived-experience group"
    assert "wants it kept" in row["dissent"] and row["context"] == "of a person, in reports"


def test_researchers_words_are_hinted_at_and_participants_words_never(replay: Replay) -> None:
    replay.do("Add to the word list", wordlist.add_entry, "home visit", ["outreach"])
    replay.do("Make code", codebook.add_code, "Outreach at night", origin="inductive")
    replay.do("Make code", codebook.add_code, "outreach is what they call it", origin="in vivo")
    theme = replay.ask(outline.themes)[0].id
    replay.do("Describe theme", outline.edit_theme, theme, idea="All that outreach changes.")
    found = {(use.kind, use.name) for use in replay.ask(uses) if use.hint.entry.preferred == "home visit"}
    assert ("code", "Outreach at night") in found and ("theme", replay.ask(outline.themes)[0].name) in found
    assert all(name != "outreach is what they call it" for _kind, name in found)
    assert all(kind in ("code", "theme", "memo", "summary") for kind, _name in found)
