"""The quotes that were picked: whose they are, where each is used, and in which words it is printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from qda.core.exporters.citing import place
from qda.core.memo_text import Link
from qda.core.privacy.combinations import combinations
from qda.core.quotebank.bank import CONSENT, Banked, Use, Voice, bank, quoted_people
from qda.core.themes import printed
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui.going_to import go_to
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Wrapped, heading, wrapped_heading
from qda.ui.widgets.printed_form import PrintedForm
from qda.ui.widgets.quoted_people import QuotedPeople
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.titled import lay_out, title_bar
from qda.ui.workspace import Workspace

_TOUCHING = frozenset(
    {
        *("quote", "quote_words", "theme", "code", "source", "participant", "speaker", "participation", "consent"),
        *("consent_answer", "setting", "attribute_value", "frame", "frame_quote", "memo", "memo_link"),
        *("statement_trace", "review_item", "recipe"),
    }
)
_HEADS = (_("Quote"), _("Who and where"), _("Used"), _("To know"))
_NOTHING = _("No quotes are picked yet. Choose quotes for a theme, and they are listed here with where each is used.")
_REFUSED = "{n} quotes were refused and are printed nowhere."
_LINKS = {"chosen": "theme_id", "counter": "theme_id", "exemplar": "code_id", "memo": "other_id"}


class QuotesPage(QWidget):
    """Quotes and people at the left; beside them how the chosen quote is printed and where it is used."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.quotes: list[Banked] = []
        self._all: list[Banked] = []
        self._people: list[Voice] = []
        self.search = QLineEdit(self)
        self.search.setAccessibleName(_("Find in the quotes"))
        self.search.setPlaceholderText(_("Search"))
        self.search.setToolTip(_("Quotes in which these words, people or themes are"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _words: self._show_rows())
        self.which = QComboBox(self)
        self.which.setAccessibleName(_("Which quotes are shown"))
        for words, name in (
            (_("All quotes"), ""),
            (_("Printed otherwise than said"), "printed"),
            (_("Printed words overtaken"), "overtaken"),
            (_("Refused, or nobody asked"), "consent"),
            (_("Used nowhere but once"), "once"),
        ):
            self.which.addItem(words, name)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(16)
        self.which.activated.connect(lambda _row: self._show_rows())
        self.told = Wrapped(parent=self)
        self.table = RowsTable(_("Quotes"), _("Choose a row to see where it is used and how it is printed"), self)
        self.table.picked.connect(self._show_chosen)
        self.table.opened.connect(lambda _row: self.show_in_transcript())
        self.people = QuotedPeople(
            _("Quotes per participant"), _("Quotes"), _("Return shows the quotes of a participant"), self
        )
        self.people.table.opened.connect(self._show_person)
        self.form = PrintedForm(self)
        self.form.kept.connect(self._keep)
        self.form.looked.connect(self._look)
        self.form.questionAsked.connect(self._ask)
        self.uses = QListWidget(self)
        self.uses.setAccessibleName(_("Where the quote is used"))
        self.uses.itemActivated.connect(self._go_to)
        self.show_it = QPushButton(_("Show in the transcript"), self)
        self.show_it.clicked.connect(self.show_in_transcript)
        self._lay_out()

    def _lay_out(self) -> None:
        top, right = QWidget(self), QWidget(self)
        above = QVBoxLayout(top)
        above.setContentsMargins(0, 0, 8, 0)
        above.setSpacing(8)
        ways = FlowRow(top)
        for part in (self.search, self.which):
            ways.flow.addWidget(part)
        for widget in (ways, self.told):
            above.addWidget(widget)
        above.addWidget(self.table, 1)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 0, 0, 0)
        beside.setSpacing(8)
        beside.addLayout(title_bar(wrapped_heading(_("Where it is used"), right), self.show_it))
        beside.addWidget(self.uses, 1)
        left = split("quotes and people", self, (top, self.people), (420, 220), down=True, grows=0)
        words = split("printed and used", self, (self.form, right), (420, 200), down=True, grows=0)
        parts = split("quote bank", self, (left, words), (620, 420), grows=0)
        lay_out(self, (title_bar(heading(_("Quotes"), self, 1.3)), parts))

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.table if self.quotes else self.search).setFocus()

    def opened(self) -> None:
        """Show the quotes of a project that was just opened."""
        self.quotes = []
        self._read()

    def closing(self) -> None:
        """Keep what was typed where it can be printed."""
        if self.form.unsaved() and self.form.keep.isEnabled():
            self._keep(self.form.words.toPlainText())

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _TOUCHING and self.workspace.is_open:
            self._read()

    def _read(self) -> None:
        self._all = self.workspace.read(bank)
        self._people = self.workspace.read(quoted_people, self._all)
        self.people.show_people((one.participant, one.quotes, one.consent, one.often, "") for one in self._people)
        self.told.setText(self._words())
        self._show_rows()

    def _words(self) -> str:
        if not self._all:
            return _NOTHING
        said = [n_("{n} quote.", "{n} quotes.", len(self._all))]
        never = [one.participant for one in self._people if not one.quotes]
        if never:
            said.append(_("Never quoted: {names}.").format(names=", ".join(never)))
        refused = sum(one.consent is False for one in self._all)
        if refused:
            said.append(n_("{n} quote was refused and is printed nowhere.", _REFUSED, refused))
        found = self.workspace.read(combinations)
        if found.words and not found.split:
            sentence = _("{n} of {all} people can be picked out by the table of participants (see Before it leaves).")
            said.append(sentence.format(n=found.recognisable, all=found.people))
        return " ".join(said)

    def _show_rows(self) -> None:
        before = self.chosen()
        wanted = self.search.text().casefold().split()
        self.quotes = [one for one in self._all if _fits(one, str(self.which.currentData())) and _says(one, wanted)]
        rows = {_key(one): _cells(one) for one in self.quotes}
        self.table.show_by_id(_HEADS, rows, "" if before is None else _key(before))
        self._show_chosen()

    def chosen(self) -> Banked | None:
        """Return the quote whose row is chosen."""
        return self.table.chosen(self.quotes)

    def _show_chosen(self) -> None:
        one = self.chosen()
        self.uses.clear()
        for use in () if one is None else one.uses:
            item = QListWidgetItem(use.words, self.uses)
            item.setData(Qt.ItemDataRole.UserRole, use)
            item.setToolTip(use.words)
        self.show_it.setEnabled(one is not None)
        picked = one is not None and bool(one.quote_ids) and not self.workspace.project.read_only
        said, words = ("", "") if one is None else (one.text, one.printed)
        self.form.show_quote(said, words, can_write=picked)

    # What can be done ------------------------------------------------------------------------------------------------

    def _look(self, words: str) -> None:
        one = self.chosen()
        sentence = ""
        if one is not None and one.quote_ids and words.strip() not in ("", one.text):
            sentence = self.workspace.read(printed.refusal, one.quote_ids[0], words)
        self.form.say(sentence)

    def _keep(self, words: str) -> None:
        one = self.chosen()
        if one is not None and one.quote_ids:
            self.workspace.do(
                "Print quote",
                *(printed.write_printed, one.quote_ids[0], words, self.workspace.coder_id),
                tell=_("The quote is printed in these words."),
            )

    def _ask(self) -> None:
        one = self.chosen()
        if one is None or not one.quote_ids:
            return
        try:
            self.form.put(self.workspace.read(printed.with_question, one.quote_ids[0]))
        except QdaError as error:
            self.form.say(error.sentence)

    def _show_person(self, row: int) -> None:
        self.search.setText(self._people[row].participant)
        self.table.setFocus()

    def show_in_transcript(self) -> None:
        """Go to the words in the Code place."""
        one = self.chosen()
        if one is not None:
            go_to(self, Link(source_id=one.source_id, start=one.start, end=one.end))

    def _go_to(self, item: QListWidgetItem) -> None:
        use: Use = item.data(Qt.ItemDataRole.UserRole)
        if use.kind in _LINKS:
            go_to(self, Link(**{_LINKS[use.kind]: use.thing_id}))  # type: ignore[arg-type]


def _key(one: Banked) -> str:
    return f"{one.source_id} {one.start} {one.end}"


def _fits(one: Banked, which: str) -> bool:
    return {
        "": True,
        "printed": bool(one.printed),
        "overtaken": one.overtaken,
        "consent": one.consent is not True,
        "once": len(one.uses) == 1,
    }[which]


def _says(one: Banked, wanted: Sequence[str]) -> bool:
    there = " ".join((one.text, one.printed, *one.participants, one.source, *(use.name for use in one.uses))).casefold()
    return all(word in there for word in wanted)


def _cells(one: Banked) -> list[Cell]:
    way = _("printed words overtaken") if one.overtaken else _("edited") if one.printed else ""
    asked = "" if one.consent else _("consent: {answer}").format(answer=CONSENT[one.consent])
    names = "\n".join(use.words for use in one.uses)
    return [
        Cell(" ".join(one.shown.split()), about=one.shown),
        Cell(place(one.participants, one.source, one.lines)),
        Cell(str(len(one.uses)), len(one.uses), names),
        Cell(", ".join(part for part in (way, asked) if part)),
    ]
