"""Where two versions of a text differ: each place with the words around it, struck through what went."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from qda.core.replacing import Swap
from qda.i18n import _, n_
from qda.ui import theme

_MOST = 300  # places that are shown
_AROUND = 60  # characters beside each
_LONGEST = 2_000  # characters of one change


class TextDifferences(QTextBrowser):
    """Shows what went struck through and what came underlined; colour is never alone."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)

    def show_differences(self, before: str, after: str, swaps: Sequence[Swap]) -> None:
        """Show the `swaps` that lead from one text to the other."""
        worn = theme.current()
        if not swaps:
            said = [_("Both have the same words.")]
        else:
            said = [
                n_("They differ in {n} place.", "They differ in {n} places.", len(swaps)),
                _("Struck through: went. Underlined: came."),
            ]
        if len(swaps) > _MOST:
            said.append(n_("The first {n} is shown.", "The first {n} are shown.", _MOST))
        parts = [f'<p style="color: {worn.muted}">{escape(" ".join(said))}</p>']
        for start, end, first, last in swaps[:_MOST]:
            gone, came = _shown(before[start:end]), _shown(after[first:last])
            went = f'<s style="color: {worn.danger}">{gone}</s>' if gone else ""
            new = f'<u style="color: {worn.success}; font-weight: 600">{came}</u>' if came else ""
            between = " " if went and new else ""
            left, right = _shown(after[max(0, first - _AROUND) : first]), _shown(after[last : last + _AROUND])
            parts.append(f"<p>…{left}{went}{between}{new}{right}…</p>")
        self.setHtml("".join(parts))


def _shown(words: str) -> str:
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST // 2]} […] {words[-_LONGEST // 2 :]}"
    return escape(words, quote=False).replace("\n", " ¶ ")
