"""dbt in a process that ends with its parent, however the parent ends.

Enters: dbt's arguments, and as stdin a pipe whose other end the parent keeps open. When the parent is gone,
killed or not, the pipe ends and so does this process: no dbt goes on writing a build that nobody waits for.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading

GONE = 70
"""Exit code of a dbt whose parent is gone; nobody reads it."""


def main() -> None:
    """Run dbt's command line as ``python -m dbt.cli.main`` does."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    runpy.run_module("dbt.cli.main", run_name="__main__", alter_sys=True)


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(GONE)


if __name__ == "__main__":
    main()
