"""What stands in the segments is WARC 1.1 as other programs read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_archive import AT, HEADERS, body_of, draft, forget_index, is_valid, reopened
from warcio.archiveiterator import ArchiveIterator

from collector.archive import writer as writer_module
from collector.archive.earlier import EarlierWaves
from collector.archive.records import Beside, Document, Sent
from collector.archive.store import Archive
from collector.archive.writer import ArchiveWriter
from collector.errors import ArchiveError
from collector.words import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Fetch

URL = "http://www.alpha.test/1.html"
SENT = Sent(
    "GET", URL + "?a=1", (("User-Agent", "collector"), ("Cookie", "session=secret"), ("Accept", "text/html"))
)
PAGE_TYPE = "text/html; charset=utf-8"
ETAG = (("Content-Type", "text/html; charset=gb2312"), ("ETag", '"v1"'), ("Last-Modified", "yesterday"))


def records(folder: Path) -> list[dict[str, object]]:
    """Records in order as warcio reads them: WARC headers, HTTP headers, and the body."""
    found = []
    for path in sorted(folder.glob("*.warc.gz*")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                http = record.http_headers
                more = {
                    "line": f"{http.protocol} {http.statusline}" if http else None,
                    "http": dict(http.headers) if http else {},
                }
                body = record.content_stream().read()
                found.append({**dict(record.rec_headers.headers), **more, "body": body})
    return found


def of_kind(folder: Path, kind: str) -> list[dict[str, object]]:
    return [record for record in records(folder) if record["WARC-Type"] == kind]


def kept(folder: Path, *bodies: bytes, minute: int = 0) -> tuple[Archive, list[Fetch]]:
    archive = Archive(folder, "test")
    writer = ArchiveWriter(archive, AT.replace(minute=minute))
    fetches = [writer.keep(draft(1, outcome=Outcome.MAINTENANCE), HEADERS, body) for body in bodies]
    writer.close()
    return archive, fetches


def test_a_request_is_kept_with_its_response_and_without_secrets(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "test")
    writer = ArchiveWriter(archive, AT)
    writer.keep(draft(1), HEADERS, body_of(1), Beside(sent=SENT))
    writer.close()
    (response,), (request,) = of_kind(tmp_path, "response"), of_kind(tmp_path, "request")
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert request["line"] == "GET /1.html?a=1 HTTP/1.1"
    assert request["http"] == {
        "Host": "www.alpha.test",
        "User-Agent": "collector",
        "Cookie": "masked",
        "Accept": "text/html",
    }
    assert response["line"] == "HTTP/1.1 200 OK"
    assert response["body"] == body_of(1)
    segment = next(tmp_path.glob("*.warc.gz"))
    with segment.open("rb") as file:
        assert all(record.format == "warc" for record in ArchiveIterator(file))
    assert is_valid(tmp_path)


def test_the_body_of_a_post_is_kept_in_its_request(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "test")
    writer = ArchiveWriter(archive, AT)
    sent = Sent("POST", URL, (("Content-Type", "application/json"),), b'{"page":1}')
    writer.keep(draft(1), HEADERS, b"{}", Beside(sent=sent))
    writer.close()
    (request,) = of_kind(tmp_path, "request")
    assert (request["line"], request["body"]) == ("POST /1.html HTTP/1.1", b'{"page":1}')


def test_an_unchanged_body_is_a_revisit_of_the_first(tmp_path: Path) -> None:
    archive, fetches = kept(tmp_path, b"down" * 50, b"down" * 50, b"other" * 50, b"down" * 50)
    (first, other), revisits = of_kind(tmp_path, "response"), of_kind(tmp_path, "revisit")
    assert (first["body"], other["body"]) == (b"down" * 50, b"other" * 50)
    for revisit in revisits:
        assert revisit["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
        assert revisit["WARC-Refers-To"] == first["WARC-Record-ID"]
        assert revisit["WARC-Refers-To-Target-URI"] == URL
        assert revisit["WARC-Refers-To-Date"] == first["WARC-Date"]
        assert revisit["WARC-Payload-Digest"] == first["WARC-Payload-Digest"]
        assert revisit["body"] == b""
    assert len(revisits) == 2
    bodies = [archive.read(fetch).body for fetch in fetches]
    assert bodies == [b"down" * 50, b"down" * 50, b"other" * 50, b"down" * 50]
    assert [fetch.n_bytes for fetch in fetches] == [200, 200, 250, 200]
    before = archive.fetches(), archive.digest()
    archive.close()
    forget_index(tmp_path)
    assert reopened(tmp_path) == before
    assert is_valid(tmp_path)


def test_the_same_bytes_of_another_page_are_no_revisit(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "test")
    writer = ArchiveWriter(archive, AT)
    for number in (1, 2):
        writer.keep(draft(number), HEADERS, b"same")
    writer.close()
    assert of_kind(tmp_path, "revisit") == []


def test_a_revisit_goes_with_the_segment_that_holds_its_bytes(tmp_path: Path) -> None:
    archive, _ = kept(tmp_path, b"down")
    archive.close()
    (first,) = tmp_path.glob("*.warc.gz")
    archive, (second,) = kept(tmp_path, b"down", minute=1)
    assert archive.read(second).body == b"down"
    archive.close()
    first.rename(first.with_suffix(".away"))
    for _ in range(2):
        assert reopened(tmp_path)[0] == []
        forget_index(tmp_path)
    archive, (third,) = kept(tmp_path, b"down", minute=2)
    assert (third.attempt, archive.read(third).body) == (3, b"down")
    archive.close()
    first.with_suffix(".away").rename(first)
    assert [fetch.attempt for fetch in reopened(tmp_path)[0]] == [1, 2, 3]


def test_a_rendered_page_is_a_conversion_of_the_response_it_was_made_from(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "test")
    writer = ArchiveWriter(archive, AT)
    shell = b"<div id=app></div>"
    writer.keep(draft(1, outcome=Outcome.EMPTY), HEADERS, shell, Beside(sent=SENT))
    dom = "<div id=app>好</div>".encode()
    rendered = draft(1, is_rendered=True, content_type=PAGE_TYPE)
    document = Document(URL, 200, HEADERS, shell)
    beside = Beside(sent=SENT, document=document, screenshot=b"\x89PNG")
    fetch = writer.keep(rendered, (("Content-Type", PAGE_TYPE),), dom, beside)
    writer.close()
    (plain,), (revisit,) = of_kind(tmp_path, "response"), of_kind(tmp_path, "revisit")
    (page,), (picture,) = of_kind(tmp_path, "conversion"), of_kind(tmp_path, "resource")
    assert revisit["WARC-Refers-To"] == plain["WARC-Record-ID"]
    assert page["WARC-Refers-To"] == revisit["WARC-Record-ID"]
    assert (page["Content-Type"], page["body"]) == (PAGE_TYPE, dom)
    assert of_kind(tmp_path, "request")[1]["WARC-Concurrent-To"] == revisit["WARC-Record-ID"]
    assert (picture["Content-Type"], picture["WARC-Concurrent-To"]) == (
        "image/png",
        revisit["WARC-Record-ID"],
    )
    for _ in range(2):
        capture = archive.read(fetch)
        assert (capture.body, capture.headers) == (dom, (("Content-Type", PAGE_TYPE),))
        archive.close()
        forget_index(tmp_path)
        archive = Archive(tmp_path, "test")
    archive.close()
    assert is_valid(tmp_path)


def test_a_rendered_page_whose_response_is_lost_is_a_resource(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "test")
    writer = ArchiveWriter(archive, AT)
    fetch = writer.keep(draft(1, is_rendered=True, content_type=PAGE_TYPE), (), b"<p>dom")
    writer.close()
    (page,) = of_kind(tmp_path, "resource")
    assert "WARC-Refers-To" not in page
    assert archive.read(fetch).body == b"<p>dom"


def test_what_has_not_changed_is_copied_from_the_earlier_wave(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    archive = Archive(old, "old")
    writer = ArchiveWriter(archive, AT)
    first = writer.keep(draft(1), ETAG, body_of(1))
    writer.close()
    archive.close()
    for folder, earlier in ((new, old), (tmp_path / "newer", new)):
        waves = EarlierWaves([("gone", tmp_path / "gone"), ("earlier", earlier)])
        held = waves.find("bank_site", "alpha", URL)
        assert held is not None
        assert dict(held.conditions) == {"If-None-Match": '"v1"', "If-Modified-Since": "yesterday"}
        archive = Archive(folder, folder.name)
        writer = ArchiveWriter(archive, AT)
        answer = (("ETag", '"v1"'), ("Date", "today"))
        fetch = writer.keep(
            draft(1, outcome=Outcome.NOT_MODIFIED, http_status=304),
            answer,
            b"",
            Beside(earlier=held.original),
        )
        writer.close()
        waves.close()
        archive.close()
        (revisit,), (copy,) = of_kind(folder, "revisit"), of_kind(folder, "response")
        assert revisit["WARC-Profile"].endswith("/1.1/revisit/server-not-modified")
        assert revisit["line"] == "HTTP/1.1 304 Not Modified"
        assert revisit["http"] == dict(answer)
        assert revisit["WARC-Refers-To"] == copy["WARC-Record-ID"]
        assert copy == of_kind(old, "response")[0]
        for path in earlier.glob("*.warc.gz") if earlier != old else ():
            path.unlink()
        forget_index(folder)
        archive = Archive(folder, folder.name)
        capture = archive.read(archive.fetches()[0])
        archive.close()
        assert (capture.body, capture.headers) == (body_of(1), ETAG)
        assert (fetch.n_bytes, fetch.outcome) == (first.n_bytes, Outcome.NOT_MODIFIED)
        assert is_valid(folder)


def test_an_earlier_capture_that_cannot_be_asked_about_is_not_held(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "old")
    writer = ArchiveWriter(archive, AT)
    writer.keep(draft(1), HEADERS, body_of(1))  # no validators
    writer.keep(draft(2, outcome=Outcome.EMPTY), ETAG, body_of(2))  # no visit
    damaged = writer.keep(draft(3), ETAG, body_of(3))
    writer.close()
    archive.close()
    (segment,) = tmp_path.glob("*.warc.gz")
    data = bytearray(segment.read_bytes())
    data[damaged.offset + 60] ^= 0xFF
    segment.write_bytes(data)
    waves = EarlierWaves([("old", tmp_path)])
    urls = [f"http://www.alpha.test/{number}.html" for number in range(5)]
    assert [waves.find("bank_site", "alpha", url) for url in urls] == [None] * 5
    waves.close()
    forget_index(tmp_path)
    assert EarlierWaves([("old", tmp_path)]).find("bank_site", "alpha", urls[3]) is None


def test_a_revisit_whose_bytes_do_not_fit_is_damage(tmp_path: Path) -> None:
    archive, (_, second) = kept(tmp_path, b"down", b"down")
    archive.index._connection.execute("update fetches set offset = ? where attempt = 1", (second.offset,))
    with pytest.raises(ArchiveError, match="refers to is not there"):
        archive.read(second)
    archive.close()


def test_segments_are_closed_when_they_have_grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert writer_module.SEGMENT_BYTES + 64 * 1024 * 1024 < 1_000_000_000
    monkeypatch.setattr(writer_module, "SEGMENT_BYTES", 4000)
    archive = Archive(tmp_path, "test")
    writer = ArchiveWriter(archive, AT)
    large = bytes(range(256)) * 8
    bodies = [body_of(number) + large[number:] for number in range(6)]
    fetches = [writer.keep(draft(number), HEADERS, body) for number, body in enumerate(bodies)]
    writer.close()
    sizes = [path.stat().st_size for path in tmp_path.glob("*.warc.gz")]
    assert len(sizes) > 1
    assert max(sizes) < 4000 + 2500
    assert [archive.read(fetch).body for fetch in fetches] == bodies
    before = archive.fetches(), archive.digest()
    archive.close()
    forget_index(tmp_path)
    assert reopened(tmp_path) == before
