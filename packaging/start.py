"""Where the packaged program begins: terminal and window alike, and the child processes that read files."""

from __future__ import annotations

import multiprocessing

if __name__ == "__main__":
    # A child process is the packaged program started once more; it ends inside this call.
    multiprocessing.freeze_support()

    from qda.cli.main import main

    main()
