"""What can go wrong in ways a person can cause or mend, each with a finished sentence."""

from __future__ import annotations

from pathlib import Path


class QdaError(Exception):
    """A refusal with a sentence for people: what happened, to what, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFoundError(QdaError):
    """The thing that was named does not exist in this project."""


class RefusedError(QdaError):
    """The program will not do this, because it would damage or misstate something."""


class UnreadableFileError(QdaError):
    """A file that was to be imported cannot be read as a transcript."""


class ProjectFileError(QdaError):
    """A project file is foreign, newer, damaged or held by somebody else."""


class LockedError(ProjectFileError):
    """A file is locked, and its passphrase is not known or another; `path` is the file, where one is meant."""

    def __init__(self, sentence: str, path: Path | None = None) -> None:
        super().__init__(sentence)
        self.path = path


class CancelledError(QdaError):
    """The person stopped a long piece of work; nothing of it was kept."""


class KeyNeededError(RefusedError):
    """Something is from before names were replaced by pseudonyms, and the key that leads there was not given."""


class WithdrawnThereError(RefusedError):
    """Somebody was withdrawn in a copy who is still here; a person decides that they are withdrawn here too."""


class QuestionError(QdaError):
    """Something would be lost without a person's choice; `choices` are the values of which only one can stay.

    The function that asked takes the answer by its argument `keyword`: the first of one of the `answers`, of which the
    second is the words for it.
    """

    def __init__(
        self,
        sentence: str,
        choices: tuple[object, ...],
        keyword: str = "",
        answers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(sentence)
        self.choices = choices
        self.keyword = keyword
        self.answers = answers
