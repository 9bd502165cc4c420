"""WARC files served as the web they were taken from: kind ``warc`` of a wave's web.

Enters: one ``.warc`` or ``.warc.gz`` file, or a folder of them. Leaves: a function from path and query to a
Reply per host. The latest capture of a URL answers, whatever its scheme; a ``revisit`` answers with the bytes
it refers to. Refuses files that are damaged (ArchiveError) and places without a WARC (UsageError).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from collector.archive.foreign import ForeignRecord, Place, read_foreign, read_foreign_at
from collector.errors import UsageError
from collector.sample.page import Reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SUFFIXES = (".warc", ".warc.gz")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid|sessionid)=[^/?;]*", re.IGNORECASE)
_REDIRECTS = range(300, 400)
_NOT_FOUND = Reply(404, "text/plain", b"not in the WARC\n")
# policies of the original page that would keep a browser from a proxy without https
_DROPPED = frozenset({"content-type", "content-security-policy", "alt-svc", "strict-transport-security"})


@dataclass(frozen=True, slots=True)
class _Held:
    """One answer: when it was captured and where its bytes stand; ``digest`` and ``record_id`` name them."""

    date: str
    place: Place
    digest: str | None
    record_id: str | None


def warc_hosts(root: Path | None) -> dict[str, Callable[[str, str], Reply]]:
    """Every host of which a WARC under ``root`` holds an answer, and the function that answers for it."""
    held = _read(_files(root))
    hosts = sorted({key.partition("/")[0] for key in held})
    return {host: partial(_answer, held, frozenset(hosts), host) for host in hosts}


def _files(root: Path | None) -> list[Path]:
    files: list[Path] = []
    if root is not None:
        files = [root] if root.is_file() else sorted(p for p in root.glob("*") if p.name.endswith(_SUFFIXES))
    if not files:
        raise UsageError(
            f"web root {root}",
            "holds no WARC",
            fix="give --web-root a .warc or .warc.gz file, or a folder of them",
        )
    return files


def _read(files: list[Path]) -> dict[str, _Held]:
    """The latest answer to every URL."""
    answers: list[tuple[str, _Held]] = []
    revisits: list[tuple[str, ForeignRecord]] = []
    for path in files:
        for record in read_foreign(path):
            key = _key(record.url)
            if key is None:
                continue
            if record.kind == "revisit":
                revisits.append((key, record))
            elif _is_answer(record, key):
                answers.append((key, _held(record, record.place)))
    by_name = {name: one for _, one in answers for name in (one.record_id, one.digest) if name}
    by_url = {(key, one.date): one for key, one in answers}
    for key, record in revisits:
        named = record.named.get
        target = (_key(named("warc-refers-to-target-uri", "")) or "", named("warc-refers-to-date", ""))
        found = (
            by_name.get(named("warc-refers-to", ""))
            or by_url.get(target)
            or by_name.get(named("warc-payload-digest", ""))
        )
        if found is not None:
            answers.append((key, _held(record, found.place)))
    answers.sort(key=lambda entry: entry[1].date)
    latest = dict(answers)
    for key, one in answers:
        latest.setdefault(_SESSION.sub("", key), one)
    return latest


def _is_answer(record: ForeignRecord, key: str) -> bool:
    """True for what a server sent; a redirect that only changes the scheme leads to the same page."""
    if record.kind == "resource":
        return True
    if record.kind != "response" or record.status is None:
        return False
    to = next((value for name, value in record.headers if name.lower() == "location"), None)
    return not (record.status in _REDIRECTS and to and _key(urljoin(record.url, to)) == key)


def _held(record: ForeignRecord, place: Place) -> _Held:
    named = record.named
    date = named.get("warc-date", "")
    return _Held(date, place, named.get("warc-payload-digest"), named.get("warc-record-id"))


def _key(url: str) -> str | None:
    """Host, path and query of an http URL in the spelling that the crawl asks in; None for others."""
    try:
        parts = urlsplit(safe_url_string(url.strip("<> ")))
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return None
    query = "&".join(piece for piece in parts.query.split("&") if piece)
    return host.rstrip(".") + (parts.path or "/") + (f"?{query}" if query else "")


def _answer(held: dict[str, _Held], hosts: frozenset[str], host: str, path: str, query: str) -> Reply:
    one = held.get(_key(f"http://{host}{path}?{query}") or "")
    if one is None:
        return _NOT_FOUND
    record = read_foreign_at(one.place)
    content_type = next((value for name, value in record.headers if name.lower() == "content-type"), "")
    if record.kind == "resource":
        content_type = record.named.get("content-type", "")
    headers = tuple(
        (name, _on_the_line(_without_tls(value, hosts) if name.lower() == "location" else value))
        for name, value in record.headers
        if name.lower() not in _DROPPED
    )
    return Reply(record.status or 200, _on_the_line(content_type), record.body, headers)


def _without_tls(target: str, hosts: frozenset[str]) -> str:
    """A redirect to a host of the WARC over plain http: the proxy speaks no https."""
    parts = urlsplit(target)
    return (
        parts._replace(scheme="http").geturl()
        if parts.scheme == "https" and parts.hostname in hosts
        else target
    )


def _on_the_line(value: str) -> str:
    """A header value as one line of bytes that Latin-1 can write."""
    return " ".join(value.encode("utf-8", "replace").decode("latin-1").splitlines())
