"""The review of the sample study: consent, rounds, answers, what changed, and the easy-read summary in two versions."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from qda.core import consent, participants, study_details
from qda.core.easyread import agreeing, bank, pages, pictures, summaries, trace, versions
from qda.core.review import answers, commentary, items, meetings, people, points, rounds
from qda.core.review.items import Thing
from qda.core.themes.outline import edit_theme, themes
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import ThemeCredit

if TYPE_CHECKING:
    from qda.core.sample import Telling

Facts = dict[str, Any]


def first_name(telling: Telling, name: str) -> str:
    """Return the name that a theme had before people who lived it had seen it."""
    names: dict[str, str] = telling.told["review"]["first_names"]
    return names.get(name, name)


def tell(telling: Telling) -> None:
    """Do the review in the order in which people would have."""
    _Reviewing(telling).tell()


class _Reviewing:
    """The review while it is being told; people, pages and rounds are kept here by name."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.project = telling, telling.project
        self.told: Facts = telling.told["review"]
        self.people: dict[str, str] = {}
        self.pages: dict[str, str] = {}
        self.rounds: dict[str, str] = {}
        self.summary = self.version = ""

    def tell(self) -> None:
        with self.project.change("Record consent") as session:
            self._consent(session)
        with self.project.change("Add people to the review") as session:
            self._people(session)
        with self.project.change("Write easy-read pages") as session:
            self._first_pages(session)
        with self.project.change("Keep version") as session:
            self._keep_version(session, 1)
        for one in self.told["rounds"]:
            with self.project.change("Begin round of review") as session:
                self._round(session, one)
            with self.project.change("Write down answers") as session:
                self._answers(session, one)
        for one in self.told["rounds"]:
            with self.project.change("Decide on points") as session:
                self._decide(session, one)
        self._rename()
        with self.project.change("Write easy-read pages") as session:
            self._new_pages(session)
        with self.project.change("Keep version") as session:
            self._keep_version(session, 2)
        with self.project.change("Show what was decided") as session:
            self._show(session)
        with self.project.change("Agree to the pages") as session:
            self._agree(session)
        with self.project.change("Write commentary") as session:
            self._comment(session)

    def _consent(self, session: Session) -> None:
        told = self.told["consent"]
        asked = [kind for kind in consent.KINDS if kind in told]
        for one in participants.participants(session):
            facts = {name: told[name] for name in ("form", "given", "deadline")} | told["of"].get(one.name, {})
            said: dict[str, bool | None] = {kind: one.name in told[kind] for kind in asked}
            consent.record_consent(session, one.id, said, **facts)

    def _people(self, session: Session) -> None:
        known = {one.name: one.id for one in participants.participants(session)}
        rest = ("credit", "minutes", "payment", "authorship", "contribution", "note")
        for one in self.told["people"]:
            values = {name: one[name] for name in rest if name in one}
            values["coder_id"] = self.telling.coders.get(one.get("coder", ""))
            values["participant_id"] = known.get(one.get("participant", ""))
            key = people.add_person(session, one["name"], one["role"], **values)
            consent.record_consent(session, key, one["consent"], supported=one.get("supported", ""))
            self.people[one["name"]] = key

    def _person(self, name: str) -> str:
        """Return the person of that name or first name."""
        for full, key in self.people.items():
            if name in (full, full.split()[0]):
                return key
        raise RefusedError(_("Nobody called {name} takes part in the review.").format(name=name))

    # The easy-read summary -------------------------------------------------------------------------------------------

    def _first_pages(self, session: Session) -> None:
        told = self.told["summary"]
        self.summary = summaries.add_summary(session, told["title"], told["language"])
        for one in told["pages"]:
            theme = self.telling.themes.get(one.get("theme", ""))
            page = pages.add_page(session, self.summary, one["title"], one["kind"], theme)
            self.pages[one["title"]] = page
            for said in one["first"]:
                self._add_statement(session, page, said, None)

    def _add_statement(self, session: Session, page_id: str, said: list[str], position: int | None) -> None:
        key = pages.add_statement(session, page_id, said[0], position)
        self._illustrate(session, key, said)

    def _illustrate(self, session: Session, statement_id: str, said: list[str]) -> None:
        """Give a statement its picture, and say which code it rests on."""
        _words, drawing, *codes = said
        picture = pictures.use_drawing(session, drawing, self.told["summary"]["language"])
        pages.edit_statement(session, statement_id, picture_id=picture)
        for name in codes:
            trace.rest_on(session, statement_id, "code", self._code(name))

    def _reword(self, session: Session, statement_id: str, before: list[str], now: list[str]) -> None:
        """Let a statement say something else, and rest on something else where it does."""
        pages.edit_statement(session, statement_id, text=now[0])
        for name in set(before[2:]).difference(now[2:]):
            trace.rest_no_more(session, statement_id, "code", self._code(name))
        self._illustrate(session, statement_id, now)

    def _code(self, name: str) -> str:
        return next(key for path, key in self.telling.codes.items() if path.rpartition(" > ")[2] == name)

    def _new_pages(self, session: Session) -> None:
        """Bring the pages to what they are now, statement by statement: what stays the same stays itself."""
        told = self.told["summary"]
        for one in told["words"]:
            bank.add_word(session, told["language"], **one)
        there = {page.id: page.statements for page in pages.pages(session, self.summary)}
        for one in told["pages"]:
            page = self.pages[one["title"]]
            first, now = ([said[0] for said in one[when]] for when in ("first", "now"))
            at = 0
            for step, start, end, begin, stop in SequenceMatcher(None, first, now, autojunk=False).get_opcodes():
                kept = min(end - start, stop - begin)
                if step != "equal":
                    for number in range(kept):
                        same, before = there[page][start + number].id, one["first"][start + number]
                        self._reword(session, same, before, one["now"][begin + number])
                    for old in there[page][start + kept : end]:
                        pages.remove_statement(session, old.id)
                    for number in range(kept, stop - begin):
                        self._add_statement(session, page, one["now"][begin + number], at + number)
                at += stop - begin

    def _keep_version(self, session: Session, number: int) -> None:
        note = self.told["summary"]["notes"][number - 1]
        self.version = versions.keep_version(session, self.summary, self.project.coder_id, note)

    def _agree(self, session: Session) -> None:
        told = dict(self.told["summary"]["agreed"])
        date = told.pop("date")
        for name, words in told.items():
            agreeing.agree(session, self.version, self._person(name), reader=True, words=words, date=date)

    # Rounds ----------------------------------------------------------------------------------------------------------

    def _round(self, session: Session, told: Facts) -> None:
        kept = ("audience", "form", "support_name", "support_phone", "note")
        key = rounds.add_round(session, told["name"], language="en", **{name: told[name] for name in kept})
        self.rounds[told["name"]] = key
        things = [
            Thing("theme", self.telling.themes[one["theme"]])
            if "theme" in one
            else Thing("page", self.pages[one["page"]])
            for one in told["items"]
        ]
        items.add_items(session, key, things)
        for shown, one in zip(items.items(session, key), told["items"], strict=True):
            plain = {name: one[name] for name in ("title", "words", "content_note") if name in one}
            items.edit_item(session, shown.id, **plain)

    def _answers(self, session: Session, told: Facts) -> None:
        key = self.rounds[told["name"]]
        held: list[tuple[str, list[str], int]] = []
        for one in told["meetings"]:
            there = [(self._person(name), "") for name in one["people"]]
            facts = {name: one[name] for name in ("date", "place", "minutes") if name in one}
            meeting = meetings.add_meeting(session, key, form=told["form"], **facts)
            for person, _role in there:
                meetings.put_present(session, meeting, person)
            held.append((meeting, [person for person, _role in there], one.get("items", len(told["items"]))))
        for number, (shown, one) in enumerate(zip(items.items(session, key), told["items"], strict=True)):
            for line in one["said"]:
                said, words, helper = (*(part.strip() for part in line.split("|")), "", "")[:3]
                name, question, answer = said.split()
                person = self._person(name)
                meeting = next(at for at, there, until in held if person in there and number < until)
                answers.put_answer(
                    session,
                    meeting,
                    shown.id,
                    person,
                    question,
                    answer.strip("-"),
                    words=words,
                    helper_id=self._person(helper) if helper else None,
                )

    def _point(self, session: Session, told: Facts, about: str, kind: str) -> points.Point:
        theme, page = self.telling.themes.get(about), self.pages.get(about)
        for one in points.points(session, self.rounds[told["name"]]):
            if one.kind == kind and (one.page_id == page if one.page_id else one.theme_id == theme):
                return one
        raise RefusedError(_("Nobody raised anything about “{about}”.").format(about=about))

    def _decide(self, session: Session, told: Facts) -> None:
        for one in told["points"]:
            said = {name: one.get(name, "") for name in ("why", "before", "after")}
            point = self._point(session, told, one["about"], one["kind"])
            points.decide(session, point.id, one["outcome"], decided_by=one["by"], **said)

    def _rename(self) -> None:
        """Let themes have the names and words that people wanted."""
        for told in (point for one in self.told["rounds"] for point in one["points"]):
            key = self.telling.themes.get(told["about"], "")
            if "renames" in told:
                with self.project.change("Rename theme", [("theme", key)]) as session:
                    edit_theme(session, key, name=told["renames"])
                    for one in self._point_of(session, told).raised:
                        session.add(ThemeCredit(theme_id=key, person_id=one.person_id, how="naming"))
            if "rewords" in told:
                with self.project.change("Word theme anew", [("theme", key)]) as session:
                    field = told["rewords"]
                    words = next(getattr(one, field) for one in themes(session) if one.id == key)
                    edit_theme(session, key, **{field: words.replace(told["before"], told["after"])})

    def _point_of(self, session: Session, told: Facts) -> points.Point:
        whole = next(one for one in self.told["rounds"] if told in one["points"])
        return self._point(session, whole, told["about"], told["kind"])

    def _show(self, session: Session) -> None:
        """Show to those who raised something what was decided: at the last meeting, or by a letter."""
        last = meetings.meetings(session)[-1]
        there = {who.person_id for who in last.people}
        for told in (point for one in self.told["rounds"] for point in one["points"]):
            point = self._point_of(session, told)
            for line in told["shown"]:
                said, words = (*(part.strip() for part in line.split("|")), "")[:2]
                name, verdict = said.split()
                person = self._person(name)
                meeting = last.id if person in there else None
                points.show_answer(session, point.id, person, verdict, words, meeting)

    def _comment(self, session: Session) -> None:
        told = self.told["commentary"]
        authors = [self._person(name) for name in told["authors"]]
        commentary.add_commentary(session, told["title"], authors, told["words"])
        study_details.edit_details(session, involvement=self.told["involvement"])
