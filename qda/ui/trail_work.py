"""Actions on the trail, from every place: the history of what is chosen, and keeping the codebook as a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from qda.core.themes import quotes
from qda.core.trail import versions
from qda.core.trail.events import Thing
from qda.i18n import _
from qda.ui.widgets.quotes_panel import QuotesPanel

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow


class TrailWork:
    """What it does has the names of rows in :mod:`qda.ui.actions`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def thing_history(self) -> None:
        """Show the history of what is chosen in the place in front: a code, theme, quote, coded passage or memo."""
        thing = self.chosen()
        if thing is None:
            self._window.workspace.failed.emit(
                _("Choose a code, theme, quote or memo first; then its history is shown.")
            )
            return
        self.show_history_of(thing)

    def show_history_of(self, thing: Thing) -> None:
        """Show the history of a thing, and go to the moment that was chosen in it."""
        from qda.ui.dialogs.thing_history import ThingHistory

        before = QApplication.focusWidget()
        dialog = ThingHistory(self._window.workspace, thing, self._window)
        dialog.exec()
        change = dialog.moment
        dialog.deleteLater()
        if change is None:
            if before is not None:
                before.setFocus()
            return
        sheets = self._window.sheets
        sheets.open_history()
        panel = sheets.history
        assert panel is not None
        panel.choose(change)
        # The window comes to the front again only after the dialog is gone.
        QTimer.singleShot(0, panel.list, panel.list.setFocus)

    def keep_version(self) -> None:
        """Keep the codebook as it is, under a name and with a note."""
        from qda.ui.dialogs.keep_version import ask_version

        work = self._window.workspace
        named = ask_version(self._window, [row.name for row in work.read(versions.versions)])
        if named is None:
            return
        work.do(
            "Keep codebook",
            versions.keep_version,
            *named,
            coder_id=work.coder_id,
            about=lambda key: [("codebook_version", key)],
            tell=_("The codebook was kept as “{name}”.").format(name=named[0]),
        )

    def chosen(self) -> Thing | None:
        """Return what is chosen in the place in front, a quote where the keyboard is in a list of them."""
        window = self._window
        place = window.stack.currentWidget()
        panel = _panel_around(QApplication.focusWidget())
        if panel is not None and (row := panel.current()) is not None:
            theme_id = window.themes.surface.current()[0] if place is window.themes else None
            picked = window.workspace.read(quotes.picked_quotes, theme_id=theme_id) if theme_id else []
            spans = {(one.source_id, one.start, one.end): one.id for one in picked}
            quote_id = spans.get((row.source_id, row.start, row.end))
            return Thing("quote", quote_id) if quote_id else Thing("coding", row.id)
        if place is window.code:
            code_id = window.code.tree.current()
            return Thing("code", code_id) if code_id else None
        name = getattr(place, "name", "")
        if name == "themes":
            theme_id, code_id = window.themes.surface.current()
            return Thing("code", code_id) if code_id else Thing("theme", theme_id) if theme_id else None
        if name == "memos":
            memo_id = window.memos.list.current()
            return Thing("memo", memo_id) if memo_id else None
        page = window.study.page() if name == "study" else None
        about: Thing | None = getattr(page, "chosen_thing", lambda: None)()
        return about


def _panel_around(widget: QWidget | None) -> QuotesPanel | None:
    while widget is not None:
        if isinstance(widget, QuotesPanel):
            return widget
        widget = widget.parentWidget()
    return None
