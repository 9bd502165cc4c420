"""A tiny web for the crawler: an HTTP proxy on loopback that answers for hosts that do not exist."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from loopback_proxy import NOT_MODIFIED, ProxyHandler, proxied

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

HTML = "text/html; charset=utf-8"
TEXT = (
    "本行为您提供手机银行、网上银行、微信银行等渠道服务，您可以随时办理转账汇款、账户查询、生活缴费等业务。"
    * 2
)


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", HTML),)
    delay: float = 0.0
    is_dropped: bool = False


def page(title: str, *links: tuple[str, str], body: str = TEXT, **more: object) -> Reply:
    anchors = "".join(f"<a href='{url}'>{text}</a> " for url, text in links)
    html = (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{anchors}<p>{body}</p></body></html>"
    )
    return Reply(html.encode(), **more)


def site(bank_id: str, n_pages: int) -> dict[str, Reply]:
    """A home page that links to ``n_pages`` product pages."""
    links = [(f"/{n}.html", f"理财产品{n}") for n in range(n_pages)]
    pages = {f"www.{bank_id}.test/{n}.html": page(f"第{n}页") for n in range(n_pages)}
    return {f"www.{bank_id}.test/": page("首页", *links), **pages}


@dataclass
class Web:
    """Pages by host and path; ``hits`` counts what was asked for, ``asked`` when, by host, and by whom.

    A page with an ETag header is not sent to who names it (304); ``unchanged`` counts these.
    """

    pages: dict[str, Reply] = field(default_factory=dict)
    hits: Counter[str] = field(default_factory=Counter)
    delay: float = 0.0
    proxy: str = ""
    unchanged: Counter[str] = field(default_factory=Counter)
    asked: list[tuple[str, float, str]] = field(default_factory=list)

    def answer(self, target: str) -> Reply:
        parts = urlsplit(target)
        name = f"{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        self.hits[name] += 1
        if not any(key.startswith(f"{parts.netloc}/") for key in self.pages):
            return Reply(status=502, headers=(("X-Proxy-Error", "dns"),))
        return self.pages.get(name, Reply(b"not found", status=404))

    def n_hits(self) -> int:
        return self.hits.total()


class _Handler(ProxyHandler):
    def do_GET(self) -> None:  # noqa: N802  the name that http.server calls
        web: Web = self.server.web  # type: ignore[attr-defined]
        host, agent = urlsplit(self.path).netloc, self.headers.get("User-Agent", "")
        web.asked.append((host, time.monotonic(), agent))
        reply = web.answer(self.path)
        time.sleep(max(reply.delay, web.delay))
        if reply.is_dropped:
            self.close_connection = True
            return
        etag = dict(reply.headers).get("ETag")
        if etag and self.headers.get("If-None-Match") == etag:
            web.unchanged[urlsplit(self.path).netloc + urlsplit(self.path).path] += 1
            reply = Reply(status=NOT_MODIFIED, headers=(("ETag", etag),))
        self.send(reply.status, reply.headers, reply.body)

    def do_CONNECT(self) -> None:  # noqa: N802  the name that http.server calls
        self.server.web.hits["CONNECT"] += 1  # type: ignore[attr-defined]
        super().do_CONNECT()


def serving(web: Web) -> AbstractContextManager[Web]:
    return proxied(web, _Handler)
