"""A WARC that somebody else made answers as the web did when it was made."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from collector.errors import ArchiveError, ExitCode, UsageError
from collector.sample.server import serve_web
from tests.sample.asking import Got, ask_through, wave_of

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "<html><body>手机银行</body></html>".encode()
HTML = (("Content-Type", "text/html; charset=utf-8"),)


class Maker:
    """Writes records one by one; ``ends`` are the places where the file could be cut without harm."""

    def __init__(self, path: Path, *, is_gzip: bool = True) -> None:
        self.path = path
        self.ends = [0]
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=is_gzip)

    def response(
        self, url: str, body: bytes, headers: tuple[tuple[str, str], ...] = HTML, *, date: str = "2024-01-01",
        status: str = "200 OK", protocol: str = "HTTP/1.1", kind: str = "response",
    ) -> None:  # fmt: skip
        http = StatusAndHeaders(status, list(headers), protocol=protocol) if kind != "resource" else None
        self._write(
            self._writer.create_warc_record(
                url, kind, payload=io.BytesIO(body), length=len(body), http_headers=http,
                warc_content_type="text/html" if kind == "resource" else "",
                warc_headers_dict={"WARC-Date": f"{date}T00:00:00Z"},
            )
        )  # fmt: skip

    def revisit(self, url: str, digest: str, to: str, to_date: str, *, date: str) -> None:
        self._write(
            self._writer.create_revisit_record(
                url, digest, to, f"{to_date}T00:00:00Z", warc_headers_dict={"WARC-Date": f"{date}T00:00:00Z"}
            )
        )

    def digest_of(self, body: bytes) -> str:
        record = self._writer.create_warc_record("http://x/", "resource", io.BytesIO(body), len(body))
        return str(record.rec_headers.get_header("WARC-Payload-Digest"))

    def done(self) -> Path:
        self.path.write_bytes(self._out.getvalue())
        return self.path

    def _write(self, record: object) -> None:
        self._writer.write_record(record)
        self.ends.append(self._out.tell())


def ask(path: Path, url: str) -> Got:
    with serve_web(wave_of("warc"), path) as proxy:
        return ask_through(proxy, "GET", url)


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_pages_answer_as_they_were_taken(tmp_path: Path, suffix: str) -> None:
    maker = Maker(tmp_path / f"a{suffix}", is_gzip=suffix.endswith("gz"))
    maker.response("dns:www.bank.cn", b"1.2.3.4", kind="resource")
    maker.response("https://www.bank.cn/a.html?x=1&y=2", PAGE)
    maker.response("http://www.bank.cn/old.html", b"none", (*HTML, ("X-Odd", "1")), status="404 Not Found")
    maker.done()
    with serve_web(wave_of("warc"), maker.path) as proxy:
        got = ask_through(proxy, "GET", "http://www.bank.cn/a.html?x=1&y=2")
        assert (got.status, got.headers["content-type"], got.body) == (200, HTML[0][1], PAGE)
        gone = ask_through(proxy, "GET", "http://www.bank.cn/old.html")
        assert (gone.status, gone.headers["x-odd"], gone.body) == (404, "1", b"none")
        assert ask_through(proxy, "GET", "http://www.bank.cn/other.html").status == 404
        assert ask_through(proxy, "GET", "http://www.other.cn/").headers["x-sample-error"] == "dns"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((("Content-Encoding", "gzip"), ("Content-Length", "5")), gzip.compress(PAGE)),
        ((("Content-Encoding", "x-gzip"),), gzip.compress(PAGE)),
        (
            (("Transfer-Encoding", "chunked"),),
            b"5\r\n" + PAGE[:5] + b"\r\n%x\r\n" % len(PAGE[5:]) + PAGE[5:] + b"\r\n0\r\n\r\n",
        ),
        ((("Transfer-Encoding", "chunked"),), PAGE),  # unchunked by the crawler, the header left as it came
        ((), PAGE),  # no Content-Length
        ((("Content-Length", "999999"),), PAGE),  # a wrong one
    ],
    ids=["gzip", "x-gzip", "chunked", "chunked in name only", "no length", "wrong length"],
)
def test_codings_are_undone(tmp_path: Path, headers: tuple[tuple[str, str], ...], body: bytes) -> None:
    maker = Maker(tmp_path / "a.warc.gz")
    maker.response("http://www.bank.cn/", body, (*HTML, *headers), protocol="HTTP/1.0")
    got = ask(maker.done(), "http://www.bank.cn/")
    assert (got.body, got.headers["content-length"]) == (PAGE, str(len(PAGE)))
    assert not {"content-encoding", "transfer-encoding"} & got.headers.keys()


def test_a_coding_that_is_not_known_is_passed_on(tmp_path: Path) -> None:
    maker = Maker(tmp_path / "a.warc.gz")
    maker.response("http://www.bank.cn/", b"(packed)", (*HTML, ("Content-Encoding", "zstd")))
    got = ask(maker.done(), "http://www.bank.cn/")
    assert (got.headers["content-encoding"], got.body) == ("zstd", b"(packed)")


def test_the_latest_capture_answers_wherever_it_stands(tmp_path: Path) -> None:
    for name, date, body in (("b", "2024-03-01", b"new"), ("c", "2024-02-01", b"old")):
        maker = Maker(tmp_path / f"{name}.warc.gz")
        maker.response("http://www.bank.cn/", body, date=date)
        maker.done()
    (tmp_path / "note.txt").write_text("no WARC")
    assert ask(tmp_path, "http://www.bank.cn/").body == b"new"


@pytest.mark.parametrize("is_named", [True, False])
def test_a_revisit_answers_with_what_it_refers_to(tmp_path: Path, is_named: bool) -> None:
    maker = Maker(tmp_path / "a.warc.gz")
    maker.response("http://www.bank.cn/a.html", b"first", date="2024-01-01")
    maker.response("http://www.bank.cn/a.html", b"second", date="2024-01-02")
    to = ("http://www.bank.cn/a.html", "2024-01-01") if is_named else ("http://elsewhere.cn/", "2000-01-01")
    maker.revisit("http://www.bank.cn/a.html", maker.digest_of(b"first"), *to, date="2024-01-03")
    maker.revisit(
        "http://www.bank.cn/b.html", "sha1:NOBODY", "http://gone.cn/", "2024-01-01", date="2024-01-03"
    )
    maker.done()
    assert ask(maker.path, "http://www.bank.cn/a.html").body == b"first"
    assert ask(maker.path, "http://www.bank.cn/b.html").status == 404


def test_redirects_lead_on_without_https(tmp_path: Path) -> None:
    maker = Maker(tmp_path / "a.warc.gz")
    https = (("Location", "https://www.bank.cn/"),)
    maker.response("https://www.bank.cn/", PAGE, date="2024-01-01")
    maker.response("http://www.bank.cn/", b"", https, status="301 Moved", date="2024-01-02")
    maker.response("http://bank.cn/", b"", https, status="301 Moved")
    maker.response("http://www.bank.cn/out", b"", (("Location", "https://other.cn/"),), status="302 Found")
    maker.done()
    assert ask(maker.path, "http://www.bank.cn/").body == PAGE
    assert ask(maker.path, "http://bank.cn/").headers["location"] == "http://www.bank.cn/"
    assert ask(maker.path, "http://www.bank.cn/out").headers["location"] == "https://other.cn/"


def test_addresses_are_found_as_the_crawl_spells_them(tmp_path: Path) -> None:
    maker = Maker(tmp_path / "a.warc.gz")
    maker.response("<http://WWW.bank.cn:80/网银/a.html;jsessionid=1F?b=2&>", PAGE)
    maker.done()
    path = "/%E7%BD%91%E9%93%B6/a.html"
    assert ask(maker.path, f"http://www.bank.cn{path}?b=2").body == PAGE


def test_headers_that_break_the_rules_are_sent_as_bytes(tmp_path: Path) -> None:
    answer = "HTTP/1.0 200\r\nX-Name: 银行\r\nX-Folded: a\r\n b\r\n\r\nbody".encode()
    path = tmp_path / "by-hand.warc"
    path.write_bytes(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://www.bank.cn/\r\n"
        b"WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (len(answer), answer)
    )
    got = ask(path, "http://www.bank.cn/")
    assert (got.status, got.body) == (200, b"body")
    assert "content-type" not in got.headers
    assert got.headers["x-name"].encode("latin-1").decode() == "银行"
    assert got.headers["x-folded"] == "a b"


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_a_file_that_ends_too_early_is_named_with_the_place_and_the_way_out(
    tmp_path: Path, suffix: str
) -> None:
    maker = Maker(tmp_path / f"a{suffix}", is_gzip=suffix.endswith("gz"))
    for number in range(3):
        maker.response(f"http://www.bank.cn/{number}", PAGE * 40)
    data = maker.done().read_bytes()
    start, end = maker.ends[1], maker.ends[2]
    harmless = 0 if suffix.endswith("gz") else 4  # the two empty lines behind a record
    for cut in (start + 1, start + 7, start + 90, (start + end) // 2, end - harmless - 1):
        maker.path.write_bytes(data[:cut])
        with pytest.raises(ArchiveError) as caught:
            ask(maker.path, "http://www.bank.cn/0")
        assert caught.value.exit_code is ExitCode.CHECKS_FAILED
        assert caught.value.subject == f"{maker.path}, byte {start}"
        assert f"head -c {start} a{suffix}" in caught.value.fix
    maker.path.write_bytes(data[:start])
    assert ask(maker.path, "http://www.bank.cn/0").body == PAGE * 40


def test_a_file_packed_as_a_whole_says_how_to_pack_it_anew(tmp_path: Path) -> None:
    maker = Maker(tmp_path / "a.warc", is_gzip=False)
    for number in range(2):
        maker.response(f"http://www.bank.cn/{number}", PAGE)
    packed = tmp_path / "a.warc.gz"
    packed.write_bytes(gzip.compress(maker.done().read_bytes()))
    with pytest.raises(ArchiveError, match="warcio recompress"):
        ask(packed, "http://www.bank.cn/0")


def test_what_is_no_warc_is_refused(tmp_path: Path) -> None:
    for root in (None, tmp_path):
        with pytest.raises(UsageError, match="holds no WARC"):
            ask(root, "http://www.bank.cn/")
    page = tmp_path / "a.html"
    page.write_bytes(PAGE)
    with pytest.raises(ArchiveError, match="no WARC record"):
        ask(page, "http://www.bank.cn/")
