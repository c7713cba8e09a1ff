"""The course of somebody who looks at what was found: each answer is one change, written the moment it is given."""

from __future__ import annotations

from qda.core.review import answers, flow, meetings, sitting
from qda.core.review.flow import MISSING, Reply, Step
from qda.core.review.pack_content import Card
from qda.core.review.sitting import Sitting
from qda.ui.together.calm import support_lines
from qda.ui.together.course import Course
from qda.ui.together.page import Choice, Field, Line, Page
from qda.ui.workspace import Workspace

ANSWERS = ("yes", "unsure", "no")
SOMEONE = "someone"


class Answering(Course[Step]):
    """What one person does at the screen; `said` is what the person said so far."""

    def __init__(self, workspace: Workspace, here: Sitting) -> None:
        super().__init__(workspace, here)
        self.cards = here.cards
        self.said = here.said
        self._unkept: dict[tuple[str, str], str] = {}
        """Words that are not to be kept: they stay on this screen, and nowhere else, until it is closed."""
        self.step = flow.first_open(self.steps(), here.cards, self.said)

    # Where we are ----------------------------------------------------------------------------------------------------

    def steps(self) -> list[Step]:
        """Return all steps as they are now."""
        return flow.steps(self.cards, self.sitting.shown.asks, self.said, self.sitting.helpers)

    def _go(self, by: int) -> bool:
        self.step = flow.moved(self.steps(), self.step, by)
        return True

    def hold(self, written: str, forget: bool) -> None:
        if self.step.kind not in ("words", MISSING) or not written.strip() or written == self._field().words:
            return
        here = self.step
        self.choose("next", written, forget)
        self.step = here

    def can_skip(self) -> bool:
        return flow.can_skip(self.step)

    def finish(self) -> None:
        self.step = Step("check")

    @property
    def _card(self) -> Card:
        return self.cards[self.step.card]

    @property
    def _here(self) -> tuple[str, str]:
        return self.sitting.meeting_id, self.sitting.person_id

    @property
    def _helper(self) -> str | None:
        return self.said.helper if self.said.supporter == "yes" and self.said.helper in self.sitting.helpers else None

    # What is shown ---------------------------------------------------------------------------------------------------

    def _say(self, key: str, **values: object) -> str:
        return self.words[key].format(**values)

    def _lines(self, *keys: str) -> tuple[Line, ...]:
        return tuple(Line(self.words[key]) for key in keys)

    def _card_title(self) -> str:
        return self._card.title or self.words[f"shown.{self._card.kind}"]

    def _page_hello(self) -> Page:
        long = Line(self._say("hello.long", n=len(self.cards)))
        after = self._lines("hello.right", "hello.stop", *(["screen.scan"] if self.view.scan else []))
        lines = (*self._lines("hello.why"), long, *after)
        return Page("hello", self.words["hello.title"], lines, choices=(Choice("start", self.words["go.start"]),))

    def _page_helper(self) -> Page:
        choices = [Choice(one, self.words[f"helper.{one}"], one, self.said.supporter == one) for one in ("yes", "no")]
        lines = self._lines("helper.choose", "screen.alone")
        return Page("helper", self.words["helper.title"], lines, choices=tuple(choices))

    def _page_helping(self) -> Page:
        there = [*self.sitting.helpers.items(), (SOMEONE, self.words["helper.other"])]
        choices = tuple(Choice(key, name, chosen=key == self.said.helper) for key, name in there)
        return Page("helping", self.words["helper.who"], choices=choices)

    def _page_note(self) -> Page:
        lines = (Line(self._card.note), *self._lines("note.choose"))
        choices = (Choice("pass", self.words["note.skip"]), Choice("show", self.words["go.show"]))
        return Page("note", self.words["note.title"], lines, choices=choices)

    def _page_passed(self) -> Page:
        choices = (Choice("next", self.words["go.on"]), Choice("show", self.words["go.show"]))
        return Page("passed", self._card_title(), self._lines("note.skipped"), choices=choices)

    def _page_part(self) -> Page:
        part, shown = self._card.parts[self.step.part], self.sitting.shown
        line = Line(part.words, shown.pictures.get(part.picture), shown.voices.get(part.voice))
        return Page("part", self._card_title(), (line,), choices=(Choice("next", self.words["go.next"]),))

    def _page_ask(self) -> Page:
        before = self.said.replies.get((self._card.id, self.step.ask))
        choices = tuple(
            Choice(one, self.words[f"answer.{one}"], one, before is not None and before.answer == one)
            for one in ANSWERS
        )
        question = self.words[f"ask.{self.step.ask}"]
        return Page("ask", self._card_title(), self.card_lines(self._card), question, choices=choices)

    def _page_words(self) -> Page:
        said = self.said.replies[self._card.id, self.step.ask]
        line = Line(f"{self.words[f'ask.{self.step.ask}']} {self.words[f'answer.{said.answer}']}.")
        choices = (Choice("next", self.words["go.next"]),)
        return Page("words", self.words["words.title"], (line,), field=self._field(), choices=choices)

    def _page_missing(self) -> Page:
        said = self.said.replies.get((self._card.id, MISSING))
        nothing = Choice("nothing", self.words["words.nothing"], chosen=said is not None and said.answer == "no")
        choices = (Choice("next", self.words["go.next"]), nothing)
        question = self.words["ask.missing"]
        return Page("missing", self._card_title(), self.card_lines(self._card), question, self._field(), choices)

    def _field(self) -> Field:
        here = (self._card.id, self.step.ask)
        said = self.said.replies.get(here)
        words = self._unkept.get(here, said.words if said is not None else "")
        return Field(self.words["words.own"], words, self.words["words.forget"], here in self._unkept)

    def _page_check(self) -> Page:
        said = self.said.check
        choices = tuple(Choice(one, self.words[f"check.{one}"], chosen=said == one) for one in meetings.CHECK_INS)
        return Page("check", self.words["check.title"], choices=choices)

    def _page_end(self) -> Page:
        lines = [Line(self._say("pack.count", n=self.said.answered())), *self._lines("calm.kept")]
        if self.said.check == "bad":
            lines += support_lines(self.words, self.support)
        lines += [Line(one) for one in self.sitting.shown.owed]
        return Page("end", self.words["pack.end"], tuple(lines), choices=(Choice("close", self.words["screen.close"]),))

    # What is said ----------------------------------------------------------------------------------------------------

    def choose(self, key: str, written: str, forget: bool) -> bool:
        taken: bool = getattr(self, f"_take_{self.step.kind}", self._take_next)(key, written, forget)
        return taken

    def _take_next(self, _key: str, _written: str, _forget: bool) -> bool:
        return self._go(1)

    def _take_helper(self, key: str, _written: str, _forget: bool) -> bool:
        if not self.workspace.do("Answer", meetings.put_present, *self._here, supporter=key):
            return False
        self.said.supporter = key
        return self._go(1)

    def _take_helping(self, key: str, _written: str, _forget: bool) -> bool:
        self.said.helper = key
        return self._go(1)

    def _take_note(self, key: str, _written: str, _forget: bool) -> bool:
        return self._pass() if key == "pass" else self._show_it() and self._go(1)

    def _take_passed(self, key: str, _written: str, _forget: bool) -> bool:
        if key == "show":
            return self._show_it() and self._go(0)
        return self._go(1)

    def _take_ask(self, key: str, _written: str, _forget: bool) -> bool:
        before = self.said.replies.get((self._card.id, self.step.ask), Reply(""))
        return self._put(key, before.words if key in flow.ASKED_ON else "") and self._go(1)

    def _take_words(self, _key: str, written: str, forget: bool) -> bool:
        answer = self.said.replies[self._card.id, self.step.ask].answer
        return self._put(answer, written, forget) and self._go(1)

    def _take_missing(self, key: str, written: str, forget: bool) -> bool:
        if key == "nothing":
            return self._put("no") and self._go(1)
        if written.strip():
            return (self._forget(written) if forget else self._put("", written)) and self._go(1)
        return self._put("skipped") and self._go(1)

    def _take_check(self, key: str, _written: str, _forget: bool) -> bool:
        if not self.workspace.do("Answer", meetings.put_present, *self._here, check_in=key):
            return False
        self.said.check = key
        return self._go(1)

    def skip(self) -> bool:
        """Skip what is asked; at a sentence of a card, the whole card. False where it could not be written down."""
        kind = self.step.kind
        if kind == "part":
            return self._pass()
        if kind in ("ask", MISSING):
            self._unkept.pop((self._card.id, self.step.ask), None)
            return self._put("skipped") and self._go(1)
        if kind == "helper":
            return self._take_helper("", "", False)
        if kind == "check":
            return self._take_check("", "", False)
        return self._go(1)

    def _put(self, answer: str, words: str = "", forget: bool = False) -> bool:
        here = (self._card.id, self.step.ask)
        kept = "" if forget else words.strip()
        about = (self.sitting.meeting_id, self._card.id, self.sitting.person_id, self.step.ask, answer)
        done = self.workspace.do("Answer", answers.put_answer, *about, words=kept, helper_id=self._helper)
        if not done:
            return False
        self.said.replies[here] = Reply(answer, kept)
        self._unkept.pop(here, None)
        if forget and words.strip():
            self._unkept[here] = words
        return True

    def _forget(self, words: str) -> bool:
        """Let words that are not to be kept stand on this screen alone; what was written down before goes, too."""
        here = (self._card.id, self.step.ask)
        about = (self.sitting.meeting_id, self._card.id, self.sitting.person_id, [self.step.ask])
        if here in self.said.replies and not self.workspace.do("Forget words", sitting.take_back, *about):
            return False
        self.said.replies.pop(here, None)
        self._unkept[here] = words
        return True

    def _pass(self) -> bool:
        card, asks = self._card, self.sitting.shown.asks
        about = (self.sitting.meeting_id, card.id, self.sitting.person_id, asks, self._helper)
        if not self.workspace.do("Skip", sitting.pass_over, *about):
            return False
        self.said.passed.add(card.id)
        self.said.replies.update({(card.id, ask): Reply("skipped") for ask in asks})
        return self._go(0) and self._go(1)

    def _show_it(self) -> bool:
        """Show a card after all that was passed over: its questions are open again."""
        card, asks = self._card, self.sitting.shown.asks
        if card.id not in self.said.passed:
            return True
        about = (self.sitting.meeting_id, card.id, self.sitting.person_id, asks, "skipped")
        if not self.workspace.do("Show after all", sitting.take_back, *about):
            return False
        self.said.passed.discard(card.id)
        for ask in asks:
            self.said.replies.pop((card.id, ask), None)
        return True
