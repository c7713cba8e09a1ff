"""Sensitising concepts: what the researchers bring along; in the Code place they stand above the codebook."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qda.core import concepts
from qda.core.concepts import ConceptRow
from qda.i18n import _
from qda.ui.dialogs.question import ask_text
from qda.ui.views.studying.named_list import NamedList
from qda.ui.views.studying.scrolled import ScrolledPage
from qda.ui.widgets.kept_fields import KeptLine, KeptProse
from qda.ui.widgets.labels import muted
from qda.ui.workspace import Workspace


class ConceptsPage(ScrolledPage):
    """The concepts at the left, the words of the chosen one at the right."""

    shown_kinds = frozenset(("concept",))

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._rows: dict[str, ConceptRow] = {}
        self.title(_("Sensitising concepts"), 1.3)
        self.sentence(
            _(
                "Ideas from theory that tell you where to look, not what to find. They stay in sight beside the codes "
                "while you code."
            )
        )
        self.list = NamedList(_("Concepts"), _("Add concept…"), self.page)
        self.name = KeptLine(_("Name of the concept"), self.page)
        self.words = KeptProse(_("What it makes you look for"), 8, self.page)
        right = QVBoxLayout()
        right.setSpacing(8)
        for title, field in ((_("Name"), self.name), (_("What it makes you look for"), self.words)):
            right.addWidget(muted(title, self.page))
            right.addWidget(field)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.list, 2)
        row.addLayout(right, 3)
        self.column.addLayout(row, 1)
        self.list.chosen.connect(self._show_one)
        self.list.addAsked.connect(self._add)
        self.list.moveAsked.connect(lambda key, place: workspace.do("Move concept", concepts.move_concept, key, place))
        self.list.removeAsked.connect(lambda key: workspace.do("Remove concept", concepts.remove_concept, key))
        self.name.kept.connect(lambda words: self._keep(name=words))
        self.words.kept.connect(lambda words: self._keep(words=words))
        self._here = ""

    def show_all(self) -> None:
        """Show the concepts of the project."""
        rows: list[ConceptRow] = self.workspace.read(concepts.concepts)
        self._rows = {row.id: row for row in rows}
        self.list.show_rows([(row.id, row.name) for row in rows], writable=not self.workspace.project.read_only)

    def _show_one(self, key: str) -> None:
        if key != self._here:
            self.name.flush()
            self.words.flush()
            self._here = key
        row = self._rows.get(key)
        for field, words in ((self.name, row.name if row else ""), (self.words, row.words if row else "")):
            field.show_words(words)
            field.setEnabled(row is not None)
            field.setReadOnly(self.workspace.project.read_only)

    def _add(self) -> None:
        name = ask_text(self, _("Add concept"), _("Such as boundary theory, or sense of community."), _("Add concept"))
        if name:
            done = self.workspace.do("Add concept", concepts.add_concept, name)
            if done:
                self.list.show_rows([(row.id, row.name) for row in self._rows.values()], here=done.value)
                self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, **values: str) -> None:
        here = self._here
        if here and not self.workspace.do(
            "Write concept", lambda session: concepts.edit_concept(session, here, **values)
        ):
            self.show_all()
