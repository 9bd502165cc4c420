"""Between a spider and the program that started it: facts on standard output, and one end for both."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading

WATCH_VARIABLE = "COLLECTOR_STOP_WITH_PARENT"
"""Set by a program that keeps the spider's standard input open: the spider ends when that closes."""


def say(fact: dict[str, object]) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(fact, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def stop_with_parent() -> None:
    """End this process in good order when the program that started it is gone."""
    if not os.environ.get(WATCH_VARIABLE):
        return

    def watch() -> None:
        while os.read(0, 1):  # not sys.stdin: a lock held at exit would abort the process
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
