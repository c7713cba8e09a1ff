"""The chosen page as it will be printed, and how full it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from qda.core.easyread.booklet import Booklet
from qda.core.easyread.printing.typesetting import Fit, fit, page_images
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui.widgets.labels import Wrapped
from qda.ui.workspace import Workspace

_JOB = _("Setting the easy-read page")
_ROOM = 90  # letters that a page has to be wide for a preview to stand beside the rest


class PagePreview(QWidget):
    """Sets one page beside the window and shows its sheets. Signal: `fitted(page id, Fit)`; `fits` is the last one."""

    fitted = Signal(str, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.fits: Fit | None = None
        self._images: list[QImage] = []
        self.words = Wrapped(parent=self)
        self.meter = QProgressBar(self)
        self.meter.setRange(0, 100)
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName(_("How full the page is"))
        self.meter.hide()
        self.sheets = QWidget(self)
        self._column = QVBoxLayout(self.sheets)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea(self)
        self.area.setAccessibleName(_("The page as it is printed"))
        self.area.setWidgetResizable(True)
        self.area.setObjectName("printedPage")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.sheets)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.meter)
        column.addWidget(self.area, 1)

    def stand_beside(self, whole: QWidget, *, wanted: bool = True) -> None:
        """Stand on the page `whole` where that is `wanted`; give way where there is no room beside what is written."""
        self.setVisible(wanted and whole.width() > whole.fontMetrics().averageCharWidth() * _ROOM)

    def show_page(self, booklet: Booklet, page_id: str) -> None:
        """Set a page of a booklet, and show it when that is done."""
        page = next((page for page in booklet.pages if page.id == page_id), None)
        if page is None:
            self.clear()
            return
        if self.fits is None:
            self.words.setText(_("The page is being set…"))
        self.area.setAccessibleDescription(" ".join((page.title, *(line.text for line in page.lines))))

        def work(_progress: object) -> tuple[Fit, list[QImage]]:
            return fit(booklet, page_id), [QImage.fromData(data) for data in page_images(booklet, page_id)]

        self.workspace.jobs.start(
            _JOB, work, lambda found: self._show(page_id, *found), quiet=True, failed=self._say_why
        )

    def clear(self) -> None:
        """Show nothing, and want nothing that is still being set."""
        self.workspace.jobs.drop(_JOB)
        self.fits, self._images = None, []
        self.words.setText("")
        self.meter.hide()
        self._lay_out()

    def _say_why(self, error: BaseException) -> None:
        if not isinstance(error, QdaError):
            raise error
        self.clear()
        self.words.setText(error.sentence)

    def _show(self, page_id: str, fits: Fit, images: list[QImage]) -> None:
        self.fits, self._images = fits, images
        self.words.setText(_how_full(fits))
        self.meter.setValue(min(100, round(fits.share * 100)))
        self.meter.show()
        self._lay_out()
        self.fitted.emit(page_id, fits)

    def _lay_out(self) -> None:
        """Put each sheet on a label that is as wide as there is room."""
        while self._column.count() > len(self._images):
            item = self._column.takeAt(self._column.count() - 1)
            label = item.widget() if item else None
            if label is not None:
                label.hide()
                label.deleteLater()
        while self._column.count() < len(self._images):
            self._column.addWidget(QLabel(self.sheets))
        wide = max(80, self.area.viewport().width() - 2)
        ratio = self.devicePixelRatioF()
        for number, image in enumerate(self._images):
            item = self._column.itemAt(number)
            label = item.widget() if item else None
            if isinstance(label, QLabel):
                shown = image.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
                shown.setDevicePixelRatio(ratio)
                label.setPixmap(QPixmap.fromImage(shown))
                label.setMinimumWidth(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()


def _how_full(fits: Fit) -> str:
    share = round(fits.share * 100)
    if fits.sheets == 1:
        return _("The page is {n} % full.").format(n=share)
    one, many = _("The page takes {n} sheet of paper."), _("The page takes {n} sheets of paper.")
    return f"{n_(one, many, fits.sheets)} {_('One for each theme is easier: say less, or make two pages.')}"
