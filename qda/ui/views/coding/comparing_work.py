"""Comparing: two codes side by side with what they share, and lines that are close to a code's passages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from qda.core import comparing, similar
from qda.core.chosen import Choice
from qda.core.codebook import CodeRow
from qda.core.comparing import Comparison
from qda.core.retrieval import Filter, QuoteRow
from qda.core.similar import Similar
from qda.i18n import _
from qda.ui import keys
from qda.ui.actions import ROWS
from qda.ui.dialogs.choose_code import choose_code
from qda.ui.views.coding.quotes_shown import TABLES
from qda.ui.views.coding.shared_words import in_words, names_of
from qda.ui.widgets.going_back import on_escape
from qda.ui.widgets.quotes_panel import QuotesPanel
from qda.ui.widgets.quotes_room import Head

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_PAUSE = 40  # milliseconds until the second list is brought in step with a change; the first one is so at once
_ROOM = 76  # characters that both lists get together where the window has room
_LINES = 34  # lines of text that the window is high where all has room
_LOOKING = _("Looking for similar passages")
_COMPARING = _("Comparing codes")


class ComparingWork:
    """Actions that open a second list, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self.room = place.room
        self._codes: list[str] = []
        self._other = ""
        self._found: list[QuoteRow] = []
        self._shared: frozenset[str] = frozenset()
        self._sizes: list[int] = []
        self._soon = QTimer(place)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._catch_up)
        on_escape(self.room, self._back)
        place.tree.selected.connect(lambda _codes: self._soon.start() if self.room.is_open() else None)
        self.workspace.closing.connect(self.close)

    def refresh(self, kinds: frozenset[str] = TABLES) -> None:
        """Bring the second list in step with a change, a moment later."""
        if self.room.is_open() and kinds & TABLES:
            self._soon.start()

    def _catch_up(self) -> None:
        if not self.room.is_open() or not self.workspace.is_open:
            return
        if self.place.tree.chosen() != self._codes and not self._other:
            self.close()
        elif self._other:
            self._show_other()
        else:
            self._show_found()

    def _back(self) -> None:
        """Esc: close the second list, or go back to the transcript."""
        if self.room.is_open():
            self.close()
            self.room.first.list.take_keyboard()
        else:
            self.place.view.setFocus()

    # Opening and closing ---------------------------------------------------------------------------------------------

    def _open(self, *, both: bool) -> tuple[QuotesPanel, Head]:
        """Return the second list and its head line, on the screen; `both` lists are wanted, or the second most."""
        second, head = self.room.second, self.room.head
        if second is None or head is None:
            second = QuotesPanel(self.workspace, self.room, groups=True, job=_("Reading the other quotes"))
            head = Head(self.room)
            head.onlyShared.connect(self._only_shared)
            head.giveAsked.connect(self.give_similar)
            head.closeAsked.connect(self._back)
            self.place.quotes_work.serve(second)
            self.place.quotes_work.bring_up_to_date()
            for row in ROWS:
                if row.on == "quotes":
                    second.list.addAction(self.place.window().action(row.name))  # type: ignore[attr-defined]
        if not self.room.is_open():
            self._make_room()
        self.room.open(second, head, both=both)
        return second, head

    def _make_room(self) -> None:
        """Let two lists stand side by side where the window is wide enough; the transcript gives the room."""
        splitter = self.place.splitter
        sizes = self._sizes = splitter.sizes()
        wanted = min(_ROOM * self.place.fontMetrics().averageCharWidth(), sum(sizes) * 9 // 20)
        more = min(max(0, wanted - sizes[2]), max(0, sizes[1] - 320))
        splitter.setSizes([sizes[0], sizes[1] - more, sizes[2] + more])
        # In a low window the two lists need what the codes at the cursor take.
        self.place.at_cursor.setHidden(self.place.height() < _LINES * self.place.fontMetrics().lineSpacing())

    def close(self) -> None:
        """Close the second list and give the transcript its room back."""
        self._soon.stop()
        self.workspace.jobs.drop(_COMPARING)
        if not self.room.is_open():
            return
        had = self.room.isAncestorOf(_focused(self.room))
        self.place.quotes_work.panel = self.place.quotes
        self.room.close_second()
        self._other, self._found = "", []
        self.room.first.show_only(None)
        self.place.at_cursor.show()
        # The list that went takes its least width with it a moment later.
        QTimer.singleShot(0, self.place, lambda: self.place.splitter.setSizes(self._sizes))
        if had:
            self.room.first.list.take_keyboard()

    def _chosen(self) -> list[CodeRow]:
        rows = [row for row in map(self.place.tree.model.code, self.place.tree.chosen()) if row is not None]
        if not rows:
            self.workspace.failed.emit(_("Choose a code at the left first."))
        return rows

    def _colours(self) -> dict[str, str]:
        return {row.id: row.colour for row in self.place.tree.model.rows()}

    # Two codes -------------------------------------------------------------------------------------------------------

    def compare_codes(self) -> None:
        """Show the quotes of another code beside those of the chosen one; or close that again."""
        if self.room.is_open() and self._other:
            self._back()
            return
        rows = self._chosen()
        if not rows:
            return
        book = self.place.tree.model.rows()
        without = comparing.lineage(book, [row.id for row in rows])
        if len(without) == len(book):
            self.workspace.failed.emit(_("There is no other code to compare with."))
            return
        title = _("Compare {names} with").format(names=names_of(rows))
        other = choose_code(self.place, title, self.place.tree.model, without)
        if other is not None:
            self.compare_with(other)

    def compare_with(self, code_id: str) -> None:
        """Show the quotes of this code beside those of the chosen ones, with what they share."""
        second, head = self._open(both=True)
        self._other, self._shared = code_id, frozenset()
        head.give.hide()
        head.shared.show()
        second.groups.show()
        head.shared.blockSignals(True)
        head.shared.setChecked(False)
        head.shared.blockSignals(False)
        second.list.setAccessibleName(_("Quotes of the other code"))
        self._only_shared(False)
        self._show_other()
        (second if second.model.count else self.room.first).list.take_keyboard()

    def _show_other(self) -> None:
        """Show the other code's quotes and compare anew; close where that makes no sense any more."""
        other = self.place.tree.model.code(self._other)
        self._codes = self.place.tree.chosen()
        book = self.place.tree.model.rows()
        second, head = self.room.second, self.room.head
        assert second is not None and head is not None
        if other is None or not self._codes or other.id in comparing.lineage(book, self._codes):
            self.close()
            return
        head.say(_("Comparing…"))
        nothing = _("No passage has this code yet.")
        second.show_quotes(other.name, Filter(code_ids=(other.id,)), self._colours(), nothing, book=book)
        project, codes, others = self.workspace.project, tuple(self._codes), (other.id,)

        def compare(_progress: object) -> Comparison:
            with project.read() as session:
                return comparing.compare(session, codes, others)

        self.workspace.jobs.start(_COMPARING, compare, self._say, quiet=True)

    def _say(self, found: Comparison) -> None:
        head, other = self.room.head, self.place.tree.model.code(self._other)
        rows = [row for row in map(self.place.tree.model.code, self._codes) if row is not None]
        if head is None or other is None or not rows:
            return
        head.say(*in_words(found, names_of(rows), names_of([other])))
        self._shared = found.shared
        head.shared.setEnabled(bool(found.shared) or head.shared.isChecked())
        if head.shared.isChecked():
            self._only_shared(True)

    def _only_shared(self, on: bool) -> None:
        """Show only the quotes that share words with the other code, or all."""
        for panel in (self.room.first, self.room.second):
            if panel is not None:
                panel.show_only(self._shared if on else None)

    # Similar passages ------------------------------------------------------------------------------------------------

    def similar_passages(self) -> None:
        """Look for lines without the code that are close to its passages; or close what was found."""
        if self.room.is_open() and not self._other:
            self._back()
            return
        rows = self._chosen()
        if not rows:
            return
        if not self.place.quotes.model.count:
            self.workspace.failed.emit(
                _("{names} has no passage yet. Similar lines are found by the words of those it has.").format(
                    names=names_of(rows)
                )
            )
            return
        project, ids = self.workspace.project, [row.id for row in rows]

        def look(progress: Callable[[int, int], bool]) -> list[Similar]:
            with project.read() as session:
                return similar.similar(session, ids, progress=progress)

        self.workspace.jobs.start(_LOOKING, look, lambda found: self._take_found(ids, found))

    def _take_found(self, code_ids: list[str], found: list[Similar]) -> None:
        if self.place.tree.chosen() != code_ids:
            return
        names = names_of(self._chosen())
        if not found:
            self.workspace.told.emit(
                _("No line without {names} shares words with its passages.").format(names=names), False
            )
            return
        self._codes, self._other = code_ids, ""
        self.room.first.show_only(None)
        self._found = [_as_quote(row) for row in found]
        second, head = self._open(both=False)
        head.shared.hide()
        keys.tip(head.give, _("Give {names} to the chosen lines").format(names=names), "give_similar")
        head.give.setVisible(len(code_ids) == 1)
        second.groups.hide()
        head.say(
            _(
                "Lines without {names} whose words are close to its passages; rare words count most. "
                "They are suggestions to read: Enter goes there, typing gives a code."
            ).format(names=names),
            short=_("Suggestions to read"),
        )
        second.list.setAccessibleName(_("Similar passages"))
        self._show_found()
        second.list.take_keyboard()

    def _show_found(self) -> None:
        """Show those of the lines that still do not have the code."""
        second = self.room.second
        assert second is not None
        passages = [(row.source_id, row.start, row.end) for row in self._found]
        left = set(self.workspace.read(comparing.uncoded, self._codes, passages))
        rows = [row for row in self._found if (row.source_id, row.start, row.end) in left]
        nothing = _("All of them have the code now.")
        second.show_rows(_("Similar passages"), rows, self._colours(), nothing, ("similar", tuple(self._codes)))

    def give_similar(self) -> None:
        """Give the chosen similar lines the code to which they are similar."""
        second = self.room.second
        if not self.room.is_open() or self._other or second is None or len(self._codes) != 1:
            self.workspace.failed.emit(_("Look for passages similar to one code first."))
        elif second.chosen():
            self.place.quotes_work.give(second.chosen(), [Choice(code_id=self._codes[0])])


def _focused(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget.window()


def _as_quote(row: Similar) -> QuoteRow:
    """Return a similar line as a row of the list, with what makes it similar where quotes have their code."""
    why = _("{n} of 100 close: {words}").format(n=max(1, round(100 * row.closeness)), words=", ".join(row.shares))
    return QuoteRow(
        id=f"{row.source_id} {row.start}",
        source_id=row.source_id,
        source=row.source,
        start=row.start,
        end=row.end,
        text=row.text,
        code_id="",
        code=why,
        themes=(),
        coder="",
        participants=row.participants,
        lines=row.lines,
        note="",
    )
