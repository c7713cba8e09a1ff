"""Codebooks of REFI-QDA (.qdc): codes and sets of codes, without any text."""

from __future__ import annotations

from pathlib import Path

from qda.core.exchange.bundle import Bundle, Loss
from qda.core.naming import clean
from qda.core.refi.codes import read_codes, read_sets
from qda.core.refi.container import Container, TooLargeError
from qda.core.refi.draft import Draft
from qda.core.refi.elements import ORIGIN, file_of, open_tag
from qda.core.refi.losses import Losses
from qda.core.refi.markup import child, parse
from qda.core.refi.schema import check
from qda.core.refi.write_codes import code_elements, code_sets
from qda.core.whole_file import refuse_what_is_no_file
from qda.errors import RefusedError, UnreadableFileError
from qda.i18n import _
from qda.progress import Progress

_MOST = 20_000_000
NAMESPACE = "urn:QDA-XML:codebook:1.0"


def read(path: Path, progress: Progress | None = None) -> Bundle:  # noqa: ARG001  # readers are called alike
    """Return the codes of a codebook in any namespace that programs write; the bundle has nothing else.

    Raises UnreadableFileError for what is no codebook, is broken beyond mending, or hostile.
    """
    path = Path(path)
    try:
        refuse_what_is_no_file(path)
        if path.stat().st_size > _MOST:
            raise TooLargeError(_("{file} is larger than any codebook, and was not read.").format(file=path.name))
        data = path.read_bytes()
    except OSError as error:
        sentence = _("{file} could not be read: {reason}.")
        raise UnreadableFileError(sentence.format(file=path.name, reason=error.strerror or error)) from error
    root, mended = parse(data, path.name, path.name)
    if root.tag != "CodeBook":
        raise UnreadableFileError(_("{file} is XML, but no codebook.").format(file=path.name))
    draft = Draft(Container(path, data, path.name), clean(root.get("origin") or ""))
    if mended:
        why = _("The file was not sound XML; letters that XML can’t hold were left out or written as they should be.")
        draft.lose("moved", _("Places in the codebook"), "", why, mended)
    read_codes(draft, root)
    read_sets(draft, child(root, "Sets"))
    return Bundle(
        program=draft.program,
        title=path.stem,
        codes=tuple(draft.codes.values()),
        sets=tuple(draft.sets.values()),
        losses=draft.losses,
    )


def write(path: Path, bundle: Bundle) -> tuple[Loss, ...]:
    """Write the codes of a bundle, and its sets of codes, as a codebook; return what the format can't hold.

    The same bundle gives the same bytes. Raises RefusedError where there are no codes: an empty codebook is none.
    """
    if not bundle.codes:
        raise RefusedError(_("There are no codes, and a codebook without codes is none."))
    losses = Losses()
    pieces = [
        open_tag("CodeBook", xmlns=NAMESPACE, origin=ORIGIN),
        "<Codes>\n",
        *code_elements(losses, bundle, {}),
        "</Codes>\n",
        *code_sets(losses, bundle),
        "</CodeBook>\n",
    ]
    data = file_of(pieces)
    check(data, "Codebook.xsd")
    path.write_bytes(data)
    return losses.losses
