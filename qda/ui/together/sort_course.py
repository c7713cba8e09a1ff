"""The course of people who sort together: every card finds a pile, then every pile gets a name."""

from __future__ import annotations

from qda.core.review import sorting
from qda.core.review.sitting import Sitting
from qda.core.review.sorting import Sorted, SortStep
from qda.ui.together.course import Course
from qda.ui.together.page import Choice, Field, Line, Page
from qda.ui.workspace import Workspace

_AT_ONCE = 3
"""So many piles stand on one page: with a new one and other ones there are five choices."""


class Sorting(Course[SortStep]):
    """What a group does at the screen."""

    def __init__(self, workspace: Workspace, here: Sitting) -> None:
        super().__init__(workspace, here)
        self.cards = sorting.to_sort(here.shown)
        self._from = 0
        self.step = self._first_open()

    @property
    def piles(self) -> list[Sorted]:
        """Return the piles of this meeting that have cards, as they are now."""
        found = self.workspace.read(sorting.piles, meeting_id=self.sitting.meeting_id)
        return [one for one in found if one.item_ids]

    # Where we are ----------------------------------------------------------------------------------------------------

    def steps(self) -> list[SortStep]:
        """Return all steps as they are now."""
        return sorting.steps(self.cards, self.piles)

    def _first_open(self) -> SortStep:
        """Return where people go on: at the first card that lies nowhere, or the first pile without a name."""
        made = self.piles
        lying = {item for one in made for item in one.item_ids}
        for number, card in enumerate(self.cards):
            if made and card.id not in lying:
                return SortStep("where", number)
        for number, pile in enumerate(made):
            if not pile.name:
                return SortStep("name", pile=number)
        return SortStep("end") if made else SortStep("hello")

    def _go(self, by: int) -> bool:
        found = self.steps()
        place = found.index(self.step) if self.step in found else len(found) - 1
        self.step = found[min(len(found) - 1, max(0, place + by))]
        self._from = 0
        return True

    def hold(self, written: str, _forget: bool) -> None:
        if self.step.kind == "name" and written.strip() not in ("", self._pile.name):
            self.workspace.do("Name a pile", sorting.name_pile, self._pile.id, written)

    def can_skip(self) -> bool:
        return self.step.kind in ("where", "name")

    def skip(self) -> bool:
        """Leave a card where it is not on any pile, or a pile without a name."""
        if self.step.kind == "where":
            here = (self.sitting.meeting_id, self.cards[self.step.card].id)
            if self._lies_on(here[1]) and not self.workspace.do("Take a card off", sorting.take_off, *here):
                return False
        return self._go(1)

    def finish(self) -> None:
        self.step = SortStep("end")

    @property
    def _pile(self) -> Sorted:
        return self.piles[self.step.pile]

    def _lies_on(self, item_id: str) -> str:
        return next((one.id for one in self.piles if item_id in one.item_ids), "")

    # What is shown ---------------------------------------------------------------------------------------------------

    def _page_hello(self) -> Page:
        lines = [Line(self.words["sort.why"].format(n=len(self.cards)))]
        lines += [Line(self.words[key]) for key in ("sort.how", "sort.right", "hello.stop")]
        if self.view.scan:
            lines.append(Line(self.words["screen.scan"]))
        start = Choice("start", self.words["go.start"])
        return Page("hello", self.words["sort.title"], tuple(lines), choices=(start,))

    def _page_where(self) -> Page:
        card, made = self.cards[self.step.card], self.piles
        lies = self._lies_on(card.id)
        shown = made[self._from : self._from + _AT_ONCE]
        choices = [Choice(one.id, self._called(one), chosen=one.id == lies) for one in shown]
        choices.append(Choice("new", self.words["sort.new"]))
        if len(made) > _AT_ONCE:
            choices.append(Choice("more", self.words["sort.more"]))
        title = self.words["shown.quote"]
        return Page("where", title, self.card_lines(card), self.words["sort.where"], choices=tuple(choices))

    def _called(self, pile: Sorted) -> str:
        """Return what is on the button of a pile: its name, else the first words of its first card."""
        number = next(place for place, one in enumerate(self.piles, 1) if one.id == pile.id)
        if pile.name:
            return pile.name
        first = next((one for one in self.cards if one.id in pile.item_ids), None)
        beginning = "" if first is None else " ".join(first.parts[0].words.split()[:4])
        called = self.words["sort.pile"].format(n=number)
        return f"{called}: {beginning} …" if beginning else called

    def _page_name(self) -> Page:
        pile = self._pile
        lines = [line for card in self.cards if card.id in pile.item_ids for line in self.card_lines(card)]
        title = self.words["sort.pile"].format(n=self.step.pile + 1)
        field = Field(self.words["sort.own"], pile.name)
        following = (Choice("next", self.words["go.next"]),)
        return Page("name", title, tuple(lines), self.words["sort.name"], field, following)

    def _page_end(self) -> Page:
        lines = (Line(self.words["sort.count"].format(n=len(self.piles))),)
        return Page("end", self.words["pack.end"], lines, choices=(Choice("close", self.words["screen.close"]),))

    # What is done ----------------------------------------------------------------------------------------------------

    def choose(self, key: str, written: str, _forget: bool) -> bool:
        if self.step.kind == "where":
            if key == "more":
                self._from = 0 if self._from + _AT_ONCE >= len(self.piles) else self._from + _AT_ONCE
                return True
            pile = None if key == "new" else key
            about = (self.sitting.meeting_id, self.cards[self.step.card].id, pile)
            if not self.workspace.do("Put a card on a pile", sorting.put_card, *about):
                return False
        elif self.step.kind == "name":
            self.hold(written, False)
        return self._go(1)
