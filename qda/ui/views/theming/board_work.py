"""What is done on the theme board, each as one change: cards moved, clusters made, nested, named, aligned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qda.core import codebook
from qda.core.themes import board, board_layout, outline, placing
from qda.core.themes.board_layout import PAD, Box
from qda.core.themes.placing import Key, Place
from qda.i18n import _, n_
from qda.ui.widgets.board_canvas import BoardDrop

if TYPE_CHECKING:
    from qda.ui.views.themes import ThemesView
    from qda.ui.views.theming.board import BoardSurface

_STEP = 12  # units by which an arrow moves what is chosen


class BoardWork:
    """The actions of the board; some have the names of rows in :mod:`qda.ui.actions`."""

    def __init__(self, surface: BoardSurface, place: ThemesView) -> None:
        self._surface = surface
        self._place = place
        self._work = place.workspace
        self._held: list[Key] = []
        self._held_copy = False

    # Moving ----------------------------------------------------------------------------------------------------------

    def drop(self, drop: BoardDrop) -> None:
        """Put what was dropped where it fell."""
        at = [Place(drop.target, key[1], *drop.at[key]) for key in drop.keys if key[1] is not None]
        if all(key[1] is None for key in drop.keys):
            self._put_clusters(drop)
        elif drop.target is None:
            self._gather(drop.keys, copy=drop.copy, corner=drop.at[drop.keys[0]], pins=drop.pins)
        elif all(key[0] == drop.target for key in drop.keys) and not drop.copy:
            self._move(drop.keys, [*drop.pins, *at])
        else:
            self._put(drop.keys, drop.target, [*drop.pins, *at], copy=drop.copy)

    def _move(self, keys: Sequence[Key], places: Sequence[Place]) -> None:
        about = [("code", key[1]) for key in keys if key[1]] or [("theme", key[0]) for key in keys if key[0]]
        self._work.do("Move on the board", placing.place, placing.BOARD, places, about=about)

    def _put(self, keys: Sequence[Key], target: str, places: Sequence[Place] = (), *, copy: bool = False) -> None:
        cards = [(key[0], key[1]) for key in keys if key[1] is not None]
        about = [*(("code", code_id) for _theme, code_id in cards), ("theme", target)]
        done = self._work.do(
            "Put code into theme", board.put_cards, cards, target, copy=copy, places=places, about=about
        )
        if done:
            moved: list[Key] = [(target, code_id) for _theme, code_id in cards]
            self._surface.canvas.choose_keys(moved, moved[-1])

    def _put_clusters(self, drop: BoardDrop) -> None:
        themes = [str(key[0]) for key in drop.keys]
        places = [*drop.pins, *(Place(theme_id, None, *drop.at[theme_id, None]) for theme_id in themes)]
        if all(self._surface.canvas.container_of((theme_id, None)) == drop.target for theme_id in themes):
            self._move(drop.keys, places)
            return
        self._nest(themes, drop.target, places)

    def _nest(self, themes: Sequence[str], parent: str | None, places: Sequence[Place] = ()) -> None:
        about = [("theme", theme_id) for theme_id in themes]
        if self._work.do("Move theme", board.put_clusters, themes, parent, places, about=about):
            nested: list[Key] = [(theme_id, None) for theme_id in themes]
            self._surface.canvas.choose_keys(nested, nested[-1])

    def nudge(self, step: tuple[int, int]) -> None:
        """Move what is chosen a little."""
        canvas = self._surface.canvas
        boxes = self._chosen_boxes()
        if boxes:
            moved = [Place(*key, box.x + step[0] * _STEP, box.y + step[1] * _STEP) for key, box in boxes.items()]
            around = {canvas.container_of(key) for key in boxes}
            self._move(list(boxes), [*(pin for one in around for pin in canvas.pins(one, boxes)), *moved])

    def _chosen_boxes(self) -> dict[Key, Box]:
        layout, chosen = self._surface.canvas.layout_of_board, self._surface.canvas.selection
        boxes: dict[Key, Box] = {}
        for theme_id, code_id in chosen:
            if theme_id is not None and code_id is not None:
                boxes[theme_id, code_id] = layout.cards[theme_id, code_id]
            elif theme_id is not None:
                boxes[theme_id, None] = layout.clusters[theme_id]
        return boxes

    def take_out(self, keys: Sequence[Key]) -> None:
        """Take cards out of their clusters."""
        cards = [(key[0], key[1]) for key in keys if key[1] is not None]
        if cards:
            about = [part for theme_id, code_id in cards for part in (("code", code_id), ("theme", str(theme_id)))]
            canvas = self._surface.canvas
            pins = [pin for one in {theme_id for theme_id, _code in cards} for pin in canvas.pins(one, keys)]
            self._work.do("Take code out of theme", board.take_out, cards, pins, about=about)

    def send(self, code_ids: Sequence[str]) -> None:
        """Put codes of the tray into the chosen cluster."""
        target = self._surface.canvas.cluster_chosen()
        if target is None:
            self._work.failed.emit(_("Choose the cluster first; then Enter sends codes into it."))
        elif code_ids:
            self._put([(None, code_id) for code_id in code_ids], target, self._surface.canvas.pins(target))

    # Cut, copy, paste ------------------------------------------------------------------------------------------------

    def cut(self) -> None:
        """Hold the chosen cards or clusters until they are pasted into another cluster."""
        self._hold(copy=False)

    def copy(self) -> None:
        """Hold the chosen cards until they are pasted into another cluster, where they then stand as well."""
        self._hold(copy=True)

    def _hold(self, *, copy: bool) -> None:
        canvas, tray = self._surface.canvas, self._surface.tray
        if tray.list.hasFocus():
            self._held = [(None, code_id) for code_id in tray.chosen()]
        else:
            self._held = canvas.cards_chosen() or ([] if copy else list(canvas.selection))
        self._held_copy = copy
        if self._held:
            words = n_("{n} thing is held.", "{n} things are held.", len(self._held))
            self._work.told.emit(f"{words} {_('Choose a cluster and press Ctrl+V.')}", False)

    def held(self) -> list[Key]:
        """Return what is held and still there."""
        here = self._surface.canvas.by_key
        return [key for key in self._held if key[0] is None or key in here]

    def paste(self) -> None:
        """Put what is held into the chosen cluster; without one, cards become a cluster, and a cluster goes on top."""
        held, target = self.held(), self._surface.canvas.cluster_chosen()
        if not held:
            return
        if all(key[1] is None for key in held):
            self._nest([str(key[0]) for key in held], target)
        elif target is None:
            self._gather(held, copy=self._held_copy)
        else:
            self._put(held, target, self._surface.canvas.pins(target), copy=self._held_copy)
        self._held = []

    # Clusters --------------------------------------------------------------------------------------------------------

    def cluster_cards(self) -> None:
        """Make the chosen cards, on the board or in the tray, a cluster with a name to be typed at once."""
        canvas, tray = self._surface.canvas, self._surface.tray
        keys: list[Key] = [(None, code_id) for code_id in tray.chosen()] if tray.list.hasFocus() else []
        self._gather(keys or canvas.cards_chosen() or [(None, code_id) for code_id in tray.chosen()])

    def _gather(
        self,
        keys: Sequence[Key],
        *,
        copy: bool = False,
        corner: tuple[int, int] | None = None,
        pins: Sequence[Place] = (),
    ) -> None:
        canvas = self._surface.canvas
        cards = [(key[0], key[1]) for key in keys if key[1] is not None]
        if corner is None:
            around = {theme_id for theme_id, _code in cards if theme_id is not None}
            pins = [pin for one in {None, *around} for pin in canvas.pins(one, keys)]
        done = self._work.do(
            "Make cluster",
            board.gather,
            cards,
            # The first card stays under the mouse.
            at=None if corner is None else (corner[0] - PAD, corner[1] - board_layout.HEAD),
            places=pins,
            coder_id=self._work.coder_id,
            copy=copy,
            about=lambda theme_id: [("theme", theme_id), *(("code", code_id) for _from, code_id in cards)],
        )
        if done:
            canvas.choose_keys([(done.value, None)], (done.value, None))
            canvas.name_in_place((done.value, None))

    def rename(self, key: Key, name: str) -> None:
        """Give a theme or code another name."""
        theme_id, code_id = key
        if code_id is not None:
            self._work.do("Rename code", codebook.edit_code, code_id, name=name, about=[("code", code_id)])
        elif theme_id is not None:
            self._work.do("Rename theme", outline.edit_theme, theme_id, name=name, about=[("theme", theme_id)])

    def rename_current(self) -> None:
        """Let the name of what is chosen be written where it stands."""
        canvas = self._surface.canvas
        if canvas.current_key is not None:
            canvas.name_in_place(canvas.current_key)

    def remove(self) -> None:
        """Take the chosen cards out of their clusters, or delete the chosen theme after a question."""
        canvas = self._surface.canvas
        if canvas.cards_chosen():
            self.take_out(canvas.cards_chosen())
        elif canvas.current_key is not None:
            self._place.remove()

    # Tidying ---------------------------------------------------------------------------------------------------------

    def align_left(self) -> None:
        """Let what is chosen stand below one another."""
        self._align("left")

    def align_top(self) -> None:
        """Let what is chosen stand side by side."""
        self._align("top")

    def tidy_rows(self) -> None:
        """Let what is chosen stand in rows; all that is in the chosen cluster where nothing else is chosen."""
        self._align("rows")

    def _align(self, way: str) -> None:
        canvas = self._surface.canvas
        boxes = self._chosen_boxes()
        if len(boxes) == 1 and (only := next(iter(boxes)))[1] is None:
            layout = canvas.layout_of_board
            boxes = {key: box for key, box in layout.cards.items() if key[0] == only[0]}
        groups: dict[str | None, dict[Key, Box]] = {}
        for key, box in boxes.items():
            groups.setdefault(canvas.container_of(key), {})[key] = box
        places: list[Place] = []
        for container, group in groups.items():
            if len(group) > 1:
                where = board_layout.aligned(group, way)
                places += [Place(*key, *at) for key, at in where.items()]
                places += canvas.pins(container, group)
        if places:
            self._move(list(boxes), places)
        else:
            self._work.failed.emit(_("Choose several cards or clusters first; then they can be aligned."))

    def lay_out_anew(self) -> None:
        """Forget where everything was put by hand."""
        self._work.do("Lay the board out anew", placing.lay_out_anew, placing.BOARD)
