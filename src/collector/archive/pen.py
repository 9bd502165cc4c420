"""Writes WARC records of one fetch, one gzip member each.

Enters: headers and bytes. Leaves: members and the ids of their records; ids and dates come from the fetch, so
equal fetches are equal bytes. Refuses values of cookies and authorisation: they are written as ``masked``.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from http.client import responses
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from collector.archive.records import ROW_TYPE, Document, Headers, Sent, iso, row_of

if TYPE_CHECKING:
    from collector.models import Fetch

VERSION = "1.1"
_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
SAME_BYTES = _PROFILES + "identical-payload-digest"
NOT_MODIFIED = _PROFILES + "server-not-modified"
_LENGTH_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})
_SECRET_HEADERS = frozenset({"cookie", "authorization", "proxy-authorization"})
_MASK = "masked"
_PNG = "image/png"


@dataclass(frozen=True, slots=True)
class Target:
    """A ``response`` record that others may refer to."""

    record_id: str
    url: str
    date: str


class Pen:
    """Writes the records of one fetch one after the other; all carry its date and ids made from its id."""

    def __init__(self, fetch: Fetch) -> None:
        self.fetch = fetch
        self.out = BytesIO()
        self._writer = WARCWriter(self.out, gzip=True, warc_version=VERSION)

    @property
    def data(self) -> bytes:
        """All members written so far."""
        return self.out.getvalue()

    def response(self, answer: Document, name: str) -> str:
        """A ``response``; its id."""
        http = _http_headers(answer.status, answer.headers)
        return self._write("response", name, answer.url, answer.body, http_headers=http)

    def revisit(self, profile: str, target: Target, digest: str, status: int | None, headers: Headers) -> str:
        """A ``revisit`` of ``target`` with the headers that came this time; its id."""
        named = self._named("revisit") | {"WARC-Refers-To": target.record_id}
        record = self._writer.create_revisit_record(
            self.fetch.final_url,
            digest,
            target.url,
            target.date,
            http_headers=_http_headers(status, headers),
            warc_headers_dict=named,
        )
        record.rec_headers.replace_header("WARC-Profile", profile)
        self._writer.write_record(record)
        return named["WARC-Record-ID"]

    def page(self, body: bytes, content_type: str, source: str | None) -> str:
        """A page as the browser held it: ``conversion`` of its response, ``resource`` where that is lost."""
        kind = "conversion" if source else "resource"
        more = {"WARC-Refers-To": source} if source else {}
        return self._write(kind, "page", self.fetch.final_url, body, content_type=content_type, more=more)

    def request(self, sent: Sent, answer: str) -> None:
        """The ``request`` that ``answer`` came to."""
        http = _request_headers(sent)
        more = {"WARC-Concurrent-To": answer}
        self._write("request", "request", sent.url, sent.body, http_headers=http, more=more)

    def screenshot(self, png: bytes, page: str) -> None:
        """A picture of the page, as a ``resource``."""
        more = {"WARC-Concurrent-To": page}
        url = f"urn:collector:screenshot:{self.fetch.final_url}"
        self._write("resource", "screenshot", url, png, content_type=_PNG, more=more)

    def row(self, more: dict[str, Any], capture: str | None) -> None:
        """The ``metadata`` record that ends a fetch and names its capture."""
        named = self._named("metadata") | ({"WARC-Refers-To": capture} if capture else {})
        write_json(self._writer, self.fetch.url, ROW_TYPE, {"fetch": row_of(self.fetch)} | more, named)

    def _named(self, name: str) -> dict[str, str]:
        date = iso(self.fetch.fetched_at)
        return {"WARC-Record-ID": record_id(self.fetch.fetch_id, name), "WARC-Date": date}

    def _write(
        self,
        kind: str,
        name: str,
        url: str,
        body: bytes,
        *,
        content_type: str = "",
        http_headers: StatusAndHeaders | None = None,
        more: dict[str, str] | None = None,
    ) -> str:
        named = self._named(name) | (more or {})
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=content_type,
            warc_headers_dict=named,
            http_headers=http_headers,
        )
        self._writer.write_record(record)
        return named["WARC-Record-ID"]


def record_id(name: str, kind: str) -> str:
    """The id of the ``kind`` of record that belongs to ``name`` (a fetch id, as a rule)."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'collector:{kind}:{name}')}>"


def payload_digest(body: bytes) -> str:
    """``sha1:`` and 32 letters, as WARC tools write it."""
    digester = Digester("sha1")
    digester.update(body)
    return str(digester)


def write_json(writer: WARCWriter, url: str, kind: str, content: object, named: dict[str, str]) -> None:
    """A ``metadata`` record with a JSON body."""
    body = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    record = writer.create_warc_record(
        url,
        "metadata",
        payload=BytesIO(body),
        length=len(body),
        warc_content_type=kind,
        warc_headers_dict=named,
    )
    writer.write_record(record)


def _http_headers(status: int | None, headers: Headers) -> StatusAndHeaders:
    """Headers as kept: the body is stored decoded, so what described its coding on the wire is left out."""
    kept = [(name, value) for name, value in headers if name.lower() not in _LENGTH_HEADERS]
    line = f"{status or 200} {responses.get(status or 200, '-')}"
    return StatusAndHeaders(line, kept, protocol="HTTP/1.1")


def _request_headers(sent: Sent) -> StatusAndHeaders:
    parts = urlsplit(sent.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = sent.headers
    if not any(name.lower() == "host" for name, _ in named):
        named = (("Host", parts.netloc.rpartition("@")[2]), *named)
    kept = [(name, _MASK if name.lower() in _SECRET_HEADERS else value) for name, value in named]
    return StatusAndHeaders(f"{sent.method} {path} HTTP/1.1", kept, is_http_request=True)
