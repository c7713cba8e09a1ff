"""Finds what a person would complain of in a window as it is shown: words cut off, parts that overlap, faint words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QSizeGrip,
    QSplitter,
    QSplitterHandle,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)

from qda.ui.widgets.labels import Shortened
from tests.screenshots.contrast import LEAST, contrast

_SLACK = 1  # pixel, of rounding
# What such a widget is made of is laid out by Qt itself.
_WHOLE = (QLineEdit, QComboBox, QAbstractSpinBox, QTabBar, QHeaderView, QMenu)
_SHOWN_ROWS = 200


def findings(root: QWidget) -> list[str]:
    """Return a line for everything in `root`, as it is shown now, that is cut off, overlapped, outside or faint."""
    image = root.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found: list[str] = []
    for widget in _shown(root):
        found += [f"{_name(widget)}: {words}" for words in _of(widget, root, image)]
    return found


def _of(widget: QWidget, root: QWidget, image: QImage) -> Iterator[str]:
    yield from _cut(widget)
    yield from _squeezed(widget)
    yield from _outside(widget, root)
    yield from _overlapping(widget)
    yield from _faint(widget, root, image)


def _shown(root: QWidget) -> Iterator[QWidget]:
    """Yield `root` and what is visible in it, without what whole widgets are made of."""
    yield root
    if isinstance(root, _WHOLE):
        return
    for child in root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isVisible() and not child.isWindow() and not isinstance(child, QSizeGrip | QSplitterHandle):
            yield from _shown(child)


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    words = str(text()) if callable(text) else ""
    words = words or widget.accessibleName() or widget.objectName()
    above = widget.parentWidget()
    while above is not None and type(above) in (QWidget, QSplitter):
        above = above.parentWidget()
    place = f" in {type(above).__name__}" if above is not None else ""
    return f"{type(widget).__name__} “{' '.join(words.split())[:60]}”{place}"


# Words that are cut off ----------------------------------------------------------------------------------------------


def _cut(widget: QWidget) -> Iterator[str]:
    """Yield what of a widget's words isn't seen and isn't told by a tooltip either."""
    if isinstance(widget, QLabel):
        yield from _label_cut(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _button_cut(widget)
    elif isinstance(widget, QComboBox):
        yield from _combo_cut(widget)
    elif isinstance(widget, QLineEdit):
        yield from _field_cut(widget)
    elif isinstance(widget, QGroupBox):
        if widget.fontMetrics().horizontalAdvance(widget.title()) > widget.width() - 16:
            yield "the title is cut off"
    elif isinstance(widget, QTabBar):
        if any(button.isVisible() for button in widget.findChildren(QToolButton)):
            yield "not all tabs are seen at once"
    elif isinstance(widget, QHeaderView):
        yield from _header_cut(widget)
    elif isinstance(widget, QAbstractItemView):
        yield from _items_cut(widget)


def _label_cut(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if label.text().endswith("…") and not label.toolTip() and _was_elided(label):
        yield "its words are shortened, and no tooltip tells them"
    if isinstance(label, Shortened):
        return
    if label.wordWrap():
        wanted = QSize(0, label.heightForWidth(label.width()))
        longest = max((label.fontMetrics().horizontalAdvance(word) for word in label.text().split()), default=0)
        if label.textFormat() != Qt.TextFormat.RichText and longest > label.contentsRect().width() + _SLACK:
            yield "a word is wider than the label"
    elif label.text().endswith("…") and label.toolTip():
        wanted = label.minimumSizeHint()  # it gives way, and the tooltip tells the whole
    else:
        wanted = label.sizeHint()
    yield from _smaller(label.size(), wanted)


def _was_elided(label: QLabel) -> bool:
    """Say whether the three dots stand for words left out: a label that ends in them by itself is a sentence."""
    return label.fontMetrics().horizontalAdvance(label.text()) > label.width() - 24


def _button_cut(button: QAbstractButton) -> Iterator[str]:
    if not button.text() and not button.toolTip() and not button.accessibleName():
        yield "neither words nor a tooltip say what it does"
    if isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        if not button.toolTip() and not button.text():
            yield "an icon without a tooltip"
        return
    wanted = button.sizeHint()
    if isinstance(button, QPushButton) and button.toolTip():
        return  # its words may be shortened
    yield from _smaller(button.size(), wanted)


def _combo_cut(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    area = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    room = area.width() - (box.iconSize().width() + 4 if not option.currentIcon.isNull() else 0)
    words = box.currentText() or box.placeholderText()
    if box.fontMetrics().horizontalAdvance(words) > room + _SLACK and not box.toolTip():
        yield f"“{words}” is cut off, and no tooltip tells it"
    if box.height() + _SLACK < box.minimumSizeHint().height():
        yield "it is too low for its words"


def _field_cut(field: QLineEdit) -> Iterator[str]:
    words = field.text() or field.placeholderText()
    buttons = sum(button.width() for button in field.findChildren(QToolButton) if button.isVisible())
    room = field.contentsRect().width() - buttons - 4
    if field.isReadOnly() or not field.text():
        words_wide = field.fontMetrics().horizontalAdvance(words)
        if words_wide > room - 12 and not field.toolTip():
            yield f"“{words}” is cut off ({words_wide} of {room - 12} pixels), and no tooltip tells it"
    if field.height() + _SLACK < field.minimumSizeHint().height():
        yield "it is too low for its words"


def _header_cut(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.orientation() != Qt.Orientation.Horizontal:
        return
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        words = str(model.headerData(section, header.orientation()) or "")
        told = model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole)
        if header.fontMetrics().horizontalAdvance(words) > header.sectionSize(section) - 8 and not told:
            yield f"the head “{words}” is cut off, and no tooltip tells it"


def _items_cut(view: QAbstractItemView) -> Iterator[str]:
    for index in list(_indexes(view))[:_SHOWN_ROWS]:
        words = str(index.data() or "")
        area = view.visualRect(index)
        if not words or not area.intersects(view.viewport().rect()):
            continue
        low = area.height() + _SLACK < view.fontMetrics().height()
        if low:
            yield f"the row of “{words[:60]}” is too low"
        if _wraps(view) or index.data(Qt.ItemDataRole.ToolTipRole):
            continue
        room = min(area.right(), view.viewport().width()) - max(area.left(), 0)
        if max(view.fontMetrics().horizontalAdvance(line) for line in words.split("\n")) > room:
            yield f"“{words[:60]}” is cut off, and no tooltip tells it"


def _wraps(view: QAbstractItemView) -> bool:
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    wraps = bool(option.features & QStyleOptionViewItem.ViewItemFeature.WrapText)
    return wraps or (isinstance(view, QTableView) and view.wordWrap())


def _indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """Yield the items of a view that are shown."""
    if isinstance(view, QTreeView):
        index = view.indexAt(QPoint(2, 2))
        while index.isValid() and view.visualRect(index).top() < view.viewport().height():
            for column in range(view.header().count()):
                if not view.isColumnHidden(column):
                    yield index.siblingAtColumn(column)
            index = view.indexBelow(index)
    elif isinstance(view, QTableView):
        first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
        for row in range(max(first, 0), (last if last >= 0 else view.model().rowCount() - 1) + 1):
            for column in range(view.horizontalHeader().count()):
                if not view.isRowHidden(row) and not view.isColumnHidden(column):
                    yield view.model().index(row, column, view.rootIndex())
    elif isinstance(view, QListView):
        first = max(view.indexAt(QPoint(view.viewport().width() // 2, 4)).row(), 0)
        for row in range(first, min(view.model().rowCount(), first + 60)):
            yield view.model().index(row, view.modelColumn(), view.rootIndex())


def _smaller(size: QSize, wanted: QSize) -> Iterator[str]:
    if size.width() + _SLACK < wanted.width() or size.height() + _SLACK < wanted.height():
        shown, asked = f"{size.width()} x {size.height()}", f"{wanted.width()} x {wanted.height()}"
        yield f"its words are cut off: {shown} pixels, wanted are {asked}"


# Places --------------------------------------------------------------------------------------------------------------


def _squeezed(widget: QWidget) -> Iterator[str]:
    """Yield whether a part with a layout has less room than its parts need."""
    if widget.objectName().startswith("qt_scrollarea"):
        return  # holds a scroll bar, which may be short
    if widget.layout() is None or isinstance(widget, QLabel | QAbstractButton):
        return
    least = widget.minimumSizeHint()
    wide, high = widget.minimumWidth() or least.width(), widget.minimumHeight() or least.height()
    yield from (
        f"squeezed: {have} pixels {what}, wanted are {want}"
        for have, want, what in ((widget.width(), wide, "wide"), (widget.height(), high, "high"))
        if have + _SLACK < want
    )


def _outside(widget: QWidget, root: QWidget) -> Iterator[str]:
    """Yield whether a part of a widget lies beyond what holds it; what is scrolled to is there sideways, too."""
    above = widget.parentWidget()
    if widget is root or above is None or widget.isWindow():
        return
    area = above.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
        hidden = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if hidden and widget.width() > above.width() + _SLACK:
            yield f"it is {widget.width()} pixels wide, and only {above.width()} of them can be seen"
        return
    room = above.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    if not isinstance(above, QAbstractScrollArea) and not room.contains(widget.geometry()):
        yield f"it reaches out of {type(above).__name__}: {_rect(widget.geometry())} in {_rect(above.rect())}"


def _overlapping(widget: QWidget) -> Iterator[str]:
    """Yield which parts of a layout or splitter lie over each other; what floats does so on purpose."""
    if isinstance(widget, QAbstractScrollArea):
        return
    parts = [part for part in _placed(widget) if part.isVisible()]
    for one, other in combinations(parts, 2):
        common = one.geometry().intersected(other.geometry())
        if common.width() > _SLACK and common.height() > _SLACK:
            yield f"{_name(one)} and {_name(other)} overlap"


def _placed(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QSplitter):
        return [widget.widget(number) for number in range(widget.count())]
    layout = widget.layout()
    if layout is None:
        return []
    children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [child for child in children if not child.isWindow() and _holds(layout, child)]


def _holds(layout: QLayout, child: QWidget) -> bool:
    """Say whether a widget is in a layout or in one of those in it."""
    inner = (layout.itemAt(number).layout() for number in range(layout.count()))
    return layout.indexOf(child) >= 0 or any(one is not None and _holds(one, child) for one in inner)


def _rect(area: QRect) -> str:
    return f"{area.width()} x {area.height()} at {area.x()}, {area.y()}"


# Contrast as painted -------------------------------------------------------------------------------------------------


def _faint(widget: QWidget, root: QWidget, image: QImage) -> Iterator[str]:
    """Yield whether the words of a simple part are painted too close to their ground."""
    if not isinstance(widget, QLabel | QAbstractButton | QComboBox | QLineEdit) or not _has_words(widget):
        return
    area = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size()).intersected(root.rect())
    on_top = root.childAt(area.center())
    if area.width() < 8 or area.height() < 8 or not (on_top is widget or widget.isAncestorOf(on_top or root)):
        return  # covered, as behind the palette
    ratio = image.devicePixelRatio()
    inside = QRect(area.topLeft() * ratio, area.size() * ratio).adjusted(3, 3, -3, -3)
    seen = colours(image, inside)
    if not seen:
        return
    ground = seen.most_common(1)[0][0]
    best = max(contrast(colour, ground) for colour in seen)
    # The thin strokes of small letters never get the whole of their colour.
    if best < LEAST * 0.9:
        yield f"its words are faint: a contrast of {best:.2f} on {ground}"


def _has_words(widget: QWidget) -> bool:
    if isinstance(widget, QComboBox):
        return bool(widget.currentText())
    return bool(widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else "")


def colours(image: QImage, area: QRect) -> Counter[str]:
    """Return how often each colour (``#RRGGBB``) is in an area of an image of 32 bits a pixel."""
    area = area.intersected(image.rect())
    counted: Counter[int] = Counter()
    for y in range(area.top(), area.bottom() + 1):
        line = memoryview(image.constScanLine(y)).cast("B").cast("I")
        counted.update(line[area.left() : area.right() + 1].tolist())
    return Counter({f"#{value & 0xFFFFFF:06X}": number for value, number in counted.items()})
