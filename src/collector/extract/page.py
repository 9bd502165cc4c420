"""Bytes of a capture → title and ordered blocks, as a visitor would read them.

Enters: body, Content-Type and URL of one capture. Leaves: a :class:`Page`. Left out: scripts, styles,
comments, template placeholders, attributes nobody sees, and whatever is hidden when the page loads.
"""

from __future__ import annotations

from collector.decode import decode
from collector.extract.blocks import Page
from collector.extract.html import read_html
from collector.extract.replies import read_reply, read_text


def read_page(body: bytes, content_type: str | None) -> Page:
    """Read one capture; JSON and JSONP give a block per text value, plain text a block per line."""
    decoded = decode(body, content_type)
    media_type = (content_type or "").split(";")[0].strip().lower()
    blocks = read_reply(decoded.text)
    if blocks is None and media_type == "text/plain" and "<" not in decoded.text[:200]:
        blocks = read_text(decoded.text)
    if blocks is not None:
        return Page(None, blocks, (), decoded.encoding, decoded.is_mojibake)
    title, blocks, crumb = read_html(decoded.text)
    return Page(title, blocks, crumb, decoded.encoding, decoded.is_mojibake)
