"""Bytes of a capture → title and ordered blocks, as a visitor would read them.

Enters: body and Content-Type of one capture. Leaves: a :class:`Page`. Left out: scripts, styles, comments,
template placeholders, and attributes nobody sees. What is hidden when the page loads is read and marked so.
Refuses nothing: of what is too large or too deep a part is read, and the page's note says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.decode import decode, is_pdf
from collector.extract.pages.blocks import Page
from collector.extract.pages.html import read_html
from collector.extract.pages.pdf import read_pdf
from collector.extract.pages.replies import read_reply, read_text
from collector.tame import MAX_CHARS, cut_note

if TYPE_CHECKING:
    from collector.decode import Decoded
    from collector.extract.pages.blocks import Block

MAX_REPLY_BLOCKS = 50_000


def read_page(body: bytes, content_type: str | None) -> Page:
    """Read one capture: PDF; JSON and JSONP, a block per value; plain text, a block per line; else HTML."""
    if is_pdf(body, content_type):
        return read_pdf(body)
    decoded = decode(body, content_type)
    text = decoded.text
    blocks = read_reply(text)
    if blocks is not None:
        note = (
            f"read to {MAX_REPLY_BLOCKS} of {len(blocks)} values" if len(blocks) > MAX_REPLY_BLOCKS else None
        )
        return _plain(decoded, blocks[:MAX_REPLY_BLOCKS], note)
    media_type = (content_type or "").split(";")[0].strip().lower()
    if media_type == "text/plain" and "<" not in text[:200]:
        note = f"read to {MAX_CHARS} of {len(text)} characters" if len(text) > MAX_CHARS else None
        return _plain(decoded, read_text(text[:MAX_CHARS]), note)
    page = read_html(text)
    return Page(
        page.title,
        page.blocks,
        page.crumb,
        decoded.encoding,
        decoded.is_mojibake,
        page.has_text_in_images,
        cut_note(text),
    )


def _plain(decoded: Decoded, blocks: tuple[Block, ...], note: str | None) -> Page:
    return Page(None, blocks, (), decoded.encoding, decoded.is_mojibake, note=note)
