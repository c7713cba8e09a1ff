"""The picture of a statement as a button: it shows the picture as it is printed, and chooses another one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from qda.i18n import _
from qda.ui.widgets.picture_list import picture_on_paper

SIDE = 88


class PictureButton(QToolButton):
    """Shows a picture, or that there is none yet; `clicked` asks for another one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(SIDE + 12, SIDE + 12)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_picture("", b"", "")

    def show_picture(self, media: str, data: bytes, words: str, number: str = "") -> None:
        """Show a picture with its alternative text, none without `data`; `number` says which statement it is of."""
        if data:
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            self.setIcon(picture_on_paper(media, data, SIDE, self.devicePixelRatioF()))
            said = words or _("without words")
        else:
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            self.setText(_("Picture…"))
            said = _("none yet")
        self.setToolTip(_("Picture: {words}. Choose another one.").format(words=said))
        named = _("Picture: {words}").format(words=said)
        self.setAccessibleName(f"{named} ({number})" if number else named)
