"""Easy read in the terminal: what the rules of a profile have to say about a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli import output
from qda.cli.studies import AsJson
from qda.i18n import _, n_

if TYPE_CHECKING:
    from qda.core.easyread.profiles import Profile


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(rich_markup_mode=None, help="Easy read: check a text by the rules of easy language.")
    group.callback()(lambda: None)
    group.command("check")(check)
    group.command("rules")(rules)
    app.add_typer(group, name="easyread")


def check(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A text: .txt, .md, .docx or .html.", show_default=False),
    ],
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            metavar="NAME",
            help="Which rules: uk, easy-english, falc, inclusion-europe, lectura-facil, leichte-sprache, lettlest, or "
            "a profile of your own (.toml); without it those of the language.",
        ),
    ] = "",
    language: Annotated[
        str, typer.Option("--lang", metavar="LANG", help="The language, as en or de; without it that of the profile.")
    ] = "",
    model: Annotated[
        bool, typer.Option("--model/--no-model", help="With a language model where there is one, or without.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """List what the rules of easy language have to say about a file: no score, people judge whether it is easy."""
    from qda.core.easyread.checking import Checker, about_models
    from qda.core.easyread.files import read_written

    asked = _profile(profile, language)
    spoken = language or asked.language or "en"
    written = read_written(file)
    hints = Checker(asked, spoken, model=model).written(written)
    if as_json:
        output.print_json(hints)
        return
    output.print_table(
        (_("line"), _("rule"), _("kind"), _("words"), _("hint")),
        [
            (written.text.count("\n", 0, hint.start) + 1, hint.rule, hint.kind, _short(hint.text), hint.hint)
            for hint in hints
        ],
    )
    output.say(
        n_("{n} hint by the profile", "{n} hints by the profile", len(hints))
        + _(" “{profile}”. Only the people it is for can say whether it is easy.").format(profile=asked.name)
    )
    missing = about_models(spoken) if model else ""
    if missing:
        output.warn(missing)


def rules(
    profile: Annotated[
        str, typer.Option("--profile", metavar="NAME", help="Whose rules; as in `qda easyread check`.")
    ] = "",
    language: Annotated[str, typer.Option("--lang", metavar="LANG", help="The profile of a language.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the rules of a profile with their numbers, kinds and sources: A is sure, B perhaps, P people judge."""
    from qda.core.easyread.evidence import EVIDENCE
    from qda.core.easyread.profiles import number_in_words

    rows = [rule for rule in _profile(profile, language).rules.values() if rule.on]
    if as_json:
        output.print_json(rows)
        return
    output.print_table(
        (_("rule"), _("kind"), _("what it asks for"), _("number"), _("source")),
        [
            (
                rule.id,
                rule.kind + ("P" if rule.question else ""),
                rule.title,
                number_in_words(rule),
                rule.source + (_(" (to confirm)") if rule.to_confirm else ""),
            )
            for rule in rows
        ],
    )
    for sentence in EVIDENCE:
        output.say(sentence)


def _profile(name: str, language: str) -> Profile:
    from qda.core.easyread.profiles import profile, profile_for, read_profile

    if not name:
        return profile_for(language)
    return read_profile(Path(name)) if name.endswith(".toml") else profile(name)


def _short(words: str) -> str:
    return words if len(words) <= 30 else words[:29] + "…"
