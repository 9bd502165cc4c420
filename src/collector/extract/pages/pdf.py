"""A PDF → title and blocks: lines of its pages, joined where a sentence was broken to fit the page.

Enters: the bytes of a capture. Leaves: a :class:`Page`; empty, with a note, where the file is too large,
broken, encrypted, a scan, or takes too long. Refuses to guess at tables: a row is a line.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from collector.extract.pages.blocks import Page
from collector.extract.pages.regions import CONTENT
from collector.extract.pages.text import clean
from collector.extract.pages.writer import LIST_LIKE, Writer
from collector.tame import MAX_CHARS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_BYTES = 20_000_000
MAX_PAGES = 200
_MAX_CPU_SECONDS, _MAX_MEMORY = 30, 2 * 1024**3
ENCODING = "pdf"
_MAX_SECONDS = 600  # of waiting, on a machine that is busy; computing time is limited to much less
_MAX_TITLE = 40
_FULL_LINE, _MIN_FULL = (
    0.75,
    20,
)  # a line this long, of the longest on its page, was broken where the page ends
_STOPS = ("。", "；", "！", "？", "：", ":", ";", ".")
_PAGE_NUMBER = re.compile(r"[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*页)?[-—–\s]*")
_HEADINGS = (
    (1, re.compile(r"第[一二三四五六七八九十\d]{1,4}[章节部篇编]")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}、")),
)
_WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


def read_pdf(body: bytes) -> Page:
    """Blocks of a PDF: title, headings by their numbers, and a paragraph per line or broken sentence."""
    if len(body) > MAX_BYTES:
        return _empty(f"a PDF of {len(body)} bytes is not read (at most {MAX_BYTES})")
    found = _ask(body)
    if "error" in found:
        return _empty(f"PDF not read: {found['error']}")
    pages, n_pages = found["pages"], found["n_pages"]
    writer = Writer()
    title = _write(writer, [line for page in pages for line in _sentences(page)])
    notes = [f"read to page {len(pages)} of {n_pages}"] if len(pages) < n_pages else []
    if sum(map(len, pages)) >= MAX_CHARS:
        notes.append(f"read to {MAX_CHARS} characters")
    if not writer.blocks:
        notes.append("a PDF without text")
    is_scan = not writer.blocks and n_pages > 0
    note = "; ".join(notes) or None
    return Page(title, tuple(writer.blocks), (), ENCODING, False, is_scan, note)


def _empty(note: str) -> Page:
    return Page(None, (), (), ENCODING, is_mojibake=False, note=note)


def _ask(body: bytes) -> dict[str, Any]:
    """What the process that reads PDFs says of this one."""
    limits = map(str, (MAX_PAGES, MAX_CHARS, _MAX_CPU_SECONDS, _MAX_MEMORY))
    command = [sys.executable, "-P", "-m", "collector.extract.pages.pdf_text", *limits]
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=_MAX_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return {"error": f"it takes more than {_MAX_SECONDS} s"}
    if done.returncode:
        return {"error": f"reading it broke down, or took more than {_MAX_CPU_SECONDS} s or too much memory"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _write(writer: Writer, lines: Iterable[str]) -> str | None:
    title: str | None = None
    for line in lines:
        is_short = len(line) <= _MAX_TITLE and not line.endswith(_STOPS)
        if not writer.blocks and is_short:
            title = line
            writer.add("title", line, CONTENT)
            continue
        level = next((level for level, pattern in _HEADINGS if pattern.match(line)), None)
        if level is None or not is_short:
            writer.add("paragraph", line, CONTENT)
            continue
        writer.add_heading(level, line, CONTENT, 0)
    return title


def _sentences(page: str) -> Iterator[str]:
    """Lines of a page without its number; what was broken to fit the page is one line again."""
    lines = [line for raw in page.splitlines() if (line := clean(raw)) and not _PAGE_NUMBER.fullmatch(line)]
    full = max(_FULL_LINE * max(map(len, lines), default=0), _MIN_FULL)
    held = ""
    for number, line in enumerate(lines):
        held += (" " if held and not (_WIDE.match(held[-1]) or _WIDE.match(line)) else "") + line
        follower = lines[number + 1] if number + 1 < len(lines) else ""
        is_broken = len(line) >= full and not line.endswith(_STOPS)
        if not (follower and is_broken) or LIST_LIKE.match(follower):
            yield held
            held = ""
