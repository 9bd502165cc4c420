"""What all stores of the sample share: replies in JSON and HTML, and how replies are spoilt on purpose.

Enters: what a store says in its normal form. Leaves: the bytes, whole, cut off, or with other names.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from collector.sample.page import Reply
from collector.sample.render import HTML, render

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORT_ROWS = 12
"""Rows of a list in the form ``short``: fewer than any declared list must have."""

JSON = "application/json; charset=utf-8"
TOO_MANY = Reply(429, "text/plain; charset=utf-8", b"Too Many Requests\n")
REFUSED = Reply(403, f"{HTML}; charset=utf-8", b"<html><body>403 Forbidden</body></html>")
NOT_FOUND = Reply(404, f"{HTML}; charset=utf-8", b"")


def json_reply(value: object, *, status: int = 200, content_type: str = JSON) -> Reply:
    """JSON in UTF-8, Chinese as it is."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Reply(status, content_type, text.encode("utf-8"))


def html_reply(text: str) -> Reply:
    """A page in UTF-8."""
    return Reply(200, f"{HTML}; charset=utf-8", text.encode("utf-8"))


def captcha_reply(title: str) -> Reply:
    """A page that asks for a proof of being human, with status 200."""
    return html_reply(render("captcha.html.j2", title=title))


def cut(reply: Reply) -> Reply:
    """The first half of its bytes, as if the connection had ended there."""
    return replace(reply, body=reply.body[: len(reply.body) // 2])


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The same JSON with other keys."""
    if isinstance(value, dict):
        return {names.get(key, key): renamed(one, names) for key, one in value.items()}
    return [renamed(one, names) for one in value] if isinstance(value, list) else value


def retold(text: str, names: Mapping[str, str]) -> str:
    """The same page with other classes and labels."""
    for old, new in names.items():
        text = text.replace(old, new)
    return text


def asked_for(query: str) -> dict[str, str]:
    """The query's values by key, the last one counting."""
    return dict(parse_qsl(query))


def number_in(values: Mapping[str, str], key: str, default: int) -> int | None:
    """A whole number of the query, ``default`` where it is left out, None where it is none."""
    text = values.get(key, str(default))
    return int(text) if text.isdecimal() else None
