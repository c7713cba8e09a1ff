"""What a formatted document holds beside its text and was left out, counted, and the sentences that say so."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.core.text import count_words
from qda.i18n import _, n_

_LONGEST_SHOWN = 60


@dataclass(slots=True)
class Omissions:
    """Counts of what is no text of anybody's; `hidden` holds hidden text, `margins` texts of headers and footers."""

    hidden: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    comments: int = 0
    deletions: int = 0
    embedded: int = 0
    unknown_signs: int = 0

    def sentences(self) -> tuple[str, ...]:
        """Return a finished sentence for each kind of thing that was left out."""
        found: list[str] = []
        if self.deletions:
            found.append(
                _("The document has tracked changes: insertions are part of the text, deletions were left out.")
            )
        if hidden := count_words(" ".join(self.hidden)):
            found.append(n_("{n} word of hidden text was left out.", "{n} words of hidden text were left out.", hidden))
        if self.comments:
            found.append(n_("{n} comment was left out.", "{n} comments were left out.", self.comments))
        if margins := list(dict.fromkeys(text for text in map(shortened, self.margins) if text)):
            texts = ", ".join(f"“{text}”" for text in margins)
            found.append(_("Headers and footers were left out: {texts}.").format(texts=texts))
        if self.embedded:
            found.append(
                _(
                    "Another document is embedded in this one, and its text could not be read. Open the file in its "
                    "program, save it again and import that."
                )
            )
        if self.unknown_signs:
            found.append(
                n_(
                    "{n} sign of a symbol font has no known meaning; look it up in the document.",
                    "{n} signs of symbol fonts have no known meaning; look them up in the document.",
                    self.unknown_signs,
                )
            )
        return tuple(found)


def shortened(text: str) -> str:
    """Return `text` on one line, cut to what a sentence can hold."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN].rstrip() + "…"
