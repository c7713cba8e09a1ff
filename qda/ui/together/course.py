"""What the simple screen goes through: a page at a time, back and on; every answer is written at once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from qda.core.review import people, plain
from qda.core.review.pack_content import Card
from qda.core.review.sitting import Sitting
from qda.core.review.view import View, write_view
from qda.ui.together.page import Line, Page
from qda.ui.workspace import Workspace


class AnyStep(Protocol):
    """Where somebody is: a kind, and the number of the card that is shown, below 0 for none."""

    @property
    def kind(self) -> str: ...
    @property
    def card(self) -> int: ...


_Step = TypeVar("_Step", bound=AnyStep)


class Course(ABC, Generic[_Step]):
    """What people do at the screen; `sitting` is what is shown, set as its first person wants it.

    A kind of course shows a step of kind ``x`` by its method ``_page_x``.
    """

    cards: Sequence[Card]
    step: _Step

    def __init__(self, workspace: Workspace, here: Sitting) -> None:
        self.workspace = workspace
        self.sitting = here
        self.view = here.view
        self.language = here.shown.language
        self.words = plain.words(self.language)
        self.support = (here.shown.support_name, here.shown.support_phone)

    # Where we are ----------------------------------------------------------------------------------------------------

    @abstractmethod
    def _go(self, by: int) -> bool:
        """Go on by so many steps; True."""

    def far(self) -> tuple[int, int] | None:
        """Return at which of how many cards we are; None where no card is shown."""
        return None if self.step.card < 0 else (self.step.card + 1, len(self.cards))

    def can_go_back(self) -> bool:
        """Tell whether something came before."""
        return self.step.kind != "hello"

    def back(self, written: str, forget: bool) -> None:
        """Go one step back; words that were typed and not taken yet are kept as if they had been."""
        self.hold(written, forget)
        self._go(-1)

    @abstractmethod
    def hold(self, written: str, forget: bool) -> None:
        """Keep words that were typed and not taken yet as if they had been, also while a calm page is shown."""

    @abstractmethod
    def can_skip(self) -> bool:
        """Tell whether there is something to skip."""

    @abstractmethod
    def skip(self) -> bool:
        """Skip what is asked; False where it could not be written down."""

    def at_end(self) -> bool:
        """Tell whether all is done, so that the screen may be closed without a question."""
        return self.step.kind == "end"

    @abstractmethod
    def finish(self) -> None:
        """Go to what comes last."""

    def set_view(self, view: View) -> None:
        """Keep how the screen is wanted with the person whose screen it is."""
        self.view = view
        if not self.workspace.project.read_only:
            person = self.sitting.person_id
            self.workspace.do("Set the simple screen", people.edit_person, person, view=write_view(view))

    # What is shown and chosen ----------------------------------------------------------------------------------------

    def page(self) -> Page:
        """Return what the present step shows."""
        page: Page = getattr(self, f"_page_{self.step.kind}")()
        return page

    def card_lines(self, card: Card) -> tuple[Line, ...]:
        """Return all sentences of a card; a picture that stays the same stands beside the first of them."""
        shown, found, before = self.sitting.shown, [], ""
        for part in card.parts:
            picture = shown.pictures.get(part.picture) if part.picture != before else None
            before = part.picture
            found.append(Line(part.words, picture, shown.voices.get(part.voice)))
        return tuple(found)

    @abstractmethod
    def choose(self, key: str, written: str, forget: bool) -> bool:
        """Take the choice `key` of the present step and go on; False where it could not be written down."""
