"""Words for people: every sentence goes through gettext, in every layer."""

from __future__ import annotations

import gettext as _gettext

from qda.resources import path

# The person's language, as the system says it (LANGUAGE, LC_ALL, LC_MESSAGES, LANG); it can't change while words that
# were looked up at import are in use. Plain English where there is no translation.
_translation = _gettext.translation("themeloom", localedir=str(path("locale")), fallback=True)


def _(text: str) -> str:
    """Return `text` in the person's language."""
    return _translation.gettext(text)


def n_(one: str, many: str, count: int, **words: object) -> str:
    """Return the singular or plural of a sentence for `count`, with ``{n}`` and the gaps for `words` filled in."""
    return _translation.ngettext(one, many, count).format(n=count, **words)
