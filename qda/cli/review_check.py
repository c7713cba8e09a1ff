"""Looking through a file before it leaves the study, in the terminal: `qda review check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qda.cli import output
from qda.cli.pseudonymise import passphrase_of
from qda.cli.studies import AsJson
from qda.i18n import _


def check(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A pack, a page, a record: .html, .docx, .pdf, .md, .qdpx.", show_default=False
        ),
    ],
    study: Annotated[
        Path, typer.Option("--study", metavar="STUDY.loom", help="The project that it came from.", show_default=False)
    ],
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="KEY", help="The key of pseudonyms, sealed or not; it is read and forgotten."),
    ] = None,
    easy: Annotated[
        bool, typer.Option("--easy", help="Quotes need the consent for easy read: the file is a page for everybody.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Look through a file for real names and for words and pictures that nobody allowed; exit 1 where there are any."""
    from qda.core.privacy.leftovers import KINDS, leftovers
    from qda.storage.project import Project

    with Project.open(study, read_only=True) as project, project.read(everything=True) as session:
        found = leftovers(session, file, key, passphrase=passphrase_of(key), easy=easy)
    if as_json:
        output.print_json(found)
    elif found:
        refused = {False: _("refused"), None: _("nobody asked"), True: ""}
        rows = [(KINDS[one.kind], one.whose, refused[one.asked], one.words, one.around) for one in found]
        output.print_table((_("what"), _("whose"), _("consent"), _("words"), _("around it")), rows)
        one, many = _("{n} thing stands in {file} that must not."), _("{n} things stand in {file} that must not.")
        output.warn((one if len(found) == 1 else many).format(n=len(found), file=file.name))
    else:
        output.say(_("Nothing was found in {file} that must not stand there.").format(file=file.name))
        if key is None:
            output.say(_("Real names were not looked for: give the key of pseudonyms (--key) to do that, too."))
    if found:
        raise typer.Exit(1)
