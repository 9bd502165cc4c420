"""A declared source → the requests to make, one page after the other.

Enters: a source, the number of a page, what earlier pages held. Leaves: calls. Refuses to go on beyond
``max_pages``. The key under which the archive keeps an answer is a URL: of a POST it carries the body as
web archives write it (``__wb_method=POST``), so that each page is a row of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode

from w3lib.url import safe_url_string

if TYPE_CHECKING:
    from collector.declared.forms import Rows
    from collector.declared.records import Pairs, ProductSource

PLACEHOLDER = re.compile(r"\{(\w+)\}")
PLACEHOLDERS = ("page", "offset", "size")
_WHOLE = re.compile(r'"\{(\w+)\}"')
_LONGEST_KEY = 400
_MARK = "__wb_method=POST"


@dataclass(frozen=True, slots=True)
class Call:
    """Page ``index`` (from 0) of a source, filled in; ``n_before`` rows stood on the pages before it."""

    source: ProductSource
    index: int
    n_before: int
    method: str
    url: str
    body: str | None
    headers: Pairs


def make_call(source: ProductSource, index: int = 0, n_before: int = 0) -> Call:
    """The request for page ``index`` of ``source``."""
    template, values = source.request, _values(source, index)
    url = _filled(template.url, values)
    if template.query:
        query = urlencode([(name, _filled(value, values)) for name, value in template.query])
        url += ("&" if "?" in url else "?") + query
    body, kind = None, None
    if template.form:
        body = urlencode([(name, _filled(value, values)) for name, value in template.form])
        kind = "application/x-www-form-urlencoded"
    elif template.json_body is not None:
        body = _filled(_WHOLE.sub(lambda match: values[match[1]], template.json_body), values)
        kind = "application/json"
    headers = template.headers + ((("Content-Type", kind),) if kind else ())
    return Call(source, index, n_before, template.method, safe_url_string(url), body, headers)


def next_call(call: Call, rows: Rows) -> Call | None:
    """The page after ``call``, whose reply held ``rows``; None at the end and at the declared cap."""
    if not has_more(call, rows) or call.index + 1 >= call.source.paging.max_pages:
        return None
    return make_call(call.source, call.index + 1, call.n_before + len(rows.found))


def has_more(call: Call, rows: Rows) -> bool:
    """True where the reply says, or lets one suppose, that the list goes on."""
    paging, n_rows = call.source.paging, call.n_before + len(rows.found)
    if not rows.found:
        return False
    if rows.total_rows is not None:
        return n_rows < rows.total_rows
    if rows.total_pages is not None:
        return call.index + 1 < rows.total_pages
    return paging.by != "none" and paging.is_until_empty


class Sent(Protocol):
    """What of a request tells it from another one to the same URL."""

    @property
    def method(self) -> str:
        """GET or POST."""

    @property
    def body(self) -> str | None:
        """What is sent by POST."""


def key_url(url: str, call: Sent | None) -> str:
    """The URL that the archive keeps an answer under: ``url`` itself, of a POST with what was sent.

    >>> key_url("http://bank.test/list", None)
    'http://bank.test/list'
    """
    if call is None or call.method == "GET":
        return url
    body = call.body or ""
    is_plain = body.isascii() and len(body) <= _LONGEST_KEY and not re.search(r"[\s{}\"#]", body)
    said = body if is_plain else f"__wb_body={sha256(body.encode()).hexdigest()[:24]}"
    return f"{url}{'&' if '?' in url else '?'}{_MARK}{'&' if said else ''}{said}"


def _values(source: ProductSource, index: int) -> dict[str, str]:
    paging = source.paging
    values = {"size": str(paging.size)} if paging.size is not None else {}
    if paging.by == "page":
        values["page"] = str(paging.first + index)
    elif paging.by == "offset":
        values["offset"] = str(paging.first + index * (paging.size or 1))
    return values


def _filled(text: str, values: dict[str, str]) -> str:
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
