"""The operations that are measured, with their targets, in the order of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """One row of the table: `where` is module and function in this package, `on` names what it works on.

    `on` is ``project`` (of the size asked for, with long transcript and much used code), ``plain`` (without these),
    ``S`` or ``M`` (always that size), ``docx`` (Word files) or nothing. `target` is a ratio to the floor (of
    :mod:`tests.benchmarks.floors`), `limit` is in seconds for the median, `limit_p95`
    for the 95th percentile, `limit_mb` in MB. A `slow` one has fewer rounds.
    """

    name: str
    words: str
    where: str
    on: str = "project"
    target: float | None = None
    limit: float | None = None
    limit_p95: float | None = None
    limit_mb: float | None = None
    slow: bool = False


OPERATIONS = (
    Operation("start", "process start to a usable window", "processes:start", "", 2.5),
    Operation("codes", "qda codes from the shell, size S", "processes:codes", "S", 2),
    Operation("open", "open the project, codebook with counts painted", "screen:open_project", limit=0.5),
    Operation("transcript", "open a usual transcript until painted", "screen:open_usual", target=3),
    Operation("long", "open a transcript of 100,000 words until painted", "screen:open_long", target=4),
    Operation("page", "a page down in that transcript until painted", "screen:page_down", target=2),
    Operation("apply", "apply a code until painted", "screen:apply_code", limit=0.05, limit_p95=0.1),
    Operation("remove", "take a code away until painted", "screen:remove_code", limit=0.05),
    Operation(
        "apply-long",
        "apply a code in the long one until painted",
        "screen:apply_code_long",
        limit=0.05,
        limit_p95=0.1,
    ),
    Operation("remove-long", "take a code away in the long one", "screen:remove_code_long", limit=0.05),
    Operation("write", "a key in the long one, corrected in place", "screen:write_long", limit=0.03, limit_p95=0.1),
    Operation("correct", "accept a correction in the long one", "correcting:correct_long", limit=1),
    Operation("apply-locked", "apply a code in a locked project, over a plain one", "locking:apply_locked", target=2),
    Operation("new-code", "make a new code and apply it until painted", "screen:new_code", limit=0.1),
    Operation("palette", "palette list after each key until painted", "screen:palette_keys", limit=0.03),
    Operation("filter", "filter of the codebook tree, 500 codes, each key", "screen:filter_codes", "S", limit=0.05),
    Operation("quotes", "5,000 quotes of a code, first screen", "screen:first_quotes", limit=0.15),
    Operation("all-quotes", "5,000 quotes of a code, all as data", "reading:all_quotes", limit=0.5),
    Operation("search", "full-text search, first 100 hits", "reading:full_text", limit=0.05),
    Operation(
        "search-typed",
        "search as you type, shrinking to one letter",
        "searching:shrinking",
        limit=0.2,
        limit_mb=50,
    ),
    Operation("counts", "counts of codes x sources", "reading:counts", limit=0.5),
    Operation("matrix", "matrix of codes x sources until painted", "tabling:matrix", limit=0.5),
    Operation("audit", "audit trail of all changes, a fifth decisions, to docx", "trailing:audit", limit=20, slow=True),
    Operation("cooccurrence", "co-occurrence of all codes, overlapping", "counting:cooccurrence", limit=2),
    Operation("near", "co-occurrence within two lines, with all below", "counting:cooccurrence_near", limit=5),
    Operation("saturation", "saturation in both orders", "counting:new_codes", limit=1),
    Operation("coverage", "coverage with uncoded stretches", "counting:coverage", limit=2),
    Operation("agreement", "agreement of 4 coders on all codes, intervals", "agreeing:agreement", limit=10, slow=True),
    Operation("agreement-code", "agreement of 4 coders on one code", "agreeing:agreement_code", limit=0.3),
    Operation("docx", "theme-quote table of 5,000 quotes to docx", "files:table_docx", target=2),
    Operation("xlsx", "theme-quote table of 5,000 quotes to xlsx", "files:table_xlsx", target=2, slow=True),
    Operation("csv", "theme-quote table of 5,000 quotes to csv", "files:table_csv", target=2),
    Operation("codings-xlsx", "100,000 coded passages to xlsx", "dataset:quotes_xlsx", limit=20, slow=True),
    Operation("codings-csv", "100,000 coded passages to csv", "dataset:quotes_csv", limit=20, slow=True),
    Operation("everything", "everything as csv, xlsx and json", "dataset:everything", limit=90, slow=True),
    Operation("import", "import docx of 10,000 words", "files:import_docx", "docx", 4, slow=True),
    Operation(
        "qdpx", "project of size M to REFI-QDA", "exchanging:export_project", "M", limit=2, limit_mb=400, slow=True
    ),
    Operation(
        "qdpx-in", "project of size M from REFI-QDA", "exchanging:import_project", "M", limit=4, limit_mb=400, slow=True
    ),
    Operation("undo", "undo of a change of 20,000 codings", "reading:undo", limit=2, slow=True),
    Operation(
        "merge", "merge of a copy, 50,000 codings on each side", "merging:merge_copies", "plain", limit=30, slow=True
    ),
    Operation("reconcile", "differences of a source side by side until painted", "reconciling:side_by_side", limit=0.5),
    Operation("board", "board of 300 codes opened until painted", "boards:open_board", limit=1),
    Operation("card", "a card of 300 moved a little until painted", "boards:move_card", limit=0.016),
    Operation("card-drop", "a card dropped into another cluster until painted", "boards:drop_card", limit=0.3),
    Operation("hints", "easy-read hints for 10 pages after a change", "easyreading:hints", "", limit=0.5),
    Operation("easy-page", "easy-read page set anew, with how full it is", "easyreading:page", "", limit=0.1),
    Operation("easy-pdf", "easy-read summary of 10 pages as tagged PDF", "easyreading:pdf", "", limit=5),
    Operation("memory", "memory, project open and transcript shown", "screen:memory", limit_mb=300, slow=True),
    Operation("file", "project file over its text", "reading:file_size", "plain", slow=True),
    Operation("file-m", "project file over its text, size M", "reading:file_size", "M", 3, slow=True),
)
# The file may be this many times as large as the text in it.
FILE_TARGETS = {"M": 3.0, "L": 4.0}


def find(name: str) -> Operation:
    """Return the operation called `name`."""
    return next(operation for operation in OPERATIONS if operation.name == name)
