"""Mirbahaeddin & Chreim 2024, BMC Health Services Research 24:510: descriptive codes, themes, categories above."""

from __future__ import annotations

import pytest

from qda.core import codebook_merge, retrieval, study
from qda.core.retrieval import Filter
from qda.core.themes import levels, outline, perspectives, quotes, wording_history
from tests.replays.conftest import Replay


@pytest.fixture
def two_groups(replay: Replay) -> Replay:
    """Themes of descriptive codes, below more abstract categories: the categories stand above the themes here."""
    replay.start_over(["theme", "category"])
    replay.do("Choose approach", study.change_approach, "codebook", levels="keep")
    boundary = replay.theme("Boundary work", "category")
    replay.theme("Friend and worker", "theme", boundary, ("Friend or worker", "Two hats"))
    replay.theme("Among staff", "theme", boundary, ("Standing among staff", "No box for it"))
    belonging = replay.theme("Sense of community", "category")
    replay.theme("Being alike", "theme", belonging, ("Having been there", "Ordinary company"))
    return replay


def test_table_1_has_descriptive_codes_and_themes_below_their_categories(two_groups: Replay) -> None:
    assert [name for _key, name in two_groups.ask(outline.levels)] == ["theme", "category"]
    table = two_groups.word("theme-table", form="columns")
    assert [title.casefold() for title in table[0][:3]] == ["category", "theme", "codes"]
    rows = [[cell.split("\n") for cell in row[:3]] for row in table[1:]]
    assert [(row[1][0], row[2]) for row in rows if row[1][0]] == [
        ("Friend and worker", ["Friend or worker", "Two hats"]),
        ("Among staff", ["Standing among staff", "No box for it"]),
        ("Being alike", ["Having been there", "Ordinary company"]),
    ]
    categories = [row[0][0] for row in rows if row[0][0] and "continued" not in row[0][0]]
    assert categories == ["Boundary work", "Sense of community"]


def test_levels_can_stand_either_way_up(two_groups: Replay) -> None:
    two_groups.do("Turn levels", levels.turn_levels)
    assert [name for _key, name in two_groups.ask(outline.levels)] == ["category", "theme"]
    assert {theme.level for theme in two_groups.ask(outline.themes)} == {"theme", "category"}


def test_a_theme_is_told_by_both_groups_and_a_manager_who_is_a_worker_too_speaks_as_both(two_groups: Replay) -> None:
    alike = next(theme.id for theme in two_groups.ask(outline.themes) if theme.name == "Being alike")
    told = {view.value: view for view in two_groups.ask(perspectives.perspectives, alike, "Role")}
    heard = {name: {person for quote in view.quotes for person in quote.participants} for name, view in told.items()}
    assert heard["peer worker"] == {"Marit"} and heard["peer worker, manager"] == {"Henrik"}
    assert heard["service user"] >= {"Tobias", "Lotte"} and heard["family member"] >= {"Maria"}
    quoted = [(quote.source_id, quote.start, quote.end) for view in told.values() for quote in view.quotes]
    assert len(quoted) == len(set(quoted)), "every quote stands once"


def test_quotes_are_attributed_by_role_and_not_by_name(two_groups: Replay) -> None:
    friend = next(theme.id for theme in two_groups.ask(outline.themes) if theme.name == "Friend and worker")
    passages = two_groups.ask(retrieval.quotes, Filter(code_ids=(two_groups.codes["Friend or worker"],)))
    marit = next(row.id for row in passages if row.participants == ("Marit",))
    tobias = next(row.id for row in passages if row.participants == ("Tobias",))
    two_groups.do("Choose quote", quotes.pick_codings, friend, [marit, tobias])
    report = two_groups.text("theme-report", ".md", attribution="Role", perspective="Role")
    section = report[report.index("Friend and worker") : report.index("Among staff")]
    assert "peer worker" in section and "service user" in section
    assert "Marit" not in section and "Tobias" not in section


def test_a_theme_is_renamed_as_data_come_in_and_the_wording_of_before_is_kept(two_groups: Replay) -> None:
    alike = next(theme.id for theme in two_groups.ask(outline.themes) if theme.name == "Being alike")
    two_groups.do("Rename theme", outline.edit_theme, alike, name="You as well?")
    names = [(one.before, one.after) for one in two_groups.ask(wording_history.wordings, alike) if one.field == "name"]
    assert names[-1] == ("Being alike", "You as well?")


def test_codes_are_compared_and_joined_and_all_passages_stay(two_groups: Replay) -> None:
    codes = [two_groups.codes[name] for name in ("Having been there", "Ordinary company")]
    before = sum(len(two_groups.ask(retrieval.quotes, Filter(code_ids=(code,)))) for code in codes)
    joining = two_groups.ask(codebook_merge.merging, [codes[1]], codes[0])
    two_groups.do("Merge codes", codebook_merge.merge_codes, [codes[1]], codes[0], weights="highest")
    after = two_groups.ask(retrieval.quotes, Filter(code_ids=(codes[0],)))
    assert len(after) == before - joining.joined
    assert next(t for t in two_groups.ask(outline.themes) if t.name == "Being alike").code_ids == (codes[0],)
