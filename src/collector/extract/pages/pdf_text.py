"""The text of a PDF, read in a process of its own: ``python -m collector.extract.pages.pdf_text`` LIMITS.

Enters: the bytes on standard input; most pages, characters, seconds of computing, and bytes of memory.
Leaves: JSON on standard output, ``{"pages": [text, …], "n_pages": n}`` or ``{"error": why}``. A file from
anywhere meets a native library here: the process limits itself, and may die without harm to whoever asked.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

import pypdfium2


def read_pages(body: bytes, max_pages: int, max_chars: int) -> dict[str, Any]:
    """Text of the first pages, lines as they stand on the page; why not, where there is none to be had."""
    pages: list[str] = []
    left = max_chars
    try:
        document = pypdfium2.PdfDocument(body)
        n_pages = len(document)
        for number in range(min(n_pages, max_pages)):
            text = document[number].get_textpage().get_text_range()[:left]
            pages.append(text.encode(errors="replace").decode())
            left -= len(text)
            if not left:
                break
    except pypdfium2.PdfiumError as error:
        return {"error": str(error)}
    return {"pages": pages, "n_pages": n_pages}


def main(max_pages: int, max_chars: int, max_seconds: int, max_memory: int) -> None:
    """Read standard input within limits."""
    resource.setrlimit(resource.RLIMIT_CPU, (max_seconds, max_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (max_memory, max_memory))
    json.dump(read_pages(sys.stdin.buffer.read(), max_pages, max_chars), sys.stdout)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
