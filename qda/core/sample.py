"""The sample study: six invented interviews, read by the real importers and worked on by two invented coders.

What was done is told in ``study.json`` beside the files; it is done here step by step, each as a change by the coder
who did it, so that the history of the sample reads like that of a study.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from qda import resources
from qda.core import (
    codebook,
    coders,
    coding,
    documents,
    participants,
    readings,
    sample_frames,
    sample_known,
    sample_memos,
    sample_reports,
    sample_review,
    sample_rounds,
    sample_study,
    sample_themes,
    sample_trail,
)
from qda.core.approaches import begin
from qda.core.intake import take_in
from qda.core.sample_relations import relate_themes
from qda.core.study import edit_study
from qda.core.themes import outline, quotes
from qda.errors import ProjectFileError, RefusedError
from qda.i18n import _
from qda.storage.project import Project

Facts = dict[str, Any]


def build(project_path: Path, folder: Path | None = None) -> Project:
    """Make the sample study at `project_path` from the files in `folder` (None: those that come with the program).

    The project is returned open. Raises RefusedError where a file of that name exists or where the study tells of
    words that its files don't hold; nothing is left behind then.
    """
    folder = folder or resources.path("sample")
    try:
        told = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ProjectFileError(_("The sample study in {folder} can't be read.").format(folder=folder)) from error
    first = told["coders"][0]
    project = begin(
        project_path,
        title=told["title"],
        approach=told["approach"],
        coder=first["name"],
        initials=first["initials"],
    )
    try:
        Telling(project, folder, told).tell()
    except BaseException:
        project.close()
        project_path.unlink(missing_ok=True)
        raise
    return project


class Telling:
    """The study while it is being told; what the file calls by name is kept here by id."""

    def __init__(self, project: Project, folder: Path, told: Facts) -> None:
        self.project = project
        self.folder = folder
        self.told = told
        self.coders: dict[str, str] = {}
        self.sources: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.themes: dict[str, str] = {}
        self.memos: dict[str, str] = {}

    def tell(self) -> None:
        """Do everything in the order in which people would have."""
        self._set_up()
        self._import()
        sample_memos.write(self, "import")
        self._note_participants()
        sample_study.tell(self.project, self.told["came_about"], self.sources)
        sample_known.note(self.project, self.told["known"], self.sources)
        self._write_codebook()
        sample_trail.develop_codebook(self)
        sample_rounds.plan_rounds(self)
        self._code()
        sample_rounds.look_over(self)
        sample_memos.write(self, "coding")
        sample_study.tick(self.project, self.told["came_about"])
        self._develop_themes()
        self._choose_quotes()
        sample_known.judge(self.project, self.told["known"], self.themes, self.coders)
        relate_themes(self.project, self.told["relations"], self.themes)
        sample_themes.translate(self)
        sample_themes.relate_more(self)
        sample_themes.reword(self)
        sample_memos.write(self, "themes")
        sample_memos.note_words(self)
        sample_frames.make_frames(self, self.told["frames"])
        sample_trail.keep(self, "last")
        sample_review.tell(self)
        sample_reports.put_together(self)

    def _set_up(self) -> None:
        told = self.told
        with self.project.change("Set up study", floor=True) as session:
            edit_study(session, research_question=told["research_question"], language=told["language"])
            outline.set_levels(session, told["levels"])
            for person in told["coders"]:
                known = [one.id for one in coders.coders(session) if one.initials == person["initials"]]
                key = known[0] if known else coders.add_coder(session, person["name"], person["initials"])
                coders.edit_coder(session, key, colour=person["colour"], role=person["role"])
                self.coders[person["initials"]] = key

    def _import(self) -> None:
        from qda.core.importers.reading import read_files

        results = list(read_files([self.folder / one["file"] for one in self.told["sources"]]))
        about: list[tuple[str, str]] = []  # read when the change ends, when the ids are known
        with self.project.change("Import", about) as session:
            intake = take_in(session, results)
            if intake.refused:
                raise RefusedError(intake.refused[0].reason)
            for one, taken in zip(self.told["sources"], intake.imported, strict=True):
                documents.edit_source(session, taken.source_id, name=one["name"], language=one["language"])
                about.append(("source", taken.source_id))
                self.sources[one["file"]] = taken.source_id
                self.texts[one["file"]] = documents.source_text(session, taken.source_id)

    def _note_participants(self) -> None:
        with self.project.change("Note participants") as session:
            attributes = {
                one["name"]: participants.add_attribute(session, one["name"], one["type"], one["options"])
                for one in self.told["attributes"]
            }
            people: dict[str, str] = {}
            for one in self.told["participants"]:
                if one["name"] not in people:
                    people[one["name"]] = participants.add_participant(session, one["name"], one["note"])
                key = people[one["name"]]
                self._link(session, key, one["source"], one["speaker"])
                for name, value in one["attributes"].items():
                    values = value if isinstance(value, list) else [value]
                    participants.set_values(session, key, attributes[name], map(str, values))

    def _link(self, session: Session, participant_id: str, file: str, label: str) -> None:
        for speaker in documents.speakers_of(session, self.sources[file]):
            if speaker.label == label:
                participants.link_speaker(session, speaker.id, participant_id)
                return
        raise RefusedError(_("In {file} nobody called {label} speaks.").format(file=file, label=label))

    def _write_codebook(self) -> None:
        lead = self.project.coder_id
        with self.project.change("Write codebook") as session:
            for one in self.told["codes"]:
                key = codebook.add_path(session, one["path"], coder_id=lead)
                details = ("kind", "definition", "include", "exclude", "example", "colour", "origin", "stance")
                codebook.edit_code(session, key, **{field: one[field] for field in details})
                self.codes[one["path"]] = key
            key, first = sample_trail.at_first(self)
            codebook.edit_code(session, key, **first)

    def _code(self) -> None:
        """Code source by source, each coder in a change of their own, as long as there is anything by them."""
        finished = {(one["coder"], one["source"]) for one in self.told["finished"]}
        lead = self.project.coder_id
        for initials, coder_id in self.coders.items():
            self.project.coder_id = coder_id
            for file, source_id in self.sources.items():
                wanted = [one for one in self.told["codings"] if (one["coder"], one["source"]) == (initials, file)]
                if not wanted:
                    continue
                with self.project.change("Code source", [("source", source_id)]) as session:
                    for one in wanted:
                        start, end = self.span(file, one["quote"], one["occurrence"])
                        code_id = self.codes[one["code"]]
                        coding.apply_code(session, coder_id, code_id, source_id, start, end, note=one["note"])
                if (initials, file) in finished:
                    with self.project.change("Finish source", [("source", source_id)]) as session:
                        readings.finish(session, coder_id, [source_id])
        self.project.coder_id = lead

    def _develop_themes(self) -> None:
        lead = self.project.coder_id
        for one in self.told["themes"]:
            about: list[tuple[str, str]] = []
            with self.project.change("Develop theme", about) as session:
                levels = {name: key for key, name in outline.levels(session)}
                theme_id = outline.add_theme(
                    session,
                    sample_review.first_name(self, one["name"]),
                    self.themes[one["parent"]] if one["parent"] else None,
                    code_ids=[self.codes[path] for path in one["codes"]],
                    coder_id=lead,
                    level_id=levels[one["level"]],
                    core=one["level"] == self.told["levels"][-1],
                    **{field: one[field] for field in ("idea", "definition", "boundaries", "status", "stance")},
                )
                self.themes[one["name"]] = theme_id
                about.append(("theme", theme_id))

    def _choose_quotes(self) -> None:
        for one in self.told["themes"]:
            theme_id = self.themes[one["name"]]
            with self.project.change("Choose quotes", [("theme", theme_id)]) as session:
                drawn = {self.codes[path] for path in one["codes"]}
                for quote in one["quotes"]:
                    source_id = self.sources[quote["source"]]
                    start, end = self.span(quote["source"], quote["quote"])
                    coding_id = _coding_at(coding.codings(session, source_id), drawn, start, end)
                    quotes.pick_quote(
                        session,
                        source_id,
                        start,
                        end,
                        theme_id=theme_id,
                        coding_id=coding_id,
                        kind=quote["kind"],
                    )

    def span(self, file: str, words: str, occurrence: int = 1) -> tuple[int, int]:
        """Return where words stand in a file, the first time or a later one; RefusedError where they don't."""
        start = -1
        for _time in range(occurrence):
            start = self.texts[file].find(words, start + 1)
            if start < 0:
                raise RefusedError(_("{file} does not hold the words “{words}”.").format(file=file, words=words))
        return start, start + len(words)


def _coding_at(rows: Iterable[coding.CodingRow], code_ids: set[str], start: int, end: int) -> str | None:
    """Return the coding of one of these codes that covers a passage most closely."""
    around = [row for row in rows if row.code_id in code_ids and row.start <= start and end <= row.end]
    return min(around, key=lambda row: row.end - row.start).id if around else None
