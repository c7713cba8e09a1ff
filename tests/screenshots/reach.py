"""Finds what a person without a mouse, or without sight, would complain of: controls that have no name, that Tab leaves
out, or that don't show that they have the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTextBrowser,
    QWidget,
)

from qda.ui import theme
from tests.screenshots.fit import colours

_RING_PIXELS = 12
_MOST_TABS = 200


def findings(root: QWidget) -> list[str]:
    """Return a line for every control of `root`, as it is shown now, that is nameless, left out by Tab or ringless."""
    found = [f"{_kind(one)} has no name for screen readers" for one in _named(root) if not name_of(one)]
    controls = _controls(root)
    reached = tab_through(root)
    if reached is None:
        return [*found, f"Tab stays in {_kind(_focused(root))}"]
    for control in controls:
        if control not in reached and not _by_arrows(control, reached):
            found.append(f"Tab leaves out {_kind(control)} “{name_of(control)}”")
        if not _shows_ring(control, root):
            found.append(f"{_kind(control)} “{name_of(control)}” doesn't show that it has the keyboard")
    return found


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says of a control."""
    seen = QAccessible.queryAccessibleInterface(widget)
    return str(widget.accessibleName() or (seen.text(QAccessible.Text.Name) if seen is not None else ""))


def _kind(widget: QWidget) -> str:
    above = widget.parentWidget()
    return type(widget).__name__ + (f" in {type(above).__name__}" if above is not None else "")


def _controls(root: QWidget) -> list[QWidget]:
    """Return what Tab should reach."""
    return [
        child
        for child in root.findChildren(QWidget)
        if child.isVisible()
        and child.isEnabled()
        and child.window() is root
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.focusProxy() is None
        and not isinstance(child, QScrollBar | QSplitterHandle)
        and not isinstance(child.parent(), QComboBox | QAbstractSpinBox)
    ]


def _by_arrows(control: QWidget, reached: list[QWidget]) -> bool:
    """Say whether arrows lead to a control: Tab goes to one choice of a group only."""
    if not isinstance(control, QRadioButton):
        return False
    group, above = control.group(), control.parentWidget()
    others = group.buttons() if group is not None else above.findChildren(QRadioButton) if above is not None else []
    return any(one in reached for one in others)


def _named(root: QWidget) -> list[QWidget]:
    shown = [one for one in root.findChildren(QAbstractButton) if one.isVisible() and one.window() is root]
    return [*_controls(root), *(one for one in shown if not isinstance(one.parent(), QLineEdit))]


def _focused(root: QWidget) -> QWidget:
    return QApplication.focusWidget() or root


def tab_through(root: QWidget) -> list[QWidget] | None:
    """Press Tab until the keyboard is back where it was; None where it never gets there."""
    seen = [_focused(root)]
    for _step in range(_MOST_TABS):
        QTest.keyClick(_focused(root), Qt.Key.Key_Tab)
        if _focused(root) is seen[0]:
            return seen
        if _focused(root) in seen:
            return None
        seen.append(_focused(root))
    return None


def _shows_ring(control: QWidget, root: QWidget) -> bool:
    """Say whether a control that has the keyboard has the colour of the ring; text browsers are read, not worked in."""
    if isinstance(control, QTextBrowser):
        return True
    control.setFocus(Qt.FocusReason.TabFocusReason)
    if not control.hasFocus():
        return True  # it hands the keyboard on
    above = control.parentWidget()
    while above is not None and above is not root:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(control)
        above = above.parentWidget()
    QApplication.processEvents()
    area = QRect(control.mapTo(root, QPoint(0, 0)), control.size()).adjusted(-3, -3, 3, 3) & root.rect()
    if area.isEmpty():
        return False
    image = root.grab(area).toImage().convertToFormat(QImage.Format.Format_RGB32)
    return colours(image, image.rect())[theme.current().focus.upper()] >= _RING_PIXELS
