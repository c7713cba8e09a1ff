"""A place of sections in the window, with a study of which the ids are known by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget

from qda.ui.main_window import MainWindow
from tests.ui.conftest import in_front

_Page = TypeVar("_Page", bound=QWidget)


@dataclass
class SectionRoom:
    """The window, and ids by name."""

    window: MainWindow
    ids: dict[str, str]
    place: ClassVar[str]

    def page(self, name: str, kind: type[_Page]) -> _Page:
        """Return a page of the place, brought to the front."""
        found = cast(Any, self.window.places.get(self.place)).choose(name)
        assert isinstance(found, kind)
        in_front(self.window)
        return found

    def read(self, function: Any, *args: Any, **kwargs: Any) -> Any:
        """Ask the project."""
        return self.window.workspace.read(function, *args, **kwargs)


def click(widget: QWidget) -> None:
    """Click a control, as a pointer does."""
    # The box, since beside its words a wide one can't be clicked.
    place = QPoint(9, widget.height() // 2) if isinstance(widget, QCheckBox) else QPoint()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
