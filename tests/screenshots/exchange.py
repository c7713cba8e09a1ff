"""Steps of projects of other programs: one that comes in, its report, and what stays behind."""

from __future__ import annotations

from collections.abc import Callable

from qda.core.exchange.taking import preview_alone, take_in
from qda.ui.dialogs.bring_project import ask_to_bring
from qda.ui.views.reporting.programs import ProgramsPage
from tests.core.exchange.bundles import foreign
from tests.screenshots.stage import Stage


def page(stage: Stage) -> ProgramsPage:
    """Show the page of other programs."""
    stage.window.go("report")
    shown = stage.window.report.choose("programs")
    assert isinstance(shown, ProgramsPage)
    stage.settle()
    return shown


def show_page(stage: Stage) -> None:
    """Show the page of other programs."""
    page(stage)


def asked(stage: Stage) -> None:
    """Show what a project of another program would bring."""
    ask_to_bring(stage.window, preview_alone(foreign()), "Interviews in der Klinik.qdpx")


def brought(stage: Stage) -> None:
    """Bring in a project of another program and show its report."""
    with stage.window.workspace.project.change("Bring in a project") as session:
        take_in(session, foreign(), file_name="Interviews in der Klinik.qdpx", coder_id=stage.window.workspace.coder_id)
    stage.window.workspace.announce()
    shown = page(stage)
    shown.choose(next(iter(shown._reports)))
    stage.settle()


def tab(number: int) -> Callable[[Stage], None]:
    """Return the step that shows a tab of the page."""

    def step(stage: Stage) -> None:
        page(stage).tabs.setCurrentIndex(number)
        stage.settle()

    return step
