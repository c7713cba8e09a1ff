"""Calm pages beside the course: a break with whom one can talk to, slowing down, and leaving the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qda.core.review.view import RATES, View
from qda.ui.together.page import Choice, Line, Page


def support_lines(words: Mapping[str, str], support: tuple[str, str]) -> list[Line]:
    """Return whom one can talk to, and the number; nothing where the round names nobody."""
    name, phone = support
    found = []
    if name:
        found.append(Line(words["calm.talk"].format(name=name)))
    if phone:
        found.append(Line(words["calm.phone"].format(phone=phone)))
    return found


def calm_page(kind: str, words: Mapping[str, str], support: tuple[str, str], view: View) -> Page:
    """Return the page called `kind`: stop, slow or leave."""
    on = Choice("on", words["go.on"])
    if kind == "stop":
        lines = (Line(words["calm.kept"]), *support_lines(words, support))
        return Page(kind, words["calm.stop"], lines, choices=(on, Choice("finish", words["go.finish"])))
    if kind == "leave":
        leaving = (Choice("on", words["screen.stay"]), Choice("leave", words["screen.go"]))
        return Page(kind, words["screen.leave"], (Line(words["calm.kept"]),), choices=leaving)
    choices = (
        on,
        Choice("bigger", words["calm.bigger"]),
        Choice("smaller", words["calm.smaller"]),
        Choice("space", words["calm.less" if view.space else "calm.space"]),
        Choice("rate", words["calm.slower" if view.rate == RATES[0] else "calm.faster"]),
    )
    return Page(kind, words["calm.slow"], choices=choices)


def changed_view(choice: str, view: View) -> View:
    """Return how the screen is set after a choice of the page that slows down."""
    if choice in ("bigger", "smaller"):
        return view.sized(1 if choice == "bigger" else -1)
    if choice == "space":
        return replace(view, space=not view.space)
    return replace(view, rate=RATES[1] if view.rate == RATES[0] else RATES[0])
