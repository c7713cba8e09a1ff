"""What a page of the simple screen says, in its order: title, sentences with their pictures, a field for own words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from qda.ui.together.look import TARGET, Look
from qda.ui.together.page import Field, Line, Page
from qda.ui.together.picture import PictureLabel
from qda.ui.together.sentence import Sentence

_RING = 2  # pixels


class _WrappedBox(QCheckBox):
    """A box to tick whose words go on in a further line where there is no room, which Qt's own do not."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._words = words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words into lines anew."""
        super().resizeEvent(event)
        room, lines = self.width() - 2 * self.iconSize().width() - 24, [""]
        for word in self._words.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.fontMetrics().horizontalAdvance(longer) <= room or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        if self.text() != (broken := "\n".join(lines)):
            self.setText(broken)


class Sheet(QWidget):
    """Made anew for every page; it takes the keyboard, so that no choice is chosen before somebody chooses."""

    def __init__(self, page: Page, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(page.title)
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 8, 8)
        self._column.setSpacing(16)
        self.sentences = [self._add(page.title, look.title())]
        alone = len(page.lines) == 1
        for line in page.lines:
            self._add_line(line, alone=alone)
        if page.question and page.field is not None:
            self.sentences.append(self._add(page.question, look.question()))
        self.field: QPlainTextEdit | None = None
        self.forget: QCheckBox | None = None
        if page.field is not None:
            self._add_field(page.field)
        self._column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show with a ring that the sheet has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(self._look.theme.focus), _RING))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def written(self) -> str:
        """Return what stands in the field."""
        return "" if self.field is None else self.field.toPlainText()

    def forgotten(self) -> bool:
        """Tell whether that is not to be kept."""
        return self.forget is not None and self.forget.isChecked()

    def stops(self) -> list[QWidget]:
        """Return what can have the keyboard, in reading order."""
        return [one for one in (self, self.field, self.forget) if one is not None]

    def _add(self, words: str, font: QFont) -> Sentence:
        made = Sentence(words, font, self._look, self)
        self._column.addWidget(made)
        return made

    def _add_line(self, line: Line, *, alone: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(24)
        if line.picture is not None:
            picture = PictureLabel(line.picture, self._look.picture(alone=alone), self)
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        sentence = Sentence(line.words, self._look.text(), self._look, self, line.voice)
        middle = Qt.AlignmentFlag(0) if line.picture is None else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(sentence, 1, middle)
        self.sentences.append(sentence)
        self._column.addLayout(row)

    def _add_field(self, about: Field) -> None:
        self.sentences.append(self._add(about.label, self._look.text()))
        self.field = QPlainTextEdit(about.words, self)
        self.field.setObjectName("own words")
        self.field.setAccessibleName(about.label)
        self.field.setFont(self._look.text())
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(max(TARGET, 3 * self.field.fontMetrics().lineSpacing()))
        self._column.addWidget(self.field)
        if about.forget:
            self.forget = _WrappedBox(about.forget, self)
            self.forget.setObjectName("forget")
            self.forget.setFont(self._look.choice())
            self.forget.setMinimumHeight(TARGET)
            self.forget.setChecked(about.forgotten)
            self._column.addWidget(self.forget)
