"""Presets: what a publisher asks of tables, figures and further files, as rules with their sources.

The rules stand in ``resources/papers/presets``, a file a preset. A rule that nobody could look up is marked "from
memory, to be confirmed", and says so wherever it is told.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from qda.errors import NotFoundError
from qda.i18n import _
from qda.resources import path

NAMES = ("bmc", "bmj", "sage-apa", "thesis")
"""The presets, in the order in which they are offered."""
RULES: Mapping[str, type] = {
    "title_words": int,  # words of a title of a table or figure, at most
    "legend_words": int,  # words of what stands below it, at most
    "shading": bool,  # whether cells may have a colour behind them
    "colour": bool,  # whether figures may need their colours
    "placement": str,  # where tables stand: "in text" or "at the end"
    "figures": str,  # where figures stand: "in text" or "apart"
    "caption": str,  # "stacked": the number above the title, which is in italics
    "people": str,  # "groups": participants are not listed one by one
    "further_files": str,  # what a further file is called, with its number as {n}
}
"""What a preset may say, and the type of its value."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what the program heeds, what it says, where it was read, and whether it was looked up (`confirmed`)."""

    value: str | int | bool
    words: str
    source: str
    confirmed: bool

    def told(self) -> str:
        """Return the rule in words, with a remark where it is from memory."""
        return self.words if self.confirmed else f"{self.words} {_('(From memory, to be confirmed.)')}"


@dataclass(frozen=True, slots=True)
class Preset:
    """The rules of one publisher by their names (:data:`RULES`); what it is silent about has no rule."""

    name: str
    title: str
    note: str
    rules: Mapping[str, Rule]

    def words_at_most(self, rule: str) -> int | None:
        """Return how many words a title or legend may have, None where nothing is said."""
        found = self.rules.get(rule)
        return int(found.value) if found else None

    @property
    def shading(self) -> bool:
        """Say whether cells may have a colour behind them."""
        return "shading" not in self.rules or bool(self.rules["shading"].value)

    @property
    def colour(self) -> bool:
        """Say whether figures may need their colours to be understood."""
        return "colour" not in self.rules or bool(self.rules["colour"].value)

    @property
    def tables_at_the_end(self) -> bool:
        """Say whether tables stand behind the text and not in it."""
        return self._says("placement", "at the end")

    @property
    def figures_apart(self) -> bool:
        """Say whether figures are files of their own."""
        return self._says("figures", "apart")

    @property
    def stacked_captions(self) -> bool:
        """Say whether the number of a table stands above its title, which is in italics then."""
        return self._says("caption", "stacked")

    @property
    def groups_only(self) -> bool:
        """Say whether participants must not be listed one by one."""
        return self._says("people", "groups")

    def further_file(self, number: int) -> str:
        """Return what the further file of this number is called, such as “Additional file 2”."""
        found = self.rules.get("further_files")
        return (str(found.value) if found else _("Further file {n}")).format(n=number)

    def _says(self, rule: str, value: str) -> bool:
        return rule in self.rules and self.rules[rule].value == value


def preset(name: str) -> Preset:
    """Return a preset by its name; NotFoundError for one that there isn't."""
    if name not in NAMES:
        raise NotFoundError(
            _("There is no preset called {name}; there are {names}.").format(name=name, names=", ".join(NAMES))
        )
    return _read(name)


def presets() -> dict[str, Preset]:
    """Return all presets by name, in the order in which they are offered."""
    return {name: _read(name) for name in NAMES}


@lru_cache
def _read(name: str) -> Preset:
    told = tomllib.loads(path("papers", "presets", f"{name}.toml").read_text(encoding="utf-8"))
    rules = {
        rule: Rule(said["value"], said["words"], said["source"], said.get("confirmed", False))
        for rule, said in told.items()
        if rule in RULES
    }
    return Preset(name, told["title"], told["note"], MappingProxyType(rules))
