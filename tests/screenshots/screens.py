"""Every screen that is shown, one row each: a name, a study, and the steps that lead there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from tests.screenshots import (
    agreement,
    care_screens,
    coded_tables,
    copies,
    easyread,
    exchange,
    large_team,
    papers,
    pictures,
    reports,
    review,
    team,
    together,
)
from tests.screenshots.deciding import compared, decided, dropped
from tests.screenshots.people import facts, importing_facts, linking, rated
from tests.screenshots.reconciling import differences
from tests.screenshots.stage import Stage
from tests.screenshots.steps import (
    Step,
    apply,
    beside,
    charting,
    code,
    do,
    fail,
    first_row,
    importing,
    importing_sheets,
    key,
    laid_out,
    late,
    line,
    memo,
    menu,
    product,
    section,
    source,
    tables,
    theme,
    turning_point,
    typing,
    unfold_sheet,
)
from tests.screenshots.studies import CARDS, EMPTY, LONG, LONG_SOURCE, SAMPLE
from tests.screenshots.tables import all_the_same, framework, matrix, numbers
from tests.screenshots.theme_pages import grounded, open_hints, page_of, quote

TURN = "Passages in the same turn"
_NOTE = "Who speaks here, and for whom? Nobody has asked yet; compare with what the others say about it. " * 2


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture. `asks` is the last step where it waits in a dialog or menu, `inside` what is done there."""

    name: str
    study: str = ""
    steps: Sequence[Step] = ()
    asks: Step | None = None
    inside: Sequence[Step] = ()
    read_only: bool = False

    def show(self, stage: Stage, look: Callable[[], object]) -> None:
        """Bring `stage` to this screen and call `look` there."""
        if self.study:
            stage.open(self.study, read_only=self.read_only)
        for step in self.steps:
            step(stage)
        if self.asks is None:
            stage.settle()
            look()
            return
        asks = self.asks

        def within(_dialog: QWidget) -> None:
            for step in self.inside:
                step(stage)
            stage.settle()
            look()

        stage.in_dialog(lambda: asks(stage), within)


BOARD_SCREENS = (
    Screen("board", SAMPLE, [do("go_themes"), do("show_board")]),
    Screen("board-quote", SAMPLE, [do("go_themes"), do("show_board"), *[key("Down")] * 2, key("Space")]),
    Screen("board-300", CARDS, [do("go_themes"), do("show_board")]),
    Screen("board-find", CARDS, [do("go_themes"), do("show_board"), typing("rück"), key("Return")]),
    Screen("board-naming", CARDS, [do("go_themes"), do("show_board"), key("Down"), do("cluster_cards")]),
    Screen("board-page", SAMPLE, [do("go_themes"), do("show_board"), do("toggle_theme_page")]),
    Screen("map", SAMPLE, [do("go_themes"), do("show_map"), key("Down")]),
    Screen("map-codes", SAMPLE, [do("go_themes"), do("show_map"), laid_out("radial")]),
    Screen("map-unrelated", CARDS, [do("go_themes"), do("show_map"), laid_out("tree")]),
    Screen("map-page", SAMPLE, [do("go_themes"), do("show_map"), do("toggle_theme_page")]),
    Screen("write-map", SAMPLE, [do("go_themes"), do("show_map"), do("write_map")]),
    Screen("no-map", EMPTY, [do("go_themes"), do("show_map")]),
    Screen("no-board", EMPTY, [do("go_themes"), do("show_board")]),
)

_WAITING, _FAR = "Waiting uses up the courage", "Far away in more ways than one"
THEME_SCREENS = (
    Screen("theme-idea", SAMPLE, [do("go_themes"), page_of(_FAR, "idea")]),
    Screen("theme-codes", SAMPLE, [do("go_themes"), page_of(_FAR, "codes")]),
    Screen("theme-quotes", SAMPLE, [do("go_themes"), page_of(_WAITING, "quotes")]),
    Screen(
        "theme-translation",
        SAMPLE,
        [do("go_themes"), page_of(_WAITING, "quotes"), quote(4), do("translate_quote")],
    ),
    Screen("theme-perspective", SAMPLE, [do("go_themes"), page_of(_FAR, "perspective")]),
    Screen("theme-relations", SAMPLE, [do("go_themes"), page_of("Beside, not in front", "relations")]),
    Screen("theme-core", SAMPLE, [do("go_themes"), page_of("Closing the distance", "relations")]),
    Screen("theme-memos", SAMPLE, [do("go_themes"), page_of(_FAR, "memos")]),
    Screen("theme-checks", SAMPLE, [do("go_themes"), page_of(_FAR, "checks")]),
    Screen("theme-wording", SAMPLE, [do("go_themes"), page_of("Two hats and a key", "wording")]),
    Screen("theme-sheet", SAMPLE, [do("go_themes"), grounded, page_of(_FAR, "sheet")]),
    Screen("theme-hints", SAMPLE, [do("go_themes"), open_hints]),
    Screen(
        "theme-relate", SAMPLE, [do("go_themes"), page_of(_FAR, "relations")], do("relate_theme"), [typing("chair")]
    ),
)

SCREENS = (
    Screen("welcome"),
    Screen("new-project", asks=do("new_project"), inside=[typing("Prüfungsangst")]),
    Screen("no-sources", EMPTY, [do("go_sources")]),
    Screen("no-transcript-to-code", EMPTY, [do("go_code")]),
    Screen("no-themes", EMPTY, [do("go_themes")]),
    Screen("nothing-to-write", EMPTY, [do("go_report")]),
    Screen("import", EMPTY, [do("go_sources"), importing]),
    Screen("agreement", SAMPLE, [agreement.agreement]),
    Screen("agreement-heat", SAMPLE, [agreement.heat_map]),
    Screen("agreement-reflexive", SAMPLE, [agreement.reflexive]),
    Screen("people", SAMPLE, [do("go_sources"), do("show_people")]),
    Screen("people-interviews", SAMPLE, [do("go_sources"), do("show_people"), facts("interviews")]),
    Screen("people-reports", SAMPLE, [do("go_sources"), do("show_people"), facts("sources")]),
    Screen("people-link", SAMPLE, [do("go_sources"), do("show_people")], asks=linking),
    Screen("people-import", SAMPLE, [do("go_sources"), do("show_people")], asks=importing_facts),
    Screen("no-people", EMPTY, [do("go_sources"), do("show_people")]),
    Screen("sources", SAMPLE, [do("go_sources"), first_row(lambda stage: stage.window.sources.transcripts.table)]),
    Screen("code", SAMPLE, [do("go_code"), code("Distance and transport"), line(8)]),
    Screen("code-long", LONG, [source(LONG_SOURCE), code("Prüfungsangst"), line(20)]),
    Screen("code-crowd", LONG, [source(LONG_SOURCE), line(12)]),
    Screen("code-selection", LONG, [source(LONG_SOURCE), line(24), *[key("Down", "Shift")] * 2]),
    Screen("palette", SAMPLE, [do("go_code"), line(8), typing("di")]),
    Screen("palette-new", LONG, [source(LONG_SOURCE), line(20), typing("Prüfungsordnungsbestimmung")]),
    Screen("code-filter", LONG, [source(LONG_SOURCE), lambda stage: stage.window.code.tree.filter.setText("zusammen")]),
    Screen("code-filter-none", SAMPLE, [do("go_code"), lambda stage: stage.window.code.tree.filter.setText("qqq")]),
    Screen("new-code", SAMPLE, [do("go_code")], do("new_code"), [typing("long way")]),
    Screen("delete-code", SAMPLE, [do("go_code"), code("Distance and transport")], do("delete_code")),
    Screen("merge-code", LONG, [source(LONG_SOURCE), code("Abschreiben")], do("merge_code")),
    Screen("find-here", SAMPLE, [do("go_code"), line(3), do("find_here"), typing("bus")]),
    Screen("find-here-nothing", SAMPLE, [do("go_code"), do("find_here"), typing("zeppelin")]),
    Screen("find", SAMPLE, [do("go_code"), do("find_words"), typing("bus")]),
    Screen("find-nothing", SAMPLE, [do("go_code"), do("find_words"), typing("zeppelin")]),
    Screen("split-code", SAMPLE, [do("go_code"), code("Distance and transport")], do("split_code")),
    Screen("code-sheet", SAMPLE, [do("go_code"), code("Distance and transport"), do("code_sheet")]),
    Screen("note", SAMPLE, [do("go_code"), line(8), do("note_coding")]),
    Screen("memo", LONG, [source(LONG_SOURCE), line(20), do("memo_here"), typing(_NOTE)]),
    Screen("quotes", SAMPLE, [do("go_code"), code("Distance and transport"), do("to_quotes"), do("words_around")]),
    Screen("comparison", SAMPLE, [do("go_code"), code("Distance and transport"), beside("Waiting without word")]),
    Screen("similar", SAMPLE, [do("go_code"), code("Distance and transport"), do("similar_passages")]),
    Screen("choose-code", SAMPLE, [do("go_code"), code("Distance and transport")], do("compare_codes")),
    Screen("palette-several", SAMPLE, [do("go_code"), line(8), typing("ca"), key("Space", "Control"), key("Down")]),
    Screen("coders", LONG, [source(LONG_SOURCE)], do("choose_coders")),
    *(Screen(*row) for row in together.ROWS),
    Screen("coders-rounds", SAMPLE, [section("compare", "coders"), first_row(team.rounds)]),
    Screen("plan-round", SAMPLE, [section("compare", "coders")], team.plan_round, [typing("A third")]),
    Screen("history", LONG, [source(LONG_SOURCE), line(20), do("show_history")]),
    Screen("history-undone", SAMPLE, [do("go_code"), line(8), apply, apply, do("undo"), do("show_history")]),
    Screen("commands", SAMPLE, [do("go_code")], do("show_commands"), [typing("code")]),
    Screen("commands-none", SAMPLE, [do("go_code")], do("show_commands"), [typing("zzz")]),
    Screen("commands-refused", asks=do("show_commands"), inside=[typing("merge"), key("Return")]),
    Screen("reading", SAMPLE, [do("go_code"), line(6), do("reading_mode")]),
    Screen("reading-note", LONG, [source(LONG_SOURCE), line(12), do("reading_mode"), do("memo_here"), typing(_NOTE)]),
    Screen("read-again", SAMPLE, [do("go_code"), late, do("read_again")]),
    Screen("read-again-none", SAMPLE, [do("go_code"), do("read_again")]),
    Screen("code-by-speaker", SAMPLE, [do("go_code"), do("code_by_speaker")]),
    Screen("code-by-question", SAMPLE, [do("go_code"), do("code_by_question")]),
    Screen("code-by-pattern", SAMPLE, [do("go_code"), do("code_by_pattern"), typing("(bus")]),
    Screen("words", SAMPLE, [do("go_code"), do("count_words")]),
    Screen("themes", SAMPLE, [do("go_themes"), theme]),
    *BOARD_SCREENS,
    *THEME_SCREENS,
    *(Screen(*row) for row in review.ROWS),
    *(Screen(*row) for row in easyread.ROWS),
    *(Screen(*row) for row in pictures.ROWS),
    *(Screen(*row) for row in papers.ROWS),
    *(Screen(*row) for row in reports.ROWS),
    Screen("compare-ratings", SAMPLE, [section("compare", "ratings")]),
    Screen("compare-ratings-told", SAMPLE, [section("compare", "ratings"), dropped]),
    Screen("compare-decisions", SAMPLE, [section("compare", "decisions"), decided]),
    Screen("compare-decisions-both", SAMPLE, [section("compare", "decisions"), compared]),
    Screen("study-approach", SAMPLE, [section("study", "approach")]),
    Screen("study-guide", SAMPLE, [section("study", "guide")]),
    Screen("study-decisions", SAMPLE, [section("study", "decisions")]),
    Screen("study-versions", SAMPLE, [section("study", "versions")]),
    Screen("thing-history", SAMPLE, [do("go_code"), code("Waiting without word")], do("thing_history")),
    Screen("study-facts", SAMPLE, [section("study", "facts")]),
    Screen("study-concepts", SAMPLE, [section("study", "concepts")]),
    Screen("study-interviews", SAMPLE, [section("study", "interviews")]),
    Screen("study-recruitment", SAMPLE, [section("study", "recruitment")]),
    Screen("study-sampling", SAMPLE, [section("study", "sampling")]),
    Screen("study-charting", SAMPLE, [section("study", "charting")]),
    Screen("study-charting-form", SAMPLE, [charting(1)]),
    Screen("study-charting-counts", SAMPLE, [charting(2)]),
    Screen("study-interviews-import", SAMPLE, [section("study", "interviews")], importing_sheets),
    Screen("sources-sheet", SAMPLE, [do("go_sources"), unfold_sheet]),
    Screen("study-prisma", SAMPLE, [section("study", "prisma")]),
    Screen("ratings", SAMPLE, [section("tables", "ratings"), rated(0)]),
    Screen("ratings-studies", SAMPLE, [section("tables", "ratings"), rated(1)]),
    Screen("ratings-findings", SAMPLE, [section("tables", "ratings"), rated(2)]),
    Screen("ratings-reflexive", SAMPLE, [section("tables", "ratings")]),
    Screen("matrix", SAMPLE, [section("tables", "matrix"), matrix(show_as="Numbers")]),
    Screen("matrix-dots", SAMPLE, [section("tables", "matrix"), matrix(rows="Themes", columns="Role")]),
    Screen(
        "matrix-words",
        SAMPLE,
        [section("tables", "matrix"), matrix(rows="Themes", columns="Sources", show_as="First words")],
    ),
    Screen("matrix-long", LONG, [section("tables", "matrix"), matrix(columns="Sources", show_as="Numbers")]),
    Screen("no-framework", EMPTY, [section("tables", "framework")]),
    Screen("framework", SAMPLE, [section("tables", "framework"), framework(0)]),
    Screen("framework-no-cases", SAMPLE, [section("tables", "framework"), framework(1)]),
    Screen(
        "new-framework",
        SAMPLE,
        [section("tables", "framework")],
        lambda stage: stage.window.tables.page().work.new_frame(),  # type: ignore[union-attr]
        [typing("By role")],
    ),
    Screen("together", SAMPLE, [tables, numbers("cooccurrence", (3, 2), how=TURN, show="Numbers")]),
    Screen(
        "together-similar",
        LONG,
        [tables, numbers("cooccurrence", (1, 2), show="Similarity (Jaccard)")],
    ),
    Screen("together-network", SAMPLE, [tables, numbers("cooccurrence", how=TURN, show="Network")]),
    Screen("together-network-long", LONG, [tables, numbers("cooccurrence", show="Network")]),
    Screen("together-empty", EMPTY, [tables, numbers("cooccurrence")]),
    Screen("saturation-aside", EMPTY, [tables, numbers("saturation")]),
    Screen("saturation", SAMPLE, [tables, all_the_same, numbers("saturation")]),
    Screen(
        "saturation-codes",
        SAMPLE,
        [tables, all_the_same, numbers("saturation", show="Codes by sources")],
    ),
    Screen(
        "saturation-table",
        SAMPLE,
        [tables, all_the_same, numbers("saturation", (1, 0), show="Table")],
    ),
    Screen("saturation-long", LONG, [tables, numbers("saturation", show="Codes by sources")]),
    Screen("coverage", SAMPLE, [tables, numbers("coverage")]),
    Screen("coverage-bars", SAMPLE, [tables, numbers("coverage", show="Bars", rows="Participants")]),
    Screen("coverage-long", LONG, [tables, numbers("coverage")]),
    Screen("differences", SAMPLE, [differences("Interview 02", 4)]),
    Screen("differences-overlaid", SAMPLE, [differences("Interview 02", 3, show="Overlaid")]),
    Screen("differences-long", LONG, [differences(LONG_SOURCE, 30)]),
    Screen("differences-none", EMPTY, [differences()]),
    *(Screen(*row) for row in (*copies.ROWS, *care_screens.ROWS)),
    *(Screen(*row) for row in large_team.ROWS),
    Screen("no-memos", EMPTY, [do("go_memos")]),
    Screen("memos", SAMPLE, [do("go_memos"), memo("What I bring with me")]),
    Screen("memos-timeline", SAMPLE, [do("go_memos"), do("memo_timeline")]),
    Screen("memos-found", SAMPLE, [do("find_memos"), typing("house"), memo("How the double coding was done")]),
    Screen("memos-link", SAMPLE, [do("new_memo"), typing("- it is the [["), typing("chair")]),
    Screen("memos-question", SAMPLE, [do("go_memos"), turning_point]),
    Screen("word-list", SAMPLE, [do("go_study"), lambda stage: stage.window.study.choose("words")]),
    Screen("report", SAMPLE, [do("go_report")]),
    Screen("programs-empty", SAMPLE, [exchange.show_page]),
    Screen("programs-brought", SAMPLE, [exchange.brought]),
    Screen("programs-files", SAMPLE, [exchange.brought, exchange.tab(1)]),
    Screen("programs-behind", SAMPLE, [exchange.show_page, exchange.tab(2)]),
    Screen("bring-project", SAMPLE, asks=exchange.asked),
    Screen("import-codings", SAMPLE, asks=coded_tables.asked),
    Screen("report-archive", SAMPLE, [do("go_report"), product("archive", ".zip")]),
    Screen("report-checklist", SAMPLE, [do("go_report"), product("checklist")]),
    Screen("report-figure", SAMPLE, [do("go_report"), product("coverage", ".svg")]),
    Screen("keys", SAMPLE, [], do("show_keys")),
    Screen("keys-none", SAMPLE, [], do("show_keys"), [typing("zzz")]),
    Screen("keys-refused", SAMPLE, [], do("show_keys"), [typing("repeat"), *[key("Return")] * 2, key("A")]),
    Screen("about", SAMPLE, [], do("show_about")),
    Screen("menu-code", SAMPLE, [do("go_code"), menu("Code")]),
    Screen("menu-view", SAMPLE, [do("go_code"), menu("View")]),
    Screen("error", SAMPLE, [do("go_code"), fail]),
    Screen("undone", SAMPLE, [do("go_code"), line(8), apply, do("undo")]),
    Screen("undo-earlier", SAMPLE, [do("go_code")], do("undo")),
    Screen("read-only", SAMPLE, [do("go_code")], read_only=True),
)


def find(names: Sequence[str]) -> list[Screen]:
    """Return the screens with these names, all where none is given; KeyError for a name that is none."""
    known = {screen.name: screen for screen in SCREENS}
    return [known[name] for name in names] if names else list(SCREENS)
