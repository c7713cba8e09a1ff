"""Steps in the page of the people and in the section of ratings."""

from __future__ import annotations

from collections.abc import Callable

from qda.core import attribute_table
from qda.core.attribute_columns import facts_table
from qda.core.pseudonyms.table import Entry
from qda.ui.dialogs.import_facts import ask_facts
from qda.ui.dialogs.replace_names import ask_replace
from tests.screenshots.stage import Stage


def facts(kind: str) -> Callable[[Stage], object]:
    """Return the step that shows another kind of rows in the grid of facts."""

    def choose(stage: Stage) -> None:
        page = stage.window.sources.people
        page.kinds.setCurrentIndex(page.kinds.findData(kind))
        page.kinds.activated.emit(page.kinds.currentIndex())
        stage.settle()

    return choose


def importing_facts(stage: Stage) -> None:
    """Show what a table of facts would do."""
    head = ("Pseudonym", "Role", "Lives", "Speaks", "Note")
    rows = (
        ("Marit", "peer worker", "in Orrenmouth", "English", ""),
        ("Tobias", "service user", "on a farm", "English", "Writes rather than talks."),
        ("Olga", "family member", "in a village", "Norwegian", ""),
    )
    table = facts_table("people.xlsx", head, list(enumerate(rows, 2)))
    work = stage.window.workspace
    ask_facts(stage.window, table, lambda one: work.read(attribute_table.plan, one), {"role": "choices"})


def names(stage: Stage) -> None:
    """Fill the table of pseudonyms with names that stand in the sample, and look for them."""
    page = stage.window.sources.pseudonyms
    rows = [("Marit", "Person 1", "person"), ("Tobias Lund", "Person 2", "person"), ("Orrenmouth", "[town]", "place")]
    page.names.add_entries(Entry(name, pseudonym, kind) for name, pseudonym, kind in rows)
    page.names.add(Entry("Olga", "", "person"), "speaks in a source, is written like a name")
    page._changed()
    page._timer.stop()
    page._look()
    stage.settle()
    page.grid.selectAll()
    stage.settle()


def replacing(stage: Stage) -> None:
    """Ask how names are replaced."""
    ask_replace(stage.window, stage.window.workspace.project.path, "12 places will be replaced (Texts of sources: 12).")


def linking(stage: Stage) -> None:
    """Ask which label is whom."""
    stage.window.sources.people.people_work.link_speakers()


def rated(tab: int) -> Callable[[Stage], object]:
    """Return the step that shows a table of ratings and reads its second row."""

    def show(stage: Stage) -> None:
        page = stage.window.tables.choose("ratings")
        page.show_all_the_same()  # type: ignore[attr-defined]
        page.tabs.setCurrentIndex(tab)  # type: ignore[attr-defined]
        table = page.table  # type: ignore[attr-defined]
        table.setFocus()
        table.setCurrentIndex(table.model().index(2, 0))
        if tab < 2:
            table.readAsked.emit(table.currentIndex())
        stage.settle()

    return show
