"""All that can be done with the codebook beside the transcript, made together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qda.ui.views.coding.codebook_import import CodebookImport
from qda.ui.views.coding.codebook_merging import CodebookMerging
from qda.ui.views.coding.codebook_order import CodebookOrder
from qda.ui.views.coding.codebook_sheet import CodebookSheet
from qda.ui.views.coding.codebook_work import CodebookWork
from qda.ui.views.coding.codings_import import CodingsImport

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView


class CodebookActors(NamedTuple):
    """The actors, in the order in which an action looks for the one that does it."""

    work: CodebookWork
    order: CodebookOrder
    merging: CodebookMerging
    sheet: CodebookSheet
    imports: CodebookImport
    passages: CodingsImport


def codebook_actors(place: CodeView) -> CodebookActors:
    """Return the actors of the codebook for a Code place."""
    return CodebookActors(
        CodebookWork(place),
        CodebookOrder(place),
        CodebookMerging(place),
        CodebookSheet(place),
        CodebookImport(place),
        CodingsImport(place),
    )
