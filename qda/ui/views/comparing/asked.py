"""What is done with differences, asked for while another page stands in front: it brings up the page that does it."""

from __future__ import annotations

from qda.ui.widgets.sections import SectionsView


class DifferencesAsked:
    """Nothing is settled that nobody sees: the page of differences comes to the front, and no more is done."""

    def __init__(self, place: SectionsView) -> None:
        self.place = place

    def _show(self) -> None:
        """Show the page of differences."""
        self.place.choose("reconcile")

    next_difference = previous_difference = _show
    take_mine = take_theirs = take_both = take_nobody = _show
    settle_new = settle_later = open_again = _show
    take_agreed = finish_consensus = _show
