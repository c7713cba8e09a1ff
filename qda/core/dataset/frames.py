"""Tables as data frames of pandas, where that is installed: the program itself does without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.core.dataset import Content, Kind
from qda.errors import RefusedError
from qda.i18n import _

if TYPE_CHECKING:
    import pandas

_TYPES: dict[Kind, str] = {
    "text": "object",
    "list": "object",
    "number": "Float64",
    "whole": "Int64",
    "yesno": "boolean",
    "time": "datetime64[ms, UTC]",
}


def data_frame(content: Content) -> pandas.DataFrame:
    """Return a table as a data frame; RefusedError says how to get pandas where it is missing."""
    try:
        import pandas
    except ImportError as error:
        sentence = _("Data frames need pandas, which is not installed here: python -m pip install pandas")
        raise RefusedError(sentence) from error
    cells = list(zip(*content.rows, strict=True)) or [()] * len(content.columns)
    return pandas.DataFrame(
        {
            column.name: pandas.Series(list(values), dtype=_TYPES[column.kind])
            for column, values in zip(content.columns, cells, strict=True)
        }
    )
