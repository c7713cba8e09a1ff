"""How the window looks: colours, size of its own words and of the transcript's, kept per person."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

from qda.settings import Settings
from qda.ui import theme
from qda.ui.widgets.transcript import SIDE_BY_SIDE, TranscriptView

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow


_SMALLEST, _LARGEST = 0.8, 3.0  # of the normal size of a transcript


class Looks:
    """The actions of the View menu, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._settings = window.workspace.settings

    def text_larger(self) -> None:
        """Show the transcript larger."""
        self._text_size(self._settings.transcript_size * 1.1)

    def text_smaller(self) -> None:
        """Show the transcript smaller."""
        self._text_size(self._settings.transcript_size / 1.1)

    def text_normal(self) -> None:
        """Show the transcript in its normal size."""
        self._text_size(Settings().transcript_size)

    def _text_size(self, points: float) -> None:
        normal = Settings().transcript_size
        self._settings.transcript_size = min(max(points, _SMALLEST * normal), _LARGEST * normal)
        self._settings.save()
        self.text_as_set()

    def text_as_set(self) -> None:
        """Show the transcript in the size that is kept."""
        self._window.code.view.set_text_size(self._settings.transcript_size)
        for view in self._window.findChildren(TranscriptView, SIDE_BY_SIDE):
            view.set_text_size(self._settings.transcript_size)

    def larger_interface(self) -> None:
        """Show menus and lists larger."""
        self._wear(scale=self._settings.text_scale + 0.1)

    def smaller_interface(self) -> None:
        """Show menus and lists smaller."""
        self._wear(scale=self._settings.text_scale - 0.1)

    def theme_system(self) -> None:
        """Wear light or dark as the system does."""
        self._wear(name="system")

    def theme_light(self) -> None:
        """Wear the light theme."""
        self._wear(name="light")

    def theme_dark(self) -> None:
        """Wear the dark theme."""
        self._wear(name="dark")

    def theme_contrast(self) -> None:
        """Wear the theme of high contrast."""
        self._wear(name="contrast")

    def _wear(self, name: str | None = None, scale: float | None = None) -> None:
        self._settings.theme = name or self._settings.theme
        self._settings.text_scale = min(max(scale or self._settings.text_scale, 0.8), 3.0)
        self._settings.save()
        theme.apply(cast(QApplication, QApplication.instance()), self._settings.theme, self._settings.text_scale)
        self._window.dress()
