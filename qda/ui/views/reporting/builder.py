"""The page where a report is put together: its parts in order, a preview, and written again by one key."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from qda.core import exporters, study
from qda.core.exporters import Product, ProductOptions, Written
from qda.core.exporters.assembling import title_of
from qda.core.exporters.restyling import LARGEST
from qda.core.papers.presets import presets
from qda.core.privacy.leaving import export_looked_through, look_through
from qda.core.privacy.standing import Finding
from qda.core.reports import recipes
from qda.core.reports.recipes import RecipePart, RecipeRow
from qda.core.whole_file import bytes_of
from qda.errors import QdaError
from qda.i18n import _
from qda.progress import Progress
from qda.ui.dialogs.add_parts import ask_parts
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.key_held import key_held
from qda.ui.widgets.findings_strip import FindingsStrip
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import EmptyPlace, Wrapped, heading, with_key
from qda.ui.widgets.list_buttons import connect_buttons
from qda.ui.widgets.part_form import PartForm
from qda.ui.widgets.preview import Preview
from qda.ui.widgets.split_parts import scrolled, split
from qda.ui.widgets.tall_rows import TallRows
from qda.ui.widgets.titled import lay_out
from qda.ui.workspace import Workspace

CHOSEN = "report recipe"
"""Under which the chosen report is remembered."""
AGAIN_KEY = "F5"
_FORMATS = {".docx": _("Word"), ".pdf": _("PDF"), ".html": _("Web page"), ".md": _("Markdown")}
_JOB = _("Preparing the preview of the report")
_NOTHING = _(
    "A report is several tables, texts and figures in one document, with one numbering. Choose its parts once; after "
    "every change in the study it is written again by one key."
)


class BuilderPage(QWidget):
    """Parts of the chosen report at the left with what is chosen for each, the preview at the right."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.recipe: RecipeRow | None = None
        self._products: dict[str, Product] = {}
        self._filling = False
        self.box = QComboBox(self)
        self.box.setAccessibleName(_("Report"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(18)
        self.box.activated.connect(lambda _row: self._choose(str(self.box.currentData())))
        self.new, self.rename = QPushButton(_("New report…"), self), QPushButton(_("Rename…"), self)
        self.delete = QPushButton(_("Delete…"), self)
        for button, act in ((self.new, self.add), (self.rename, self.rename_report), (self.delete, self.remove)):
            button.clicked.connect(act)
        self.list = TallRows(_("Parts of the report, in their order"), self)
        self.list.currentRowChanged.connect(lambda _row: self._show_part())
        self.list.itemChanged.connect(self._ticked)
        self.more, self.up, self.down = (QPushButton(words, self) for words in (_("Add parts…"), _("Up"), _("Down")))
        self.less = QPushButton(_("Remove"), self)
        self.form = PartForm(self)
        self.form.changed.connect(self._changed_part)
        self.preset, self.format = QComboBox(self), QComboBox(self)
        self.preset.setAccessibleName(_("Rules of"))
        self.preset.activated.connect(self._set_preset)
        self.format.setAccessibleName(_("Format"))
        self.template = QPushButton(_("Template…"), self)
        self.template.clicked.connect(self.choose_template)
        for suffix, words in _FORMATS.items():
            self.format.addItem(f"{words} ({suffix})", suffix)
        self.write, self.again = QPushButton(_("Write…"), self), QPushButton(_("Write again"), self)
        self.write.setProperty("primary", True)
        self.write.clicked.connect(self.write_report)
        self.again.clicked.connect(self.write_again)
        self.preview = Preview(self)
        self.findings, self.note = FindingsStrip(self), Wrapped(parent=self)
        self.empty = EmptyPlace(_NOTHING, _("New report…"), self.add, self)
        self._lay_out()

    def _lay_out(self) -> None:
        head = FlowRow(self)
        for part in (heading(_("Report"), self, 1.3), self.box, self.new, self.rename, self.delete):
            head.flow.addWidget(part)
        keys = ((self.more, self.add_parts, "Insert"), (self.less, self.remove_part, "Delete"))
        moves = (
            (self.up, lambda: self.move_part(-1), "Alt+Shift+Up"),
            (self.down, lambda: self.move_part(1), "Alt+Shift+Down"),
        )
        left, right = QWidget(self), QWidget(self)
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 8, 0)
        side.setSpacing(8)
        side.addWidget(self.list, 2)
        side.addLayout(connect_buttons(self.list, *keys, *moves))
        side.addWidget(scrolled(self.form, left), 3)
        writing = FlowRow(right)
        rules = QLabel(_("Rules of"), right)
        rules.setBuddy(self.preset)
        for part in (rules, self.preset, self.template, self.format, self.write, self.again):
            writing.flow.addWidget(part)
        page = QVBoxLayout(right)
        page.setContentsMargins(8, 0, 0, 0)
        page.setSpacing(8)
        page.addWidget(writing)
        page.addWidget(self.findings)
        page.addWidget(self.preview, 1)
        page.addWidget(self.note)
        self.parts = split("report builder", self, (left, right), (420, 640), grows=1)
        lay_out(self, (head, self.empty, self.parts))

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.list if self.recipe else self.empty).setFocus()

    def opened(self) -> None:
        """Show the report that was looked at last."""
        self._products = exporters.products()
        self.preset.clear()
        self.preset.addItem(_("No publisher"), "")
        for name, one in presets().items():
            self.preset.addItem(one.title, name)
        self._reload()

    def closing(self) -> None:
        """Keep what is being typed."""
        self.form.flush()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched; the preview is made anew when the page is seen."""
        if "recipe" in kinds:
            self._reload()
        elif self.isVisible():
            self._preview()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._preview()

    def _reload(self) -> None:
        known: list[RecipeRow] = self.workspace.read(recipes.recipes)
        wanted = self.workspace.recall(CHOSEN)
        self.recipe = next((one for one in known if one.id == wanted), known[0] if known else None)
        self.box.clear()
        for one in known:
            self.box.addItem(one.name, one.id)
        there = self.recipe is not None
        self.empty.setVisible(not there)
        for part in (self.parts, self.box, self.new, self.rename, self.delete):
            part.setVisible(there)
        if self.recipe is not None:
            self.box.setCurrentIndex(self.box.findData(self.recipe.id))
            self.box.setToolTip(self.recipe.name)
            self.preset.setCurrentIndex(max(0, self.preset.findData(self.recipe.preset)))
            last = Path(self.recipe.written).suffix
            self.format.setCurrentIndex(max(0, self.format.findData(last) if last else self.format.currentIndex()))
            self._name_template(self.recipe.template_name)
            self.again.setEnabled(bool(self.recipe.written))
            where = self.recipe.written or _("it was not written yet")
            self.again.setToolTip(with_key(_("Writes it once more to {file}").format(file=where), AGAIN_KEY))
        self._show_parts()
        if self.isVisible():
            self._preview()

    def _choose(self, recipe_id: str) -> None:
        self.form.flush()
        self.workspace.remember({CHOSEN: recipe_id})
        self._reload()

    # Reports ---------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask what a new report is called, and make it."""
        words = _("What is it for? Such as “Tables for the paper” or “Supplement”.")
        name = ask_text(self.window(), _("New report"), words, _("Make"))
        if name:
            coder = self.workspace.coder_id
            done = self.workspace.do("Make report", recipes.add_recipe, name, coder_id=coder)
            if done:
                self._choose(str(done.value))

    def rename_report(self) -> None:
        """Ask what the report is called from now on."""
        assert self.recipe is not None
        name = ask_text(self.window(), _("Rename report"), "", _("Rename"), self.recipe.name)
        if name:
            self.workspace.do("Rename report", recipes.edit_recipe, self.recipe.id, name=name)

    def remove(self) -> None:
        """Remove the report; what was written by it stays."""
        assert self.recipe is not None
        words = _("The report “{name}” is removed from the project. Files that were written stay where they are.")
        if confirm(self.window(), _("Delete report"), words.format(name=self.recipe.name), _("Delete it")):
            self.workspace.do("Delete report", recipes.remove_recipe, self.recipe.id)

    # Parts -----------------------------------------------------------------------------------------------------------

    def _show_parts(self) -> None:
        here, self._filling = self.list.currentRow(), True
        self.list.clear()
        for part in self.recipe.parts if self.recipe else ():
            item = QListWidgetItem(title_of(part, self._products), self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if part.included else Qt.CheckState.Unchecked)
            item.setToolTip(_("Untick it to leave it out for now; its place and its choices are kept"))
        self.list.setCurrentRow(max(0, min(here, self.list.count() - 1)) if self.list.count() else -1)
        self._filling = False
        self._show_part()

    def part(self) -> RecipePart | None:
        """Return the part that is chosen."""
        row = self.list.currentRow()
        return self.recipe.parts[row] if self.recipe and 0 <= row < len(self.recipe.parts) else None

    def _show_part(self) -> None:
        if self._filling:
            return
        part, row = self.part(), self.list.currentRow()
        self.form.setVisible(part is not None)
        for button, may in ((self.less, part), (self.up, row > 0), (self.down, 0 <= row < self.list.count() - 1)):
            button.setEnabled(bool(may))
        if part is not None:
            usual = self.workspace.read(study.facts).counts
            self.form.show_part(row, part, self._products.get(part.product), usual)

    def _changed_part(self, row: int, part: RecipePart) -> None:
        self._edit(lambda parts: parts.__setitem__(row, part))

    def _ticked(self, item: QListWidgetItem) -> None:
        if self._filling or self.recipe is None:
            return
        row, ticked = self.list.row(item), item.checkState() == Qt.CheckState.Checked
        self._edit(lambda parts: parts.__setitem__(row, replace(parts[row], included=ticked)))

    def add_parts(self) -> None:
        """Ask which products become parts, and put them after the others."""
        offered = sorted((one for one in self._products.values() if one.forms), key=lambda one: one.title.casefold())
        names = ask_parts(self.window(), offered)
        forms = {one.name: one.forms[0] for one in offered}
        if names:
            row = self.list.count()
            self._edit(lambda parts: parts.extend(RecipePart(name, forms.get(name, "pages")) for name in names))
            self.list.setCurrentRow(row)
            self.list.setFocus()

    def remove_part(self) -> None:
        """Take the chosen part out of the report."""
        row = self.list.currentRow()
        if self.part() is not None:
            self._edit(lambda parts: parts.pop(row))

    def move_part(self, by: int) -> None:
        """Move the chosen part up or down."""
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + by < self.list.count():
            self._edit(lambda parts: parts.insert(row + by, parts.pop(row)))
            self.list.setCurrentRow(row + by)

    def _edit(self, change: Callable[[list[RecipePart]], object]) -> None:
        if self.recipe is not None:
            parts = list(self.recipe.parts)
            change(parts)
            if not self.workspace.do("Edit report", recipes.edit_recipe, self.recipe.id, parts=parts):
                self._reload()

    def _set_preset(self) -> None:
        if self.recipe is not None:
            name = str(self.preset.currentData())
            self.workspace.do("Edit report", recipes.edit_recipe, self.recipe.id, preset=name)

    def _name_template(self, name: str) -> None:
        self.template.setText(_("Our styles again") if name else _("Template…"))
        about = _("Takes the styles of a Word file of yours, and keeps it with the report")
        self.template.setToolTip(_("Now with the styles of {file}").format(file=name) if name else about)

    def choose_template(self) -> None:
        """Ask for a Word file whose styles the report takes; where it has one, go back to ours."""
        if self.recipe is None:
            return
        if self.recipe.template_name:
            self.workspace.do("Edit report", recipes.use_template, self.recipe.id, None)
            return
        kinds = _("Word (*.docx *.dotx)")
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Whose styles"), str(self.workspace.project.path.parent), kinds
        )
        if name:
            path, recipe_id = Path(name), self.recipe.id
            self.workspace.do(
                "Edit report",
                lambda session: recipes.use_template(session, recipe_id, bytes_of(path, LARGEST), path.name),
            )

    # Writing ---------------------------------------------------------------------------------------------------------

    def write_report(self) -> None:
        """Ask where the report goes, and write it beside the window."""
        self.form.flush()
        if self.recipe is None:
            return
        suffix = str(self.format.currentData())
        start = self.workspace.project.path.with_name(f"{self.recipe.name}{suffix}")
        kinds = f"{_FORMATS[suffix]} (*{suffix})"
        name, _kind = QFileDialog.getSaveFileName(self, _("Write the report"), str(start), kinds)
        if name:
            self._write(Path(name) if Path(name).suffix.lower() == suffix else Path(name + suffix))

    def write_again(self) -> None:
        """Write the report once more where it was written last; ask where, the first time."""
        self.form.flush()
        if self.recipe is not None and self.recipe.written:
            self._write(self.workspace.project.path.parent / self.recipe.written)
        else:
            self.write_report()

    def _write(self, path: Path) -> None:
        assert self.recipe is not None
        project, recipe = self.workspace.project, self.recipe
        options, held = ProductOptions(chosen={"recipe": recipe.id}), key_held(self.workspace)
        key, passphrase = held.path, held.passphrase

        def work(_progress: object) -> Written:
            with project.read() as session:
                return export_looked_through(session, "report", path, options, key=key, passphrase=passphrase)

        def written(result: Written) -> None:
            folder = project.path.parent
            if recipes.said_from(result.path, folder) != recipe.written and not project.read_only:
                self.workspace.do("Note where the report is", recipes.note_written, recipe.id, result.path, folder)
            words = (_("Wrote {path}.").format(path=result.path), *result.notices, self.workspace.own_view())
            self.workspace.told.emit(" ".join(filter(None, words)), False)

        self.workspace.jobs.start(_("Writing {name}").format(name=path.name), work, written)

    # Preview ---------------------------------------------------------------------------------------------------------

    def _preview(self) -> None:
        if self.recipe is None or not self.workspace.is_open:
            return
        project, options = self.workspace.project, ProductOptions(chosen={"recipe": self.recipe.id})
        held = key_held(self.workspace)
        key, passphrase = held.path, held.passphrase

        def work(progress: Progress) -> tuple[str, tuple[str, ...], list[Finding]]:
            with tempfile.TemporaryDirectory(prefix="themeloom-") as folder, project.read() as session:
                written = exporters.write(session, self._products["report"], Path(folder) / "report.html", options)
                found = look_through(
                    session,
                    self._products["report"],
                    written.path,
                    options,
                    key=key,
                    passphrase=passphrase,
                    progress=progress,
                )
                return written.path.read_text(encoding="utf-8"), written.notices, found

        def failed(error: BaseException) -> None:
            if not isinstance(error, QdaError):
                raise error
            self.findings.show_findings(())
            self.preview.clear()
            self.preview.setPlaceholderText(error.sentence)
            self._say_done(False, "")

        def made(shown: tuple[str, tuple[str, ...], list[Finding]]) -> None:
            self.findings.show_findings(shown[2])
            note = self.preview.show_file(".html", shown[0])
            self._say_done(True, " ".join(filter(None, (self.workspace.own_view(), note, *shown[1]))))

        self.workspace.jobs.start(_JOB, work, made, quiet=True, failed=failed)

    def _say_done(self, may: bool, words: str) -> None:
        self.write.setEnabled(may)
        self.again.setEnabled(may and bool(self.recipe and self.recipe.written))
        self.note.setText(words)
