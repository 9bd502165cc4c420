"""Asking the sample for a URL as a browser behind its proxy would."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.models import Budget, ServedWeb, Wave

if TYPE_CHECKING:
    from collector.store_words import StoreForm


@dataclass(frozen=True, slots=True)
class Got:
    """What came back through the proxy."""

    status: int
    headers: dict[str, str]
    body: bytes


Ask = Callable[..., Got]


def wave_of(
    kind: str,
    hosts: tuple[tuple[str, str], ...] = (),
    store_forms: tuple[tuple[str, StoreForm], ...] = (),
) -> Wave:
    return Wave(
        wave="sample", title_zh="样例", title_en="sample", as_of_date=date(2018, 11, 1), is_sample=True,
        universe=(), stores=("apple",), budget=Budget(100, 3, 10, 0.0, 5.0),
        web=ServedWeb(kind, hosts, None, store_forms), seeds=(),
    )  # fmt: skip


def ask_through(proxy: str, method: str, target: str, body: str | None = None) -> Got:
    parts = urlsplit(proxy)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        connection.request(method, target, None if body is None else body.encode("utf-8"))
        reply = connection.getresponse()
        return Got(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
    finally:
        connection.close()
