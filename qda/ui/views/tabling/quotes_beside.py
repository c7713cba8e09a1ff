"""Quotes beside a table: read there, given another code there, or read where they stand."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from qda.core import chosen, codebook, coders, coding, comparing, retrieval
from qda.core.finding import Habits
from qda.core.retrieval import QuoteRow
from qda.i18n import _, n_
from qda.ui.dialogs.choose_codes import choose_codes
from qda.ui.dialogs.question import confirm
from qda.ui.widgets.palette import Offer
from qda.ui.widgets.quotes_panel import QuotesPanel
from qda.ui.workspace import Workspace


class QuotesBeside(QuotesPanel):
    """A list of quotes with a menu: another code (by typing, too), no code, the transcript."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, *, job: str = "") -> None:
        super().__init__(workspace, parent, job=job)
        self.workspace = workspace
        self.typed.connect(self.recode)
        self.opened.connect(self.read_there)
        self.menuAsked.connect(self._menu)

    def offers(self, menu: QMenu) -> None:
        """Put what can be done with the chosen quotes into a menu."""
        menu.addAction(_("Give another code…")).triggered.connect(lambda: self.recode())
        menu.addAction(_("Take the code away")).triggered.connect(self.uncode)
        menu.addAction(_("Read in the transcript")).triggered.connect(lambda: self.read_there(self.chosen()[0]))

    def _menu(self, place: QPoint) -> None:
        if not self.chosen():
            return
        menu = QMenu(self)
        self.offers(menu)
        menu.exec(place)
        menu.deleteLater()

    def read_there(self, quote: QuoteRow) -> None:
        """Go to the quote in the Code place."""
        self.window().show_passage(quote.source_id, quote.start, quote.end)  # type: ignore[attr-defined]

    def recode(self, _typed: str = "") -> None:
        """Give the chosen quotes another code instead of theirs."""
        ids = [row.id for row in self.chosen() if row.code_id]
        if not ids or not self._may_touch(ids, _("Change others' codes?"), _("Change")):
            return
        title = n_("For {n} quote, instead of its code", "For {n} quotes, instead of their codes", len(ids))
        counts = self.workspace.read(retrieval.coding_numbers)
        book = self.workspace.read(codebook.codes)
        choices = choose_codes(self, Offer(book, Habits(counts), several=False, title=title))
        if choices:
            self.workspace.do(
                "Change code",
                chosen.change_code,
                self.workspace.coder_id,
                ids,
                choices[0],
                about=lambda given: [("code", code_id) for code_id in given.code_ids],
                tell=n_("Gave {n} quote another code.", "Gave {n} quotes another code.", len(ids)),
            )

    def uncode(self) -> None:
        """Take the code away from the chosen quotes."""
        rows = [row for row in self.chosen() if row.code_id]
        ids = [row.id for row in rows]
        if not ids or not self._may_touch(ids, _("Take away others' codes?"), _("Take away")):
            return
        told = n_("Took the code away from {n} quote.", "Took the codes away from {n} quotes.", len(ids))
        about = [("code", code_id) for code_id in dict.fromkeys(row.code_id for row in rows)]
        self.workspace.do("Take code away", coding.remove_codings, ids, about=about, tell=told)

    def _may_touch(self, coding_ids: list[str], title: str, verb: str) -> bool:
        """Ask before other people's codings are touched; one's own are one's own."""
        others = self.workspace.read(comparing.others_work, self.workspace.coder_id, coding_ids)
        if not others:
            return True
        whose = {row.coder_id for row in others}
        people = [person.name for person in self.workspace.read(coders.coders, counted=False) if person.id in whose]
        words = _("{n} of them is the work of {people}.") if len(others) == 1 else _("{n} are the work of {people}.")
        told = f"{words.format(n=len(others), people=', '.join(people))} {_('It can be undone.')}"
        return confirm(self, title, told, verb)
