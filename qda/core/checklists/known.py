"""What a project knows of itself, read once and only when a fact asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import interviews, phase_facts, plan, study, study_details
from qda.core.approaches import Approach
from qda.core.codebook import CodeRow, codes
from qda.core.coders import Person, coders
from qda.core.documents import source_names
from qda.core.interviews import Sheet
from qda.core.memos import MemoRow, memos
from qda.core.participants import ParticipantRow, participants
from qda.core.plan import Round
from qda.core.review.numbers import Numbers, numbers
from qda.core.review.rounds import rounds as review_rounds
from qda.core.themes.outline import ThemeRow, themes
from qda.core.themes.quotes import Picked, picked_quotes
from qda.core.trail.audit import Trail, trail
from qda.storage.models import Coding


class Known:
    """The project as the facts of checklists and of the methods paragraph read it; one reading of each thing."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @cached_property
    def approach(self) -> Approach:
        """The way of working, with what the project shows and leaves aside."""
        return study.approach(self.session)

    @cached_property
    def details(self) -> dict[str, str]:
        """What is said of ethics, funding and so on, by name."""
        return study_details.details(self.session)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """How each source came about."""
        return interviews.sheets(self.session)

    @cached_property
    def sources(self) -> dict[str, str]:
        """Names of sources by id, in their order."""
        return dict(source_names(self.session))

    @cached_property
    def people(self) -> list[ParticipantRow]:
        """The participants."""
        return participants(self.session)

    @cached_property
    def coders(self) -> list[Person]:
        """The people who code; not what a team agreed on."""
        return [one for one in coders(self.session, counted=False) if not one.is_consensus]

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of coders by id."""
        return {one.id: one.name for one in self.coders}

    @cached_property
    def coded(self) -> dict[str, list[str]]:
        """Ids of the sources in which each coder has coded, by coder id; only coders who have."""
        rows = self.session.execute(select(Coding.coder_id, Coding.source_id).distinct())
        found: dict[str, set[str]] = {}
        for coder_id, source_id in rows:
            found.setdefault(coder_id, set()).add(source_id)
        return {one.id: [key for key in self.sources if key in found[one.id]] for one in self.coders if one.id in found}

    @cached_property
    def book(self) -> list[CodeRow]:
        """The codebook."""
        return codes(self.session)

    @cached_property
    def themes(self) -> list[ThemeRow]:
        """The themes that are not set aside."""
        return [one for one in themes(self.session) if one.status != "set aside"]

    @cached_property
    def quotes(self) -> list[Picked]:
        """Quotes that people picked for themes that are not set aside."""
        kept = {one.id for one in self.themes}
        return [one for one in picked_quotes(self.session) if one.theme_id in kept]

    @cached_property
    def memos(self) -> list[MemoRow]:
        """All memos, the newest first."""
        return memos(self.session)

    @cached_property
    def rounds(self) -> list[Round]:
        """The rounds of double coding that count; training is no result."""
        return [one for one in plan.rounds(self.session) if one.kind == "counted"]

    @cached_property
    def facts(self) -> phase_facts.Facts:
        """Numbers of what there is."""
        return phase_facts.facts(self.session)

    @cached_property
    def review(self) -> Numbers | None:
        """The review with people in numbers, None where nothing was shown to anybody."""
        return numbers(self.session) if review_rounds(self.session) else None

    @cached_property
    def trail(self) -> Trail:
        """How the codebook grew and what was decided; some seconds where the journal is long."""
        return trail(self.session, "day")


Fact = Callable[[Known], str]
"""What a project says of one thing, in finished sentences; "" where it says nothing."""
