"""What can be done with the people of the grid: adding, removing, groups, linking speakers, importing facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from qda.core import attribute_columns, attribute_table, attributes, documents, participants, speakers
from qda.core.attribute_table import Brought
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui.dialogs.import_facts import ask_facts
from qda.ui.dialogs.link_labels import NEW, Linked, ask_link
from qda.ui.dialogs.link_sources import ask_sources
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.models.facts_model import FactsLine
from qda.ui.views.sourcing.importing import Importing

if TYPE_CHECKING:
    from qda.ui.views.sourcing.people import PeoplePage

_REASONS = 3


class PeopleWork:
    """Acts on the rows that are chosen in the grid, or on all people."""

    def __init__(self, page: PeoplePage) -> None:
        self._page = page
        self._work = page.workspace

    def _lines(self) -> list[FactsLine]:
        return [self._page.model.lines[row] for row in self._page.grid.chosen_rows()]

    def add_participant(self) -> None:
        """Ask for the pseudonym of a new participant and go to their row."""
        words = _("The pseudonym under which this person is quoted.")
        name = ask_text(self._page, _("Add participant"), words, _("Add participant"))
        if not name:
            return
        done = self._work.do(
            "Make participant",
            participants.add_participant,
            name,
            about=lambda key: [("participant", key)],
        )
        if done:
            rows = [row for row, line in enumerate(self._page.model.lines) if line.participant_id == done.value]
            if rows:
                self._page.grid.go_to(rows[0], 0)
            self._page.grid.setFocus()

    def remove_row(self) -> None:
        """Remove the participants that are chosen, after a question with the numbers; sources are removed elsewhere."""
        people = list(dict.fromkeys(line.participant_id for line in self._lines() if line.participant_id))
        if not people:
            self._work.failed.emit(_("Transcripts are removed on the page of the transcripts."))
            return
        rows = {row.id: row for row in self._work.read(participants.participants)}
        chosen = [rows[key] for key in people if key in rows]
        words = _(
            "{names}, in {sources}, with {facts}. Texts and coded passages stay. Undo brings everything back."
        ).format(
            names=", ".join(f"“{row.name}”" for row in chosen[:_REASONS]) + (" …" if len(chosen) > _REASONS else ""),
            sources=_sources(len({key for row in chosen for key in row.source_ids})),
            facts=n_("{n} known attribute", "{n} known attributes", sum(len(row.attributes) for row in chosen)),
        )
        title = n_("Remove {n} participant?", "Remove {n} participants?", len(chosen))
        if not confirm(self._page, title, words, _("Remove")):
            return

        def remove(session: Any) -> None:
            for row in chosen:
                participants.remove_participant(session, row.id)

        told = n_("Removed {n} participant.", "Removed {n} participants.", len(chosen))
        about = [("participant", row.id) for row in chosen]
        self._work.do("Remove participant", remove, about=about, tell=told)

    def put_into_group(self) -> None:
        """Ask for a group and put the participants that are chosen into it."""
        people = list(dict.fromkeys(line.participant_id for line in self._lines() if line.participant_id))
        if not people:
            self._work.failed.emit(_("Choose participants in the table first."))
            return
        number = n_("{n} participant", "{n} participants", len(people))
        known = next((row for row in self._page.model.attributes if row.name == attributes.GROUP), None)
        words = _("{participants} come into this group.").format(participants=number)
        if known is not None and known.options:
            words += " " + _("There are: {groups}.").format(groups=", ".join(known.options))
        group = ask_text(self._page, _("Put into group"), words, _("Put into group"))
        if group:
            told = _("Put {participants} into “{group}”.").format(participants=number, group=group)
            about = [("participant", key) for key in people]
            self._work.do("Put into group", attributes.put_into_group, people, group, about=about, tell=told)

    # Speakers --------------------------------------------------------------------------------------------------------

    def link_speakers(self) -> None:
        """Ask which label is whom, and link it in all transcripts that are ticked."""
        labels = self._work.read(speakers.labels)
        if not labels:
            self._work.failed.emit(_("Nobody speaks under a label in these transcripts but those who ask."))
            return
        names = {row.id: row.name for row in self._work.read(participants.participants)}
        given = ask_link(self._page, labels, names)
        if given is None:
            return

        def link(session: Any, given: Linked) -> int:
            who = participants.add_participant(session, given.name) if given.who == NEW else given.who or None
            return speakers.link_label(session, given.label, who, given.source_ids)

        told = _("Linked “{label}” in {sources}.").format(label=given.label, sources=_sources(len(given.source_ids)))
        about = [("source", key) for key in given.source_ids]
        self._work.do("Link speakers", link, given, about=about, tell=told)

    def link_sources(self) -> None:
        """Ask to which whole transcripts the participant of the current row is linked."""
        line = next((line for line in self._lines() if line.participant_id), None)
        if line is None or line.participant_id is None:
            self._work.failed.emit(_("Choose a participant in the table first."))
            return
        key, name = line.participant_id, line.head[0]
        linked = self._work.read(speakers.whole_sources, key)
        given = ask_sources(self._page, name, self._work.read(documents.source_names), linked)
        if given is not None and set(given) != set(linked):
            told = _("{name} is linked to {sources} as a whole.").format(name=name, sources=_sources(len(given)))
            about = [("participant", key)]
            self._work.do("Link transcripts", speakers.link_sources, key, given, about=about, tell=told)

    # Importing -------------------------------------------------------------------------------------------------------

    def import_facts(self) -> None:
        """Ask for a table of people or reports, show what it would do, and bring it in."""
        folder = Importing(self._work, self._page)
        kinds = _("Tables (*.xlsx *.csv *.tsv)")
        name, _kind = QFileDialog.getOpenFileName(self._page, _("Import facts"), folder.folder(), kinds)
        if not name:
            return
        folder.remember(Path(name))
        try:
            table = attribute_columns.read_facts(Path(name))
        except QdaError as error:
            self._work.failed.emit(error.sentence)
            return
        known = {row.name.casefold(): row.type for row in self._work.read(attributes.attribute_rows)}
        given = ask_facts(self._page, table, lambda table: self._work.read(attribute_table.plan, table), known)
        if given is None:
            return
        chosen, take = given
        self._work.do("Import facts", attribute_table.import_facts, chosen, take=take, tell=_brought)
        self._page.grid.setFocus()


def _sources(number: int) -> str:
    return n_("{n} transcript", "{n} transcripts", number)


def _brought(done: Brought) -> str:
    parts = [
        (done.people, n_("{n} new participant", "{n} new participants", done.people)),
        (done.attributes, n_("{n} new attribute", "{n} new attributes", done.attributes)),
        (done.set, n_("{n} fact", "{n} facts", done.set)),
    ]
    words = ", ".join(words for number, words in parts if number) or _("nothing new")
    told = _("Brought in {what}.").format(what=words)
    if done.kept:
        told += " " + n_("{n} fact stayed as it was here.", "{n} facts stayed as they were here.", done.kept)
    if done.refused:
        told += " " + n_("{n} was left out:", "{n} were left out:", len(done.refused))
        told += " " + " ".join(reason for _row, reason in done.refused[:_REASONS])
    return told
