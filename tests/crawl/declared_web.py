"""A proxy on loopback whose made-up bank has product APIs: forms, JSON bodies, cookies, walls."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from loopback_proxy import ProxyHandler, proxied

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

HTML = "text/html; charset=utf-8"
JSON = "application/json"
HOME = "<html><title>首页</title><body><p>" + "本行提供手机银行、网上银行服务。" * 8 + "</p></body></html>"


@dataclass(frozen=True)
class Asked:
    """One request as it reached the bank."""

    method: str
    host: str
    path: str
    body: str
    headers: dict[str, str]

    @property
    def form(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(self.body or urlsplit(self.path).query).items()}


Answer = tuple[int, dict[str, str], str]


@dataclass
class Bank:
    """``pages`` maps host + path to what answers; ``asked`` is everything that came, in order."""

    pages: dict[str, Callable[[Asked], Answer]]
    asked: list[Asked] = field(default_factory=list)
    proxy: str = ""

    def of(self, path: str) -> list[Asked]:
        return [one for one in self.asked if urlsplit(one.path).path == path]


def says(text: str, kind: str = HTML, status: int = 200, **headers: str) -> Callable[[Asked], Answer]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: (status, {"Content-Type": kind, **named}, text)


def products(first: int, n: int) -> list[dict[str, str]]:
    return [
        {"code": f"P{number}", "name": f"示例理财{number}号", "risk": "R2", "rate": "3.5%"}
        for number in range(first, first + n)
    ]


def listing(n_total: int, size: int) -> Callable[[Asked], Answer]:
    """Pages of ``size`` by the field ``page`` of a form or query."""

    def answer(asked: Asked) -> Answer:
        page = int(asked.form["page"])
        rows = products((page - 1) * size, min(size, n_total - (page - 1) * size))
        return 200, {"Content-Type": HTML}, json.dumps({"total": n_total, "rows": rows})

    return answer


class _Handler(ProxyHandler):
    def do_GET(self) -> None:  # noqa: N802  the name that http.server calls
        bank: Bank = self.server.web  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        asked = Asked(self.command, parts.netloc, path, body, dict(self.headers.items()))
        bank.asked.append(asked)
        page = bank.pages.get(parts.netloc + parts.path, says("not found", status=404))
        status, headers, text = page(asked)
        self.send(status, headers.items(), text.encode())

    def do_POST(self) -> None:  # noqa: N802  the name that http.server calls
        self.do_GET()


def serving(bank: Bank) -> AbstractContextManager[Bank]:
    return proxied(bank, _Handler)
