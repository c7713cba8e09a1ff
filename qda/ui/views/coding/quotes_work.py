"""Work on quotes beside the text: give them other codes, take codes away, pick examples, group them, read around."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from qda.core import chosen, coders, coding, comparing
from qda.core.chosen import Given
from qda.core.retrieval import QuoteRow
from qda.core.themes.outline import ThemeRow
from qda.i18n import _, n_
from qda.ui.dialogs.question import confirm
from qda.ui.widgets.palette import Answer
from qda.ui.widgets.quotes_panel import QuotesPanel

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_WAY = "quotes:way"
_MENU = (
    ("recode_quotes", "uncode_quotes"),
    ("quote_example", "quote_chosen", "quote_counter"),
    ("words_around", "compare_codes", "similar_passages"),
)


class QuotesWork:
    """Actions on the chosen quotes, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self.panel = place.quotes
        """The panel that had the keyboard last."""
        self._panels: list[QuotesPanel] = []
        self.serve(place.quotes)

    def serve(self, panel: QuotesPanel) -> None:
        """Let the keys and the menus of a panel work."""
        self._panels.append(panel)
        panel.wayChosen.connect(self.group_by)
        panel.opened.connect(self.place.show_quote)
        panel.typed.connect(self.recode_quotes)
        panel.menuAsked.connect(self._menu)
        panel.list.entered.connect(lambda: setattr(self, "panel", panel))

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what the quotes were picked as, where a change touched that, and group them as the coder did last."""
        if kinds & {"coder"}:
            self._use_way()
        # Deleting or merging codes tells of picked passages as a change of quotes; a project opens with `coder`.
        if kinds & {"quote", "theme", "coder"}:
            self._show_signs()

    def bring_up_to_date(self) -> None:
        """Let a list that came later show what the first one shows."""
        self._use_way()
        self._show_signs()

    def _show_signs(self) -> None:
        signs = self.workspace.read(comparing.signs)
        for panel in self._panels:
            panel.model.show_signs(signs)

    def _use_way(self) -> None:
        for panel in self._panels:
            panel.use_way(self.workspace.recall(_WAY) or "")

    # Going, grouping, reading around ---------------------------------------------------------------------------------

    def to_quotes(self) -> None:
        """Give the keyboard to the list of quotes."""
        panel = self.place.quotes if self.place.quotes.isVisible() else self.panel
        if panel.model.count:
            panel.list.take_keyboard()
        else:
            self.workspace.failed.emit(_("There is no quote to go to. Choose a code that has passages."))

    def group_by(self, way: str) -> None:
        """Group the quotes by source, participant, coder or an attribute, or not at all (nothing)."""
        self.workspace.remember({_WAY: way})
        for panel in self._panels:
            panel.use_way(way)
        self.place.quotes_shown.show()
        self.place.comparing_work.refresh()

    def words_around(self) -> None:
        """Show the words around the current quote, or hide them."""
        self.panel.toggle_around()

    # Codes -----------------------------------------------------------------------------------------------------------

    def recode_quotes(self, typed: str = "") -> None:
        """Open the palette to give the chosen quotes another code, or codes to passages that have none here."""
        rows = self._chosen()
        if not rows:
            return
        coded = [row for row in rows if row.code_id]
        if not coded:
            title = n_("For this passage", "For {n} passages", len(rows))
        elif len(rows) == 1:
            title = _("Instead of “{code}”").format(code=rows[0].code.rpartition(" > ")[2])
        else:
            title = n_("For {n} quote, instead of its code", "For {n} quotes, instead of their codes", len(rows))
        without = {row.code_id for row in coded}
        self.place.choosing.ask(
            lambda answer: self._recode(rows, answer) if coded else self.give(rows, answer.choices),
            typed,
            title=title,
            several=not coded,
            without=without if len(without) == 1 else (),
            beside=self.panel.list,
        )

    def _recode(self, rows: Sequence[QuoteRow], answer: Answer) -> None:
        ids = [row.id for row in rows if row.code_id]
        if not self._may_touch(ids, _("Change others' codes?"), _("Change")):
            return
        done = self.workspace.do(
            "Change code",
            chosen.change_code,
            self.workspace.coder_id,
            ids,
            answer.choices[0],
            about=_about_given,
            tell=n_("Gave {n} quote another code.", "Gave {n} quotes another code.", len(ids)),
        )
        if done:
            self.place.choosing.used(done.value.code_ids)

    def give(self, rows: Sequence[QuoteRow], choices: Sequence[chosen.Choice]) -> None:
        """Give passages codes, as one change."""
        passages = [(row.source_id, row.start, row.end) for row in rows]
        told = n_("Coded {n} passage.", "Coded {n} passages.", len(passages))
        label = "Apply code" if len(passages) == 1 else "Code passages"
        coder_id = self.workspace.coder_id
        done = self.workspace.do(
            label, comparing.give_passages, coder_id, choices, passages, about=_about_given, tell=told
        )
        if done:
            self.place.choosing.used(done.value.code_ids)

    def uncode_quotes(self) -> None:
        """Take the code away from the chosen quotes; others' work only after a question."""
        rows = [row for row in self._chosen() if row.code_id]
        ids = [row.id for row in rows]
        if not ids or not self._may_touch(ids, _("Take away others' codes?"), _("Take away")):
            return
        told = n_("Took the code away from {n} quote.", "Took the codes away from {n} quotes.", len(ids))
        about = [("code", code_id) for code_id in dict.fromkeys(row.code_id for row in rows)]
        self.workspace.do("Take code away", coding.remove_codings, ids, about=about, tell=told)

    def _chosen(self) -> list[QuoteRow]:
        rows = self.panel.chosen()
        if not rows:
            self.workspace.failed.emit(_("Choose a quote first."))
        return rows

    def _coded(self) -> list[QuoteRow]:
        rows = self._chosen()
        coded = [row for row in rows if row.code_id]
        if rows and not coded:
            self.workspace.failed.emit(_("This passage does not have the code yet. Give it the code first."))
        return coded

    def _may_touch(self, coding_ids: Sequence[str], title: str, verb: str) -> bool:
        """Ask before other people's codings are touched; one's own are one's own."""
        others = self.workspace.read(comparing.others_work, self.workspace.coder_id, coding_ids)
        if not others:
            return True
        whose = {row.coder_id for row in others}
        people = [person.name for person in self.workspace.read(coders.coders, counted=False) if person.id in whose]
        words = _("{n} of them is the work of {people}.") if len(others) == 1 else _("{n} are the work of {people}.")
        told = words.format(n=len(others), people=", ".join(people)) + " " + _("It can be undone.")
        return confirm(self.place, title, told, verb)

    # Examples and different views ------------------------------------------------------------------------------------

    def quote_example(self) -> None:
        """Let the chosen quotes stand as examples of their codes, or no more where all of them do."""
        rows = self._coded()
        if not rows:
            return
        on = not all(self.panel.model.is_picked(row, "exemplar") for row in rows)
        self._mark(rows, "Set as example" if on else "Set as example no more", comparing.mark_examples, on=on)

    def quote_chosen(self) -> None:
        """Choose the quotes for a theme that draws on their code, or choose them no more."""
        self._for_theme("chosen", "Choose quote", "Choose quote no more")

    def quote_counter(self) -> None:
        """Set the quotes as different views on a theme that draws on their code, or no more."""
        self._for_theme("counter", "Keep as a different view", "Keep as a different view no more")

    def _for_theme(self, kind: str, on_label: str, off_label: str) -> None:
        rows = self._coded()
        if not rows:
            return
        themes: list[ThemeRow] = self.workspace.read(comparing.themes_on, {row.code_id for row in rows})

        def toggle(theme: ThemeRow) -> None:
            on = not all(self.panel.model.is_picked(row, kind, theme.id) for row in rows)
            label, about = (on_label if on else off_label), [("theme", theme.id)]
            ids = [row.id for row in rows]
            self.workspace.do(label, comparing.mark_for_theme, theme.id, ids, kind, on=on, about=about)

        if not themes:
            self.workspace.failed.emit(
                _("No theme draws on “{code}” yet. Put the code into a theme first; then quotes stand for it.").format(
                    code=rows[0].code
                )
            )
        elif len(themes) == 1:
            toggle(themes[0])
        else:
            menu = QMenu(self.place)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for theme in themes:
                action = menu.addAction(theme.name)
                action.setCheckable(True)
                action.setChecked(all(self.panel.model.is_picked(row, kind, theme.id) for row in rows))
                action.triggered.connect(lambda _checked=False, theme=theme: toggle(theme))
            menu.popup(self.place.mapToGlobal(self.panel.near(self.place).center()))
            menu.setActiveAction(menu.actions()[0])

    def _mark(self, rows: Sequence[QuoteRow], label: str, function: Callable[..., int], *, on: bool) -> None:
        about = [("code", code_id) for code_id in dict.fromkeys(row.code_id for row in rows)]
        self.workspace.do(label, function, [row.id for row in rows], on=on, about=about)

    def _menu(self, at: QPoint) -> None:
        rows = self.panel.chosen()
        menu = self.place.menu_of(())
        if rows:
            menu.addAction(_("Read in the transcript")).triggered.connect(lambda: self.place.show_quote(rows[0]))
        for names in _MENU:
            menu.addSeparator()
            for name in names:
                menu.addAction(self.place.window().action(name))  # type: ignore[attr-defined]
        if not self.panel.groups.isHidden():
            self.panel.fill_groups(menu.addMenu(_("Group")))
        menu.exec(at)


def _about_given(given: Given) -> list[tuple[str, str]]:
    return [("code", code_id) for code_id in given.code_ids]
