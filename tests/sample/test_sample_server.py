from __future__ import annotations

import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from collector.errors import RefusedError, UsageError
from collector.sample.server import WebServer, serve_web
from collector.sample.sites import read_sites
from collector.sample.web import sample_hosts
from tests.sample.asking import ask_through, wave_of

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Config
    from tests.sample.asking import Ask


def raw(proxy: str, data: bytes) -> bytes:
    parts = urlsplit(proxy)
    with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        chunks = []
        while chunk := connection.recv(65536):
            chunks.append(chunk)
    return b"".join(chunks)


def test_a_bank_answers_under_its_real_host_name(ask: Ask) -> None:
    got = ask("http://www.spdb.com.cn/")
    assert got.status == 200
    assert "浦发银行" in got.body.decode("utf-8")


def test_unknown_host_is_answered_like_a_failed_name_lookup(ask: Ask) -> None:
    got = ask("http://www.not-a-bank.example/")
    assert (got.status, got.headers["x-sample-error"]) == (502, "dns")


def test_connect_is_refused(proxy: str) -> None:
    reply = raw(proxy, b"CONNECT www.spdb.com.cn:443 HTTP/1.1\r\nHost: www.spdb.com.cn:443\r\n\r\n")
    assert reply.startswith(b"HTTP/1.1 502 ")
    assert b"X-Sample-Error: tunnel" in reply


def test_head_gives_headers_without_a_body(ask: Ask) -> None:
    whole, head = ask("http://www.spdb.com.cn/"), ask("http://www.spdb.com.cn/", "HEAD")
    assert head.body == b""
    assert head.headers["content-length"] == str(len(whole.body))


def test_a_missing_page_is_404(ask: Ask) -> None:
    assert ask("http://www.spdb.com.cn/no/such/page.html").status == 404


def test_replies_carry_no_clock(ask: Ask) -> None:
    assert not {"date", "server", "last-modified"} & set(ask("http://www.spdb.com.cn/").headers)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: www.spdb.com.cn\r\n\r\n", b"400"),
        (b"GET http://[bad/ HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"GET https://www.spdb.com.cn/ HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"POST http://www.spdb.com.cn/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", b"501"),
        (b"POST http://www.spdb.com.cn/ HTTP/1.1\r\nHost: x\r\n\r\n", b"411"),
        (b"POST http://www.spdb.com.cn/ HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n", b"413"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", b"Bad request"),
    ],
)
def test_bad_requests_are_answered_and_the_server_lives_on(
    proxy: str, ask: Ask, sent: bytes, status: bytes
) -> None:
    assert status in raw(proxy, sent).split(b"\r\n")[0]
    assert ask("http://www.spdb.com.cn/").status == 200


def test_only_loopback_may_be_bound() -> None:
    with pytest.raises(RefusedError, match=r"0\.0\.0\.0"):
        WebServer(sample_hosts(), address="0.0.0.0")  # noqa: S104 - the point is that it is refused


def test_the_server_is_gone_after_the_block() -> None:
    with serve_web(wave_of("sample"), None) as proxy:
        assert ask_through(proxy, "GET", "http://www.bjrcb.com/").status == 200
    with pytest.raises(OSError, match="refused"):
        ask_through(proxy, "GET", "http://www.bjrcb.com/")


def test_folder_web_serves_files_by_extension_without_a_charset(tmp_path: Path) -> None:
    site = tmp_path / "pages"
    site.mkdir()
    (site / "index.html").write_bytes("首页".encode("gb18030"))
    (site / "a b.CSS").write_bytes(b"p{}")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    with serve_web(wave_of("folder", (("www.huaian-rcb.test", "pages"),)), tmp_path) as proxy:
        home = ask_through(proxy, "GET", "http://www.huaian-rcb.test/")
        style = ask_through(proxy, "GET", "http://www.huaian-rcb.test/a%20b.CSS?v=1")
        outside = ask_through(proxy, "GET", "http://www.huaian-rcb.test/%2e%2e/secret.txt")
        missing = ask_through(proxy, "GET", "http://www.huaian-rcb.test/none.html")
        other = ask_through(proxy, "GET", "http://www.spdb.com.cn/")
    assert (home.status, home.headers["content-type"], home.body.decode("gb18030")) == (
        200,
        "text/html",
        "首页",
    )
    assert style.headers["content-type"] == "text/css"
    assert (outside.status, outside.body) == (403, b"")
    assert missing.status == 404
    assert other.status == 502


def test_folder_web_without_its_folder_says_what_to_give(tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match="--web-root"),
        serve_web(wave_of("folder", (("a.test", "x"),)), tmp_path),
    ):
        pass


def test_the_command_prints_one_line_and_serves() -> None:
    command = [sys.executable, "-m", "collector.sample.server", "--wave", "sample"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            word, address = process.stdout.readline().split()
            got = ask_through(f"http://{address}", "GET", "http://www.zjtlcb.com/")
        finally:
            process.terminate()
    assert word == "listening"
    assert address.startswith("127.0.0.1:")
    assert got.status == 200


def test_every_site_is_asked_by_the_host_of_its_website(config: Config) -> None:
    websites = {bank.bank_id: urlsplit(bank.website_url or "").hostname for bank in config.banks}
    for site in read_sites():
        assert site.host == websites[site.bank_id]
