"""Reading Word documents from before 2007 (.doc) through LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from qda.core.importers import Imported, ReadOptions, entry, readers
from qda.errors import UnreadableFileError
from qda.i18n import _

SECONDS = 50.0
_FOLDER = "themeloom-word-"
_PROGRAMS = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/opt/libreoffice/program/soffice",
)
# The file information block, at the start of the first stream's first sector: [MS-DOC] 2.5.1 and 2.5.2.
_BLOCK = 512
_BLOCK_MARK = b"\xec\xa5"
_FLAGS = 10
_IS_ENCRYPTED = 0x0100


@entry(".doc", ".dot")
def read(path: Path, options: ReadOptions) -> list[Imported]:
    """Return the one transcript in the Word 97-2003 document at `path`, with all that the .docx reader knows of it.

    Raises :class:`UnreadableFileError` where the file is locked or damaged, where LibreOffice is not installed, and
    where it takes longer than :data:`SECONDS`.
    """
    _refuse_if_locked(path)
    program = _program()
    if program is None:
        raise UnreadableFileError(
            _(
                "{file} is a Word document from before 2007, which only LibreOffice can open here, and that is not "
                "installed. Open the file in Word, choose “Save as”, take “Word document (.docx)”, and import that."
            ).format(file=path.name)
        )
    _wipe_leftovers()
    # A private folder, for this person alone: the interview must not lie about after the conversion.
    with tempfile.TemporaryDirectory(prefix=_FOLDER) as folder:
        converted = _convert(path, program, Path(folder))
        (imported,) = readers()[".docx"](converted, options)
    return [replace(imported, format=".doc")]


def _refuse_if_locked(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(_BLOCK + _FLAGS + 2)
    flags = int.from_bytes(head[_BLOCK + _FLAGS : _BLOCK + _FLAGS + 2], "little")
    if head[_BLOCK : _BLOCK + 2] == _BLOCK_MARK and flags & _IS_ENCRYPTED:
        raise UnreadableFileError(
            _("{file} is locked with a password. Open it in Word, save it without one and import it again.").format(
                file=path.name
            )
        )


def _program() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PROGRAMS if Path(place).is_file()), None)


def _convert(path: Path, program: str, folder: Path) -> Path:
    """Return a .docx of `path` in `folder`, made with a profile of its own so that no open window is disturbed."""
    source = folder / "source.doc"
    shutil.copyfile(path, source)
    command = [
        *(
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
        ),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)),
    ]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(
            _(
                "LibreOffice took longer than {seconds} seconds over {file}. Open the file in Word or LibreOffice, "
                "save it as .docx and import that."
            ).format(seconds=f"{SECONDS:g}", file=path.name)
        ) from error
    finally:
        _end(process)
    converted = folder / "out" / "source.docx"
    if not converted.is_file():
        raise UnreadableFileError(
            _(
                "{file} could not be converted by LibreOffice: it is damaged or no Word document. Open it in Word, "
                "save it as .docx and import that."
            ).format(file=path.name)
        )
    # What the .docx reader has to say names the file.
    return converted.rename(converted.with_name(f"{path.stem}.docx"))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the processes it started; it is a chain of three."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wipe_leftovers() -> None:
    """Remove the folders of conversions that were killed together with this program."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        try:
            abandoned = time.time() - folder.stat().st_mtime > 2 * SECONDS
        except OSError:
            continue
        if abandoned:
            shutil.rmtree(folder, ignore_errors=True)
