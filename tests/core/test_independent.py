"""What others did on a source stays away from those who are to code it independently, in every way of reading."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import aliased

from qda.core import coders, coding, documents, exporters, independent, memos, plan, readings, retrieval, verifying
from qda.core.agreement.comparing import Ask, compare
from qda.core.correcting import unplaced
from qda.core.memo_text import Link
from qda.core.sample import build
from qda.core.trail.audit import trail
from qda.errors import QdaError
from qda.storage.models import Coding, FrameQuote, Memo, MemoLink, Quote, QuoteWords, Reading, Unplaced, Verification
from qda.storage.project import Project


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """The sample study in which the second coder has one of the two interviews still to finish."""
    path = tmp_path_factory.mktemp("sample") / "sample.loom"
    with build(path) as project, project.change("Go on") as session:
        second, source = _who(session), documents.find_source(session, "04_henrik.vtt")
        readings.finish(session, second, [source], finished=False)
        lead = coders.find_coder(session, "NH")
        first = coding.codings(session, source)[0]
        memos.add_memo(session, "Seen", "By one.", coder_id=lead, links=[Link(source_id=source, start=3, end=9)])
        memos.add_memo(session, "On a coding", "By one.", coder_id=lead, links=[Link(coding_id=first.id)])
        lost = next(row.id for row in coding.codings(session, source)[1:] if row.coder_id == lead)
        unplaced.put_aside(session, {Coding.__table__: [lost]}, why="emptied")
        verifying.verify(session, lead, [source], note="I would say more about the boat.")
        memos.add_memo(session, "My own", "By me.", coder_id=second, links=[Link(source_id=source)])
    return path


def _who(session) -> str:
    return coders.find_coder(session, "AT")


@pytest.fixture
def blind(kept, tmp_path):
    """The project as that coder sees it."""
    with Project.open(Path(shutil.copy(kept, tmp_path / "blind.loom"))) as project:
        with project.read() as session:
            coder_id = _who(session)
            project.coder_id = coder_id
            project.sight = independent.sight(coder_id, independent.hidden(session, coder_id))
        yield project


@pytest.fixture
def alone(kept, tmp_path):
    """The same project as if nobody else had worked on that source."""
    with Project.open(Path(shutil.copy(kept, tmp_path / "alone.loom"))) as project:
        with project.change("Take away") as session:
            (source,) = independent.hidden(session, _who(session))
            theirs = select(Coding.id).where(Coding.source_id == source, Coding.coder_id != _who(session))
            linked = select(MemoLink.memo_id).where((MemoLink.source_id == source) | MemoLink.coding_id.in_(theirs))
            session.execute(delete(Memo).where(Memo.id.in_(linked), Memo.coder_id != _who(session)))
            for model in (Quote, FrameQuote):
                session.execute(delete(model).where(model.coding_id.in_(theirs)))
            session.execute(delete(Reading).where(Reading.source_id == source, Reading.coder_id != _who(session)))
            session.execute(delete(Coding).where(Coding.id.in_(theirs)))
            session.execute(delete(Unplaced).where(Unplaced.coder_id != _who(session)))
            looked = (Verification.source_id == source, Verification.coder_id != _who(session))
            session.execute(delete(Verification).where(*looked))
        yield project


def told(project: Project, read):
    with project.read() as session:
        return read(session)


@pytest.mark.parametrize(
    "read",
    [
        retrieval.code_counts,
        retrieval.theme_counts,
        retrieval.code_source_matrix,
        retrieval.theme_quotes,
        retrieval.coding_numbers,
        documents.sources,
        retrieval.quotes,
        coders.coders,
        readings.readings,
        verifying.verified,
        unplaced.listing,
        memos.memos,
        lambda s: [memos.notes(s, key) for key, _name in documents.source_names(s)],
        lambda s: [coding.codings(s, key) for key, _name in documents.source_names(s)],
        lambda s: [coding.coded_spans(s, key) for key, _name in documents.source_names(s)],
        lambda s: readings.coded_shares(s, coders.find_coder(s, "NH")),
        lambda s: s.scalar(select(func.count()).select_from(Coding)),
        lambda s: sorted(s.scalars(select(aliased(Coding).id))),
        lambda s: s.scalars(select(func.count()).where(Coding.id.in_(select(Coding.id)))).all(),
    ],
)
def test_whoever_codes_alone_reads_as_if_alone(blind, alone, read):
    assert told(blind, read) == told(alone, read)
    with blind.read(everything=True) as session:
        assert read(session) != told(blind, read)


def _held(path: Path) -> str:
    """Return the words of a file, of a folder in a zip file those of all that are text."""
    if path.suffix != ".zip":
        return path.read_text("utf-8-sig")
    with ZipFile(path) as package:
        names = [name for name in package.namelist() if not name.endswith((".xlsx", "README.md"))]
        return "\n".join(f"{name}\n{package.read(name).decode('utf-8-sig')}" for name in names)


def test_what_is_written_out_is_ones_own_view(blind, alone, tmp_path):
    """Every product that can be a plain table or page; those of the history tell only that something was done."""
    written = 0
    for name, product in exporters.products().items():
        suffix = next((one for one in (".csv", ".json", ".md", ".html", ".zip") if one in product.suffixes), None)
        if suffix is None or name in {"audit", "codebook-over-time", "agreement", "disagreements"}:
            continue
        pages = []
        for project, where in ((blind, "blind"), (alone, "alone")):
            try:
                with project.read() as session:
                    path = exporters.export(session, name, tmp_path / f"{name}-{where}{suffix}").path
            except QdaError as error:
                pages.append(error.sentence)
                continue
            pages.append(_held(path).replace(f"{name}-{where}", ""))
        assert pages[0] == pages[1], name
        written += 1
    assert written > 10


def test_the_trail_keeps_the_words_of_memos_that_are_hidden(blind):
    def words(session):
        return [decision.after for decision in trail(session).decisions]

    own = told(blind, words)
    assert "By me." in own
    assert "By one." not in own
    with blind.read(everything=True) as session:
        assert words(session).count("By one.") == 2


def test_one_coding_of_somebody_else_can_not_be_had_by_its_id(blind):
    with blind.read(everything=True) as session:
        (source,) = independent.hidden(session, blind.coder_id)
        theirs = next(row.id for row in coding.codings(session, source) if row.coder_id != blind.coder_id)
    with blind.read() as session:
        assert session.get(Coding, theirs) is None
        assert coding.codings_by_id(session, [theirs]) == []


def test_agreement_leaves_out_what_is_hidden(blind):
    with blind.read(everything=True) as session:
        (source,) = independent.hidden(session, blind.coder_id)
    with blind.read() as session:
        assert source not in [one.id for one in compare(session, Ask()).sources]


def test_nothing_is_hidden_from_who_has_finished(blind):
    with blind.change("Finish") as session:
        (source,) = plan.hidden_sources(session, blind.coder_id)
        readings.finish(session, blind.coder_id, [source])
    with blind.read() as session:
        assert independent.hidden(session, blind.coder_id) == ()
    assert independent.sight(blind.coder_id, ()) == ()
    assert independent.sight(None, (source,)) == ()


def test_no_statement_is_touched_where_nothing_is_hidden(kept):
    with Project.open(kept) as project, project.read() as session:
        assert not project.sight
        assert not session.dispatch.do_orm_execute


def test_how_others_quotes_are_printed_is_hidden_with_them(blind):
    with blind.change("Print") as session:
        (source,) = independent.hidden(session, _who(session))
        theirs = select(Coding).where(Coding.source_id == source, Coding.coder_id != _who(session))
        coded = session.scalars(theirs).first()
        quote = Quote(source_id=source, start=coded.start, end=coded.end, coding_id=coded.id)
        session.add(quote)
        session.flush()
        session.add(QuoteWords(quote_id=quote.id, words="[…]"))
    asked = select(QuoteWords.words).where(QuoteWords.quote_id == quote.id)
    assert told(blind, lambda session: session.scalars(asked).all()) == []
    with blind.read(everything=True) as session:
        assert session.scalars(asked).all() == ["[…]"]
