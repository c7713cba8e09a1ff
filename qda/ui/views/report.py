"""The place where what was found is written down: tables and figures one by one, and what is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.widgets.sections import Section, SectionsView
from qda.ui.workspace import Workspace

if TYPE_CHECKING:
    from qda.ui.views.reporting.builder import BuilderPage
    from qda.ui.views.reporting.products import ProductsPage

SECTIONS: tuple[Section, ...] = (
    Section(
        "products",
        _("Products"),
        "reporting.products:ProductsPage",
        _("Every table, text and figure by itself, with a preview, written as the file you need."),
    ),
    Section(
        "builder",
        _("Report"),
        "reporting.builder:BuilderPage",
        _("Several products as one document, put together once and written again after every change."),
    ),
    Section(
        "quotes",
        _("Quotes"),
        "reporting.quotes:QuotesPage",
        _("The quotes that were picked: where each is used, whose they are, and in which words they are printed."),
    ),
    Section(
        "leaving",
        _("Before it leaves"),
        "reporting.leaving:LeavingPage",
        _("What is printed of participants, and who can be picked out by it."),
    ),
    Section(
        "manuscript",
        _("Manuscript"),
        "reporting.manuscript:ManuscriptPage",
        _("Hold the quotations of a paper against the words that were said."),
    ),
    Section(
        "programs",
        _("Other programs"),
        "reporting.programs:ProgramsPage",
        _("Projects from and for NVivo, MAXQDA, ATLAS.ti, QualCoder and others, and what was lost on the way."),
    ),
)


class ReportView(SectionsView):
    """What leaves the study for a paper, a colleague or another program."""

    name = "report"
    title = _("Report")

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, SECTIONS, parent)

    @property
    def products(self) -> ProductsPage:
        """Return the page of products, brought to the front."""
        return cast("ProductsPage", self.choose("products"))

    @property
    def builder(self) -> BuilderPage:
        """Return the page where reports are put together, brought to the front."""
        return cast("BuilderPage", self.choose("builder"))

    def show_product(self, name: str) -> None:
        """Show a product among what can be written."""
        self.products.show_product(name)

    def write_theme_table(self) -> None:
        """Ask where the theme-quote table goes, and write it for Word."""
        self.products.write_theme_table()
