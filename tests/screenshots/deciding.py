"""Steps on the pages of ratings from anywhere and of decisions on sources."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from PySide6.QtWidgets import QApplication

from qda.core import coders, documents, judgements, participants
from qda.ui.views.comparing.decisions import DecisionsPage
from qda.ui.views.comparing.ratings import RatingsPage
from qda.ui.widgets.sections import SectionsView
from tests.screenshots.stage import Stage

_TABLE = "record,Ann Noor,Ben Okri\n" + "".join(
    f"R{at},{('include', 'exclude')[at % 3 > 0]},{('include', 'exclude')[(at % 3 > 0) ^ (at in (3, 9, 20))]}\n"
    for at in range(60)
)


def dropped(stage: Stage) -> None:
    """Show what a table of sixty screened records tells, one of them rated once."""
    page = cast(RatingsPage, cast(SectionsView, stage.window.places.get("compare")).choose("ratings"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "title-and-abstract-screening.csv"
        path.write_text(_TABLE + "R60,include,\n", encoding="utf-8")
        page.take(path)
        while stage.window.workspace.jobs.running():
            QApplication.processEvents()
    stage.settle()


def decided(stage: Stage) -> None:
    """Let two people decide about all sources, differently about the first, and compare."""
    work = stage.window.workspace
    me = work.coder_id
    assert me is not None
    options = ["include", "exclude"]
    made = work.do("Add decision", participants.add_attribute, "Full text", "choice", options, scope="source")
    other = work.do("Add coder", coders.add_coder, "Ben Okri")
    for at, source in enumerate(work.read(documents.sources)):
        for person, said in ((me, "include"), (other.value, "include" if at else "exclude")):
            work.do("Decide", judgements.judge, made.value, source.id, person, [said if at != 2 else "exclude"])
    page = cast(DecisionsPage, cast(SectionsView, stage.window.places.get("compare")).choose("decisions"))
    page.attribute.setCurrentIndex(page.attribute.findData(made.value))
    page.show_all()
    stage.settle()


def compared(stage: Stage) -> None:
    """Let two people decide about all sources, and show both."""
    decided(stage)
    page = cast(DecisionsPage, cast(SectionsView, stage.window.places.get("compare")).choose("decisions"))
    page.compare.click()
    while stage.window.workspace.jobs.running():
        QApplication.processEvents()
    stage.settle()
