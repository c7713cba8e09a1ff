"""The products: what there is, a preview, and one button that writes it."""

from __future__ import annotations

import io
import tempfile
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qda.core import exporters, study
from qda.core.exporters import Product, ProductOptions, Written
from qda.core.pdfs import opened
from qda.core.privacy.leaving import export_looked_through, look_through
from qda.core.privacy.standing import Finding
from qda.errors import QdaError
from qda.i18n import _
from qda.progress import Progress
from qda.ui.key_held import key_held
from qda.ui.widgets.choices_form import ChoicesForm
from qda.ui.widgets.findings_strip import FindingsStrip
from qda.ui.widgets.labels import heading, muted
from qda.ui.widgets.preview import Preview
from qda.ui.widgets.split_parts import scrolled
from qda.ui.workspace import Workspace

_DATA = (".csv", ".xlsx", ".json")
_PICTURES = (".svg", ".pdf", ".png")
_LISTED = {".zip", ".graphml", ".gexf"}
_READ = frozenset((".docx", ".html", ".md", ".pdf"))
_FIRST = "theme-table"  # what most people come for
_PAGE_SCALE = 2.0  # points of a page of PDF in pixels
_FORMATS = {
    ".docx": _("Word"),
    ".xlsx": _("Excel"),
    ".csv": _("CSV table"),
    ".html": _("Web page"),
    ".md": _("Markdown"),
    ".json": _("JSON data"),
    ".svg": _("SVG figure"),
    ".pdf": _("PDF figure"),
    ".png": _("PNG picture, 300 dpi"),
    ".zip": _("Folder in a zip file"),
    ".graphml": _("GraphML"),
    ".gexf": _("GEXF, for Gephi"),
}


class ProductsPage(QWidget):
    """Products at the left, the preview of the chosen one at the right."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._products: dict[str, Product] = {}
        self._job = _("Preparing the preview")
        self._key = key_held(workspace)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Products"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda *_items: self._chosen())
        self.format = QComboBox(self)
        self.format.setAccessibleName(_("Format"))
        self.counts = QCheckBox(_("Numbers of sources and participants"), self)
        self.definitions = QCheckBox(_("Definitions"), self)
        self.definitions.setChecked(True)
        for box in (self.counts, self.definitions):
            box.clicked.connect(self._preview)
        self.choices = ChoicesForm(self)
        self.choices.changed.connect(self._preview)
        self.write = QPushButton(self)
        self.write.setProperty("primary", True)
        self.write.clicked.connect(self.write_product)
        self._about = muted("", self)
        self.preview = Preview(self)
        self.findings = FindingsStrip(self)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setProperty("muted", True)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(heading(_("What to write"), left))
        self._room = self._room_for_options(left)
        column.addWidget(self.list, 1)
        column.addWidget(self._about)
        column.addWidget(self._room, 2)
        for part in (self.format, self.write):
            column.addWidget(part)
        right = QWidget(self)
        page = QVBoxLayout(right)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addWidget(heading(_("Preview"), right))
        page.addWidget(self.findings)
        page.addWidget(self.preview, 1)
        page.addWidget(self._note)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("report")
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([320, 900])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.format.activated.connect(self._name_button)
        self.format.activated.connect(self._preview)
        for before, after in pairwise(
            (self.list, self.counts, self.definitions, self.choices, self.format, self.write)
        ):
            self.setTabOrder(before, after)

    def _room_for_options(self, parent: QWidget) -> QScrollArea:
        """Return what can be chosen about a product; where there is much, it scrolls, and list and button stay."""
        self._inside = QWidget(parent)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.counts, self.definitions, self.choices):
            column.addWidget(part)
        room = scrolled(self._inside, parent)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return room

    def _fit_options(self) -> None:
        """Give the options the width they need, and no more height than they fill."""
        wanted, bar = self._inside.sizeHint(), self._room.verticalScrollBar()
        self._inside.setMinimumHeight(wanted.height())
        self._room.setMaximumHeight(wanted.height())
        self._room.setMinimumWidth(self._inside.minimumSizeHint().width() + bar.sizeHint().width())
        self._room.setVisible(wanted.height() > 0)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show what this project can write; the preview is made when the place is shown."""
        if not self._products:
            self._products = exporters.products()
            for product in sorted(self._products.values(), key=lambda one: one.title.casefold()):
                item = QListWidgetItem(product.title, self.list)
                item.setData(Qt.ItemDataRole.UserRole, product.name)
                item.setToolTip(product.about)
        self.counts.setChecked(self.workspace.read(study.facts).counts)
        self._choose(_FIRST)
        self.preview.clear()

    def closing(self) -> None:
        """Nothing is kept."""

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        self.list.setFocus()

    def refresh(self, _kinds: frozenset[str]) -> None:
        """Show the preview anew after a change; one that isn't seen is made when the place is shown."""
        if self.isVisible():
            self._preview()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._preview()

    # Choosing --------------------------------------------------------------------------------------------------------

    def product(self) -> Product | None:
        """Return the chosen product."""
        item = self.list.currentItem()
        return self._products[item.data(Qt.ItemDataRole.UserRole)] if item is not None else None

    def options(self) -> ProductOptions:
        """Return what is chosen about the product."""
        return ProductOptions(
            counts=self.counts.isChecked(), definitions=self.definitions.isChecked(), chosen=self.choices.chosen()
        )

    def _chosen(self) -> None:
        product = self.product()
        if product is None:
            return
        self._about.setText(product.about)
        self.format.clear()
        for suffix in product.suffixes:
            self.format.addItem(f"{_FORMATS.get(suffix, suffix)} ({suffix})", suffix)
        for box in (self.counts, self.definitions):
            box.setVisible(product.name == "theme-table")
        self.choices.show_choices(product.name, product.choices)
        self._fit_options()
        self._name_button()
        if self.isVisible():
            self._preview()

    def _name_button(self) -> None:
        suffix = str(self.format.currentData())
        self.write.setText(_("Write for {format}…").format(format=_FORMATS.get(suffix, suffix)))

    # Writing ---------------------------------------------------------------------------------------------------------

    def show_product(self, name: str) -> None:
        """Choose a product, so that its preview is seen and it can be written."""
        self._choose(name)
        self.list.setFocus()

    def _choose(self, name: str) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self.list.setCurrentRow(row)
                self.list.scrollToItem(self.list.item(row))

    def write_theme_table(self) -> None:
        """Write the theme-quote table for Word."""
        self._choose(_FIRST)
        self.format.setCurrentIndex(self.format.findData(".docx"))
        self._name_button()
        self.write_product()

    def write_product(self) -> None:
        """Ask where the product goes and write it beside the window."""
        product = self.product()
        if product is None:
            return
        suffix = str(self.format.currentData())
        project, options = self.workspace.project, self.options()
        start = project.path.with_name(f"{project.path.stem} - {product.title}{suffix}")
        kinds = f"{_FORMATS.get(suffix, suffix)} (*{suffix})"
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Write {title}").format(title=product.title), str(start), kinds
        )
        if not name:
            return
        path = Path(name) if Path(name).suffix.lower() == suffix else Path(name + suffix)
        key, passphrase = self._key.path, self._key.passphrase

        def work(_progress: object) -> Written:
            with project.read() as session:
                return export_looked_through(session, product.name, path, options, key=key, passphrase=passphrase)

        def written(result: Written) -> None:
            words = (_("Wrote {path}.").format(path=result.path), *result.notices, self.workspace.own_view())
            self.workspace.told.emit(" ".join(filter(None, words)), False)

        self.workspace.jobs.start(_("Writing {name}").format(name=path.name), work, written)

    # Preview ---------------------------------------------------------------------------------------------------------

    def _preview(self) -> None:
        product = self.product()
        if product is None or not self.workspace.is_open:
            return
        wanted = self.format.currentData()
        suffix = _shown_as(product, wanted)
        if not suffix:
            self.workspace.jobs.drop(self._job)  # or the one before would be shown when it is done
            self.findings.show_findings(())
            self.preview.clear()
            self.preview.setPlaceholderText(_("It has no preview: it is for other programs."))
            self._note.setText(self.workspace.own_view())
            self.write.setEnabled(True)
            return
        project, options = self.workspace.project, self.options()
        key, passphrase = self._key.path, self._key.passphrase

        def work(progress: Progress) -> tuple[str | bytes, tuple[str, ...], list[Finding]]:
            with tempfile.TemporaryDirectory(prefix="themeloom-") as folder, project.read() as session:
                written = exporters.write(session, product, Path(folder) / f"preview{suffix}", options)
                found = look_through(
                    session, product, written.path, options, key=key, passphrase=passphrase, progress=progress
                )
                return _read(written.path, suffix), written.notices, found

        def failed(error: BaseException) -> None:
            if not isinstance(error, QdaError):
                raise error
            self.findings.show_findings(())
            self.preview.clear()
            self.preview.setPlaceholderText(error.sentence)
            self._note.clear()
            self.write.setEnabled(False)

        self.workspace.jobs.start(self._job, work, lambda made: self._show(suffix, *made), quiet=True, failed=failed)

    def _show(self, suffix: str, made: str | bytes, notices: tuple[str, ...], found: list[Finding]) -> None:
        self.write.setEnabled(True)
        self.findings.show_findings(found)
        note = self.preview.show_file(suffix, made)
        self._note.setText(" ".join(filter(None, (self.workspace.own_view(), note, *notices))))


def _shown_as(product: Product, wanted: str) -> str:
    """Return how a format is shown: for reading as a page, for reckoning as a table, what is drawn as it will be.

    What is for other programs alone is not shown: "".
    """
    if wanted in _DATA:
        return ".csv"
    if wanted in _PICTURES:
        return ".png" if ".png" in product.suffixes else ".pdf"
    if _LISTED.issuperset(product.suffixes):
        return ".html"  # a page that says what the file holds
    if not _READ.intersection(product.suffixes):
        return ""
    paper = ".pdf" in product.suffixes and not {".html", ".png"} & set(product.suffixes)
    return ".pdf" if paper else ".html"


def _read(path: Path, suffix: str) -> str | bytes:
    if suffix == ".pdf":
        return _first_page(path)
    return path.read_bytes() if suffix == ".png" else path.read_text(encoding="utf-8-sig")


def _first_page(path: Path) -> bytes:
    """Return the first page of a PDF as PNG, with its words for those who can't see it."""
    from PIL.PngImagePlugin import PngInfo

    with opened(path) as pdf:
        page = pdf[0]
        about, made = PngInfo(), io.BytesIO()
        about.add_itxt("Title", pdf.get_metadata_dict().get("Title", ""))
        about.add_itxt("Description", " ".join(page.get_textpage().get_text_bounded().split()))
        picture = page.render(scale=_PAGE_SCALE)
        picture.to_pil().save(made, "PNG", pnginfo=about)
        picture.close()
    return made.getvalue()
