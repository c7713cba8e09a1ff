"""Names that stand in a written file: known ones, words almost like one of a key, words that look like names."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from qda.core.privacy.filewords import read_words
from qda.core.processes import start_child
from qda.core.pseudonyms.capitals import likely_names
from qda.core.pseudonyms.finding import Finder
from qda.core.pseudonyms.near import near_spellings
from qda.core.pseudonyms.table import Entry
from qda.core.stopwords import guess_language
from qda.errors import QdaError
from qda.i18n import _
from qda.progress import Progress, go_on

KINDS: Mapping[str, str] = {
    "key": _("A name of the key"),
    "near": _("Almost a name of the key"),
    "label": _("A label of a speaker who has a pseudonym"),
    "person": _("Somebody of the review who does not want to be named"),
    "file": _("The name of a file that was imported"),
    "people": _("People who can be picked out"),
    "likely": _("Words that look like names"),
}
"""What can be found, and what it is called."""
MENDING: Mapping[str, str] = {
    "key": _("Replace it everywhere: Sources, Pseudonyms, or `qda pseudonymise`."),
    "near": _("Look at it; a real name is replaced in Sources, Pseudonyms."),
    "label": _("Replace it everywhere: Sources, Pseudonyms, or `qda pseudonymise`."),
    "person": _("Write it otherwise where it stands, or ask them."),
    "file": _("Give the source another name in Sources."),
    "people": _("Print less: Report, Before it leaves."),
    "likely": _("Look at each; a real name is replaced in Sources, Pseudonyms."),
}
"""What mends each kind."""
_LARGE = 100_000  # bytes of a file that is looked through in a process of its own
_AROUND = 32
_WORD = re.compile(r"[^\W\d_]+")
_MOST_LIKELY = 12
_POLL = 0.05


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a product: its kind (a key of :data:`KINDS`), the words, and where they stand or what they do.

    `certain` where it was known before that it should not stand there.
    """

    kind: str
    words: str
    where: str = ""
    certain: bool = True

    @property
    def mending(self) -> str:
        """Return what mends it."""
        return MENDING[self.kind]

    @property
    def sentence(self) -> str:
        """Return it in a sentence or two, with what mends it."""
        around = f" ({self.where})" if self.where else ""
        return f"{KINDS[self.kind]}: {self.words}{around}. {self.mending}"


@dataclass(frozen=True, slots=True)
class Known:
    """Names with their kinds (keys of :data:`KINDS`), words that may stand there (`own`), and the study's language."""

    names: tuple[tuple[Entry, str], ...]
    own: tuple[str, ...]
    language: str


def names_standing(path: Path, known: Known, progress: Progress | None = None) -> list[Finding]:
    """Return the names that stand in a file; raise RefusedError or UnreadableFileError where it can't be read.

    A large file is looked through in a process of its own, since that holds the interpreter for seconds, and the window
    with it; raises CancelledError where nobody waits for it any more.
    """
    if path.is_file() and path.stat().st_size <= _LARGE:
        return look(path, known)
    process, connection = start_child(serve, path, known, name="Themeloom names")
    try:
        while not connection.poll(_POLL):
            go_on(progress, 0, 0)
        answer: list[Finding] | QdaError = connection.recv()
    except (EOFError, OSError):  # it was ended from outside, or had too little memory
        return look(path, known)
    finally:
        process.kill()
        process.join()
        process.close()
        connection.close()
    if isinstance(answer, QdaError):
        raise answer
    return answer


def serve(connection: Connection, path: Path, known: Known) -> None:
    """Answer with what stands in a file, or with the error that it can't be read; runs in the child process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    try:
        connection.send(look(path, known))
    except QdaError as error:
        connection.send(error)


def look(path: Path, known: Known) -> list[Finding]:
    """Return the names that stand in a file, in this process; errors are as :func:`names_standing` has them."""
    text = "\n".join(read_words(path).parts)
    named = [entry.name for entry, kind in known.names if kind == "key"]
    return [*_standing(text, known), *_almost(text, named), *_likely(text, known)]


def _standing(text: str, known: Known) -> Iterator[Finding]:
    """Yield each known name that stands in a text, at its first place."""
    kinds = {entry.name: kind for entry, kind in known.names}
    told: set[str] = set()
    for hit in Finder(entry for entry, _kind in known.names).hits(text):
        if hit.name not in told:
            told.add(hit.name)
            around = text[max(0, hit.start - _AROUND) : hit.end + _AROUND]
            yield Finding(kinds[hit.name], hit.words, f"… {' '.join(around.split())} …")


def _almost(text: str, names: list[str]) -> Iterator[Finding]:
    """Yield words that are spelled almost like a name of the key."""
    for word, name in near_spellings(names, _WORD.findall(text) if names else ()).items():
        yield Finding("near", word, _("the key has {name}").format(name=name), certain=False)


def _likely(text: str, known: Known) -> Iterator[Finding]:
    """Yield the words that look like names, as one finding."""
    passed = [*known.own, *(entry.name for entry, _kind in known.names)]
    likely = likely_names([(text, guess_language(text) or known.language)], passed, once=True)
    if likely:
        words = ", ".join(name for name, _count in likely.most_common(_MOST_LIKELY))
        yield Finding("likely", f"{words}…" if len(likely) > _MOST_LIKELY else words, certain=False)
