"""Writing products: one module a product, each a function ``write(session, path, options) -> Written``.

A product is found by the name it gives itself in :func:`product`; the suffix of the path decides the format. Products
shape their content once, as a :class:`~qda.core.exporters.grid.Grid` (a table on pages) or a
:class:`~qda.core.exporters.grid.Listing` (a table of data); :mod:`qda.core.exporters.formats` hands it to the writer
of the format. Writers import their libraries inside functions, so that looking the products up costs nothing.
"""

from __future__ import annotations

import errno
import importlib
import os
import pkgutil
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qda.errors import NotFoundError, RefusedError
from qda.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from qda.core.retrieval import Filter
    from qda.core.words import Counting


@dataclass(frozen=True, slots=True)
class ProductOptions:
    """What a person may choose about a product; each product heeds what concerns it.

    `theme_ids` are the themes wanted, with all below them (None: all that are not set aside). `counts` shows numbers
    of sources and participants (None: as the approach has it; reflexive analysis hides them). `quotes_per_theme` cuts
    the chosen quotes of a theme. `stand_ins` is how many coded passages stand in where no quote is chosen.
    `attributes` are names of participants' attributes shown with their quotes (None: all in tables of data, none on
    pages). `wanted` restricts the products `quotes` and `codings`; `counting` says how the
    product `words` counts. `chosen` has what was chosen of the product's own :class:`Choice` list, by name. `template`
    is a Word file whose styles a Word document takes, and `template_name` what it is called.
    """

    theme_ids: tuple[str, ...] | None = None
    counts: bool | None = None
    definitions: bool = True
    quotes_per_theme: int | None = None
    stand_ins: int = 3
    attributes: tuple[str, ...] | None = None
    wanted: Filter | None = None
    counting: Counting | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    template: bytes | None = None
    template_name: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: `notices` are finished sentences for the person, the numbers count what the file holds."""

    path: Path
    notices: tuple[str, ...] = ()
    themes: int = 0
    codes: int = 0
    quotes: int = 0
    codings: int = 0
    words: int = 0
    people: int = 0
    memos: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Something of a product that can be chosen: its `name` for the terminal, its `title` for the window.

    `values` are (value, its words), the first one the default; without them any words do, `default` unless given.
    """

    name: str
    title: str
    values: tuple[tuple[str, str], ...] = ()
    default: str = ""

    def of(self, options: ProductOptions) -> str:
        """Return what was chosen; RefusedError for a value there is none of."""
        first = self.values[0][0] if self.values else self.default
        value = options.chosen.get(self.name, first)
        if self.values and value not in (known := [one for one, _words in self.values]):
            sentence = _("{name} can't be {value}; it is one of {values}.")
            raise RefusedError(sentence.format(name=self.name, value=value, values=", ".join(known)))
        return value


REFUSED = Choice(
    "refused",
    _("Words of people who refused to be quoted"),
    (("leave out", _("Left out")), ("include", _("Included: the file stays with us"))),
)
"""For what holds whole texts, and may be for other programs on one's own desk."""

Writer = Callable[["Session", Path, ProductOptions], Written]


@dataclass(frozen=True, slots=True)
class Product:
    """Something that can be written: its name, its title in the window, a sentence about it, the suffixes it comes in.

    The best suffix stands first.
    """

    name: str
    title: str
    about: str
    suffixes: tuple[str, ...]
    write: Writer
    choices: tuple[Choice, ...] = ()
    alone: bool = False
    """Whether it is a document of its own kind, which can't be a part of a report."""
    own_consent: bool = False
    """Whether it asks itself who allowed what, by a stricter rule than that nobody is quoted who refused."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Return as what it can be a part of a report: ``pages`` (its text or table), ``figure``, or both."""
        suffixes = () if self.alone else self.suffixes
        return (*(["pages"] if ".docx" in suffixes else []), *(["figure"] if ".svg" in suffixes else []))


_products: dict[str, Product] = {}


def product(
    name: str,
    *,
    title: str,
    about: str,
    suffixes: tuple[str, ...],
    choices: tuple[Choice, ...] = (),
    alone: bool = False,
    own_consent: bool = False,
) -> Callable[[Writer], Writer]:
    """Register a product under `name`; this decorator is a whole plug-in."""

    def register(write: Writer) -> Writer:
        _products[name] = Product(name, title, about, suffixes, write, choices, alone, own_consent)
        return write

    return register


def products() -> dict[str, Product]:
    """Return every product by name; all modules of this package are found by themselves."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(_products.items()))


def export(
    session: Session,
    name: str,
    path: Path,
    options: ProductOptions | None = None,
    look: Callable[[Product, Path, ProductOptions], object] | None = None,
) -> Written:
    """Write the product `name` to `path`, whose suffix decides the format; a file that is there is replaced.

    The file appears whole or not at all. `look` gets what is about to appear (product, finished file, options)
    and may refuse it. Raises NotFoundError for an unknown product; RefusedError for a suffix that
    the product doesn't come in, for a place that can't be written to, and where there is nothing to write.
    """
    known = products()
    if name not in known:
        sentence = _("There is no product called {name}; there are {names}.")
        raise NotFoundError(sentence.format(name=name, names=", ".join(known)))
    wanted = known[name]
    path = Path(path)
    if path.suffix.lower() not in wanted.suffixes:
        sentence = _("{name} can't be written as {file}; it comes as {suffixes}.")
        raise RefusedError(sentence.format(name=name, file=path.name, suffixes=", ".join(wanted.suffixes)))
    options = options or ProductOptions()
    if strange := set(options.chosen).difference(one.name for one in wanted.choices):
        sentence = _("{product} has nothing called {name} to choose; it has {names}.")
        names = ", ".join(one.name for one in wanted.choices) or _("nothing")
        raise RefusedError(sentence.format(product=name, name=", ".join(sorted(strange)), names=names))
    for choice in wanted.choices:
        choice.of(options)  # a slip is told in every format, also in those for which the choice means nothing
    target = path.resolve()
    _refuse_place(target)
    unfinished = target.with_name(f".themeloom-{secrets.token_hex(6)}{target.suffix.lower()}")
    try:
        written = write(session, wanted, unfinished, options)
        if options.template is not None and unfinished.suffix == ".docx":
            from qda.core.exporters.restyling import restyle

            told = restyle(unfinished, options.template, options.template_name)
            written = replace(written, notices=(*written.notices, *told))
        if look is not None:
            look(wanted, unfinished, options)
        _settle(unfinished)
        unfinished.replace(target)
    except OSError as error:
        raise RefusedError(_failure(target, error)) from error
    finally:
        with suppress(OSError):  # a disk that can't be written to has nothing to clear away either
            unfinished.unlink(missing_ok=True)
    return replace(written, path=path)


def write(session: Session, wanted: Product, path: Path, options: ProductOptions) -> Written:
    """Write a product to a file of ours, as a preview is made, without what people refused; the notices tell of it."""
    from qda.core.privacy.withholding import withholding

    if wanted.own_consent or options.chosen.get(REFUSED.name) == "include":
        return wanted.write(session, path, options)
    with withholding(session) as withheld:
        written = wanted.write(session, path, options)
    return replace(written, notices=(*written.notices, *withheld.notices())) if withheld else written


def _refuse_place(target: Path) -> None:
    if target.is_dir():
        raise RefusedError(_("{name} is a folder. Give the file another name.").format(name=target.name))
    if not target.parent.is_dir():
        sentence = _("There is no folder {folder}. Make it first, or choose another place.")
        raise RefusedError(sentence.format(folder=target.parent))
    if target.exists() and not os.access(target, os.W_OK):
        sentence = _("{name} is protected against writing. Choose another name, or take the protection away.")
        raise RefusedError(sentence.format(name=target.name))


def _settle(path: Path) -> None:
    """Wait until the words are on the disk, so that no half file replaces a whole one when the power fails."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _failure(target: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("The disk is full; {name} was not written. Make room, or choose another place.").format(
            name=target.name
        )
    if isinstance(error, PermissionError) and target.exists():
        return _(
            "{name} can't be replaced; perhaps it is open in another program. Close it there and write it again."
        ).format(name=target.name)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _("The folder {folder} can't be written to. Choose another one.").format(folder=target.parent)
    return _("{name} can't be written: {error}. Choose another place.").format(
        name=target.name, error=error.strerror or error
    )
