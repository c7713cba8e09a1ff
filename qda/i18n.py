"""Words for people: every sentence goes through gettext, in every layer."""

from __future__ import annotations

import gettext as _gettext

_translation: _gettext.NullTranslations = _gettext.NullTranslations()


def use_language(language: str | None) -> None:
    """Speak `language` (a gettext name such as ``de``) from now on; plain English where there is no translation."""
    global _translation
    from qda.resources import path

    _translation = _gettext.translation(
        "themeloom", localedir=str(path("locale")), languages=[language] if language else None, fallback=True
    )


def _(text: str) -> str:
    """Return `text` in the person's language."""
    return _translation.gettext(text)


def n_(one: str, many: str, count: int) -> str:
    """Return the singular or plural of a sentence for `count`, with ``{n}`` filled in."""
    return _translation.ngettext(one, many, count).format(n=count)
