"""What is kept beside a response: the request that brought it, and what a browser saw on the way.

Enters: Scrapy's requests and responses. Leaves: headers as text and :class:`Beside`. Refuses screenshots of
pages that are no visits or that show personal data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.archive.records import Beside, Document, Headers, Sent
from collector.personal import has_personal

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from scrapy.http.headers import Headers as ScrapyHeaders

    from spiders.page_seen import Seen

SEEN = "seen_by_browser"
MAX_SCREENSHOT_BYTES = 8 * 1024 * 1024


def header_pairs(message: Response | Request) -> Headers:
    """Headers of a request or response as text, in order, each byte one character (Latin-1)."""
    headers: ScrapyHeaders = message.headers
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    )


def beside_of(request: Request, *, text: str, is_visit: bool) -> Beside:
    """What stands beside the answer to ``request``; ``text`` is the rendered page, empty for plain ones."""
    seen: Seen | None = request.meta.get(SEEN)
    if seen is None:
        return Beside(sent=Sent(request.method, request.url, header_pairs(request), request.body))
    document = None
    if seen.body is not None:
        document = Document(seen.url, seen.status, seen.headers, seen.body)
    is_shown = is_visit and seen.screenshot is not None and len(seen.screenshot) <= MAX_SCREENSHOT_BYTES
    return Beside(
        sent=Sent(request.method, seen.url, seen.sent_headers, request.body) if document else None,
        document=document,
        screenshot=seen.screenshot if is_shown and not has_personal(text) else None,
    )
