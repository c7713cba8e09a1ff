"""Profiles: what each standard of easy language asks for, a data file each, with numbers that people may change."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from qda import resources
from qda.core.easyread.hints import KINDS
from qda.errors import NotFoundError, UnreadableFileError
from qda.i18n import _

USUAL = "uk"
OFF = -1.0
"""As a changed number: the rule is not looked at. Any other number switches a rule on that the profile leaves out."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in one profile.

    `number` is its threshold in `unit` (None: it has none), `low` and `high` what people may make of it. `hint` is what
    it says, with {n}, {most}, {words} and {instead} to be filled in; `hints` are further ones by key. `question` is
    what to ask people where only they can tell. `source` names where it stands; `to_confirm` where it was not read in
    the full text.
    """

    id: str
    title: str
    kind: str
    hint: str
    hints: Mapping[str, str]
    question: str
    number: float | None
    unit: str
    low: float
    high: float
    on: bool
    source: str
    to_confirm: bool

    @property
    def most(self) -> float:
        """Return the threshold as a number; a rule without one has 0."""
        return self.number or 0.0


@dataclass(frozen=True, slots=True)
class Profile:
    """A standard of easy language: `language` is the one it is for ("" for any), `rules` are all there are, by id."""

    id: str
    name: str
    language: str
    about: str
    rules: Mapping[str, Rule]

    def rule(self, name: str) -> Rule | None:
        """Return a rule that is looked at, None where it is not."""
        found = self.rules.get(name)
        return found if found is not None and found.on else None

    def adjusted(self, numbers: Mapping[str, float]) -> Profile:
        """Return the profile with changed numbers by rule; OFF switches a rule off, any other number on."""
        rules = dict(self.rules)
        for name, number in numbers.items():
            if name in rules:
                old = rules[name]
                kept = old.number if number < 0 or old.number is None else float(number)
                rules[name] = replace(old, on=number >= 0, number=kept)
        return replace(self, rules=rules)

    def questions(self) -> tuple[tuple[str, str], ...]:
        """Return what only people can judge: ids of rules that are looked at, with the question to ask."""
        return tuple((rule.id, rule.question) for rule in self.rules.values() if rule.on and rule.question)


def profiles() -> tuple[Profile, ...]:
    """Return all profiles that come with the program, the usual one first."""
    return tuple(profile(name) for name in _names())


@lru_cache
def profile(name: str = USUAL) -> Profile:
    """Return a profile by its id; NotFoundError where there is none."""
    if name not in _names():
        known = ", ".join(_names())
        raise NotFoundError(_("There is no profile “{name}”; there are: {known}.").format(name=name, known=known))
    return read_profile(resources.path("easyread", "profiles", f"{name}.toml"))


def profile_for(language: str) -> Profile:
    """Return the profile that is made for a language (BCP 47 tag), the usual one where none is."""
    code = language.replace("_", "-").split("-")[0].casefold()
    code = "nb" if code in ("no", "nn") else code
    return next((one for one in profiles() if one.language and one.language == code), profile())


@cache
def _names() -> tuple[str, ...]:
    names = sorted(path.stem for path in resources.path("easyread", "profiles").glob("*.toml"))
    return (USUAL, *(name for name in names if name != USUAL))


def read_profile(path: Path) -> Profile:
    """Return the profile in a TOML file, one of ours or somebody's own; UnreadableFileError for what is none."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise UnreadableFileError(_("{file} is no profile: {reason}.").format(file=path.name, reason=error)) from error
    given = written.get("rules", {})
    usual = _usual()
    strange = [name for name, row in given.items() if name not in usual or not isinstance(row, dict)]
    if strange or not isinstance(written.get("name"), str):
        reason = ", ".join(strange) or "name"
        raise UnreadableFileError(_("{file} is no profile: {reason}.").format(file=path.name, reason=reason))
    rules = {name: _rule(path, name, usual[name], given.get(name)) for name in usual}
    about = str(written.get("about", ""))
    return Profile(path.stem, written["name"], str(written.get("language", "")), about, rules)


def _rule(path: Path, name: str, usual: Mapping[str, Any], given: Mapping[str, Any] | None) -> Rule:
    row = {**usual, **(given or {})}
    sources = [*map(str, row.get("sources", ())), *map(str, row.get("confirm", ()))]
    hints = {key: str(words) for key, words in {**usual.get("hints", {}), **row.get("hints", {})}.items()}
    try:
        number = None if row.get("number") is None else float(row["number"])
        low, high = (float(end) for end in row.get("range", (0, 100)))
    except (TypeError, ValueError) as error:
        raise UnreadableFileError(_("{file} is no profile: {reason}.").format(file=path.name, reason=name)) from error
    if row["kind"] not in KINDS:
        raise UnreadableFileError(_("{file} is no profile: {reason}.").format(file=path.name, reason=name))
    return Rule(
        id=name,
        title=_(row["title"]),
        kind=row["kind"],
        hint=_(row["hint"]),
        hints={key: _(words) for key, words in hints.items()},
        question=_(row["question"]) if row.get("question") else "",
        number=number,
        unit=_(row["unit"]) if row.get("unit") else "",
        low=low,
        high=high,
        on=given is not None,
        source="; ".join(source_names().get(one, one) for one in sources),
        to_confirm=bool(row.get("confirm")) and not row.get("sources"),
    )


def number_in_words(rule: Rule) -> str:
    """Return the number of a rule with its unit, "15 words", as people read it; "" where it has none."""
    return "" if rule.number is None else f"{rule.number:g} {rule.unit}".strip()


@cache
def _usual() -> Mapping[str, Mapping[str, Any]]:
    found = tomllib.loads(resources.path("easyread", "rules.toml").read_text(encoding="utf-8"))
    return MappingProxyType(found)


@cache
def source_names() -> Mapping[str, str]:
    """Return the names of all sources by the short form in which profiles have them."""
    found = tomllib.loads(resources.path("easyread", "sources.toml").read_text(encoding="utf-8"))
    return MappingProxyType({key: str(row["name"]) for key, row in found.items()})
