"""Writing products (tables for the paper, codebook, quotes) from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qda.cli import output
from qda.cli.coding import attribute_pair
from qda.cli.studies import AsJson
from qda.i18n import _

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
    from qda.core.exporters import ProductOptions
    from qda.core.exporters import export as write
    from qda.core.themes.outline import find_theme
    from qda.core.wanted import filter_of
    from qda.storage.project import Project

    pairs = [attribute_pair(pair) for pair in where or ()]
    with Project.open(study, read_only=True) as project, project.read() as session:
        options = ProductOptions(
            theme_ids=tuple(find_theme(session, name) for name in theme) if theme else None,
            counts=counts,
            quotes_per_theme=most,
            attributes=tuple(attribute) if attribute else None,
            wanted=filter_of(session, code=code, source=source, coder=coder, where=pairs),
        )
        written = write(session, product, file, options)
    for notice in written.notices:
        output.warn(notice)
    if as_json:
        output.print_json({"file": str(written.path), "notices": written.notices})
    else:
        output.say(_("{file} is written.").format(file=written.path))


def _list(as_json: bool) -> None:
    from qda.core.exporters import products

    rows = [{"product": one.name, "suffixes": one.suffixes, "about": one.about} for one in products().values()]
    if as_json:
        output.print_json(rows)
    else:
        output.print_table(
            (_("product"), _("suffixes"), _("about")),
            [(one.name, " ".join(one.suffixes), one.about) for one in products().values()],
        )
