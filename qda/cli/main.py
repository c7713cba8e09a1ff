"""The command `qda`: what it knows to do, and the one place that turns refusals into a sentence and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from types import TracebackType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from qda import __version__
from qda.cli import output
from qda.errors import QdaError
from qda.i18n import _

# Which file of this folder has a command. Only that one is loaded, and only its commands are built: Typer takes longer
# to build all of them than `qda codes` takes to answer.
COMMANDS = {
    "open": "window",
    "demo": "demo",
    "new": "project",
    "import": "sources",
    "sources": "sources",
    "text": "sources",
    "correct": "correcting",
    "codes": "codebook",
    "codings": "coding",
    "quotes": "coding",
    "finished": "coding",
    "coders": "team",
    "sample": "team",
    "themes": "themes",
    "search": "sources",
    "agreement": "agreement",
    "export": "export",
    "report": "report",
    "merge": "merging",
    "copy": "merging",
    "pseudonymise": "pseudonymise",
    "withdraw": "withdrawing",
    "history": "history",
    "undo": "history",
    "check": "project",
    "backup": "backups",
    "backups": "backups",
    "restore": "backups",
    "repair": "backups",
    "lock": "locking",
    "unlock": "locking",
    "passphrase": "locking",
    "easyread": "easyread",
    "manuscript": "manuscript",
    "review": "review",
    "refi": "exchange",
    "qualcoder": "exchange",
    "taguette": "exchange",
    "rqda": "exchange",
}


class Terminal(TyperGroup):
    """The commands, with the one catcher of the terminal: no traceback for anything a person can cause."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002
        """Return the names of all commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]  # noqa: ARG002
        """Return the command of that name, made now, or None."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            group = typer.Typer(rich_markup_mode=None, add_completion=False)
            group.callback()(lambda: None)  # or a file with a single command would be no group
            import_module(f"qda.cli.{COMMANDS[cmd_name]}").register(group)
            made = typer.main.get_command(group)
            assert isinstance(made, TyperGroup)
            self.commands.update(made.commands)
        return self.commands[cmd_name]

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run a command; a refusal becomes a sentence on the error stream and exit code 1."""
        import_module("qda.cli.asking").take_questions()
        try:
            return super().invoke(ctx)
        except QdaError as error:
            sentence = error.sentence
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            sentence = _failure(error)
        except UnicodeEncodeError as error:
            # A name in the old encoding of some disk: bytes that stand for no letters.
            sentence = _("“{name}” is no text that can be kept; rename it.").format(name=error.object)
        except KeyboardInterrupt:
            sentence = _("Stopped.")
        output.warn(sentence)
        raise typer.Exit(1)


def _failure(error: OSError) -> str:
    reason = error.strerror or str(error)
    if error.filename is None:
        return _("The system refused: {reason}.").format(reason=reason)
    return _("{file} can't be used: {reason}.").format(file=error.filename, reason=reason)


# Plain help and plain errors: rich would cost more time at every start than most commands take.
app = typer.Typer(
    name="qda",
    cls=Terminal,
    help="Themeloom: qualitative thematic analysis on your own computer. Without a command, the window opens.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def start(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    """Open the window where no command is given."""
    if version:
        output.say(f"Themeloom {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        import_module("qda.cli.window").show(None)


def main() -> None:
    """Run `qda` with the arguments of the process, and end it."""
    # Starting makes many things that stay: to look for rubbish among them again and again takes a twentieth of it.
    gc.set_threshold(20_000, 20, 50)
    output.speak_utf8()
    sys.excepthook = _uncaught
    code: str | int | None = 0
    try:
        app()
    except SystemExit as ending:
        code = ending.code
    except KeyboardInterrupt:  # where no command was running yet, or any more
        output.warn(_("Stopped."))
        code = 1
    sys.exit(_flushed(code))


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Let a fault of the program leave its place in the log, and end as it would."""
    import_module("qda.eventlog").note_error(error)
    sys.__excepthook__(kind, error, trace)


def _flushed(code: str | int | None) -> str | int | None:
    """Write out what is still waiting; a reader that went away (`| head`) or a full disk is no crash."""
    try:
        sys.stdout.flush()
    except OSError as error:
        # The interpreter would try once more when it ends, and complain aloud.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno != errno.EPIPE:
            output.warn(_failure(error))
        return code or 1
    return code


if __name__ == "__main__":
    main()
