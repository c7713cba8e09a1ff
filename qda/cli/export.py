"""Writing products (tables for the paper, codebook, quotes) from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli import output
from qda.cli.coding import attribute_pair
from qda.cli.pseudonymise import passphrase_of
from qda.cli.studies import AsJson
from qda.errors import RefusedError
from qda.i18n import _

if TYPE_CHECKING:
    from qda.core.exporters import Choice

Several = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(export)


def export(
    study: Annotated[Path | None, typer.Argument(metavar="STUDY.loom", help="The project file.")] = None,
    product: Annotated[str | None, typer.Argument(metavar="PRODUCT", help="What to write; see --list.")] = None,
    file: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; its suffix decides the format.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List products and their suffixes.")] = False,
    theme: Annotated[Several, typer.Option(metavar="T", help="Only this theme with its subthemes.")] = None,
    counts: Annotated[
        bool | None, typer.Option("--counts/--no-counts", help="Show numbers of sources and participants.")
    ] = None,
    most: Annotated[
        int | None, typer.Option("--quotes-per-theme", min=0, metavar="N", help="At most so many quotes a theme.")
    ] = None,
    attribute: Annotated[Several, typer.Option(metavar="A", help="Show this attribute of participants.")] = None,
    code: Annotated[Several, typer.Option(metavar="C", help="Quotes and codings: of this code.")] = None,
    source: Annotated[Several, typer.Option(metavar="S", help="Quotes and codings: of this transcript.")] = None,
    coder: Annotated[Several, typer.Option(metavar="N", help="Quotes and codings: by this coder.")] = None,
    where: Annotated[Several, typer.Option(metavar="ATTRIBUTE=VALUE", help="Quotes and codings: of whom.")] = None,
    choose: Annotated[
        Several, typer.Option("--set", metavar="NAME=VALUE", help="What the product lets you choose; see --list.")
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.docx", exists=True, dir_okay=False, help="A Word file whose styles a Word document takes."
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="KEY", help="The key of pseudonyms, sealed or not; it is read and forgotten."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing, exit 1, where something should not leave the study.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write a product of a project to a file."""
    if listing:
        _list(as_json)
        return
    for value, name in ((study, "STUDY.loom"), (product, "PRODUCT"), (file, "-o FILE")):
        if value is None:
            raise typer.BadParameter(_("It is missing; `qda export --list` names the products."), param_hint=name)
    assert study is not None and product is not None and file is not None
    from qda.core.exporters import Product, ProductOptions
    from qda.core.exporters import export as write
    from qda.core.exporters.restyling import LARGEST
    from qda.core.privacy.leaving import look_through
    from qda.core.privacy.standing import Finding
    from qda.core.themes.outline import find_theme
    from qda.core.wanted import filter_of
    from qda.core.whole_file import bytes_of
    from qda.storage.project import Project

    pairs = [attribute_pair(pair) for pair in where or ()]
    chosen = dict(attribute_pair(pair, "--set", "NAME=VALUE") for pair in choose or ())
    with Project.open(study, read_only=True) as project, project.read() as session:
        options = ProductOptions(
            theme_ids=tuple(find_theme(session, name) for name in theme) if theme else None,
            counts=counts,
            quotes_per_theme=most,
            attributes=tuple(attribute) if attribute else None,
            wanted=filter_of(session, code=code, source=source, coder=coder, where=pairs),
            chosen=chosen,
            template=bytes_of(template, LARGEST) if template else None,
            template_name=template.name if template else "",
        )
        found: list[Finding] = []
        passphrase = passphrase_of(key)

        def look(wanted: Product, unfinished: Path, chosen: ProductOptions) -> None:
            found.extend(look_through(session, wanted, unfinished, chosen, key=key, passphrase=passphrase))
            if strict and any(one.certain for one in found):
                for one in found:
                    output.warn(one.sentence)
                raise RefusedError(_("{file} was not written: see above.").format(file=file.name))

        written = write(session, product, file, options, look)
    output.tell_written(written.path, (*written.notices, *(one.sentence for one in found)), as_json)


def _list(as_json: bool) -> None:
    from qda.core.exporters import products

    found = list(products().values())
    rows = [
        {
            "product": one.name,
            "suffixes": one.suffixes,
            "about": one.about,
            "choices": [
                {"name": choice.name, "values": [value for value, _words in choice.values], "about": choice.title}
                for choice in one.choices
            ],
        }
        for one in found
    ]
    if as_json:
        output.print_json(rows)
    else:
        output.print_table(
            (_("product"), _("suffixes"), _("about"), _("--set")),
            [(one.name, " ".join(one.suffixes), one.about, " ".join(map(_choice, one.choices))) for one in found],
        )


def _choice(choice: Choice) -> str:
    return f"{choice.name}={'|'.join(value for value, _words in choice.values) or '…'}"
