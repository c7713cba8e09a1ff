"""The actions of board and map while another surface of the Themes place is in front: they go there first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qda.ui.views.themes import ThemesView


class BoardActions:
    """Asked after the surface in front, which does what it can itself."""

    def __init__(self, place: ThemesView) -> None:
        self._place = place

    def cluster_cards(self) -> None:
        """Make a theme of the codes that are chosen here: on a board that would be a cluster."""
        self._place.new_theme()

    def align_left(self) -> None:
        """Show the board, where cards are aligned."""
        self._place.show_board()

    def align_top(self) -> None:
        """Show the board, where cards are aligned."""
        self._place.show_board()

    def tidy_rows(self) -> None:
        """Show the board, where cards are tidied."""
        self._place.show_board()

    def lay_out_anew(self) -> None:
        """Show the board, which can be laid out anew."""
        self._place.show_board()
