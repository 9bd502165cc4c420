"""robots.txt is read as RFC 9309 says; the examples are the RFC's or written from its text."""

from __future__ import annotations

import pytest

from collector.fetch.robots import MAX_BYTES, Robots, read_robots
from collector.words import Refrained

ROBOTS_URL = "https://www.alpha.test/robots.txt"


def read(body: str | bytes, status: int = 200) -> Robots:
    return read_robots(status, body if isinstance(body, bytes) else body.encode(), ROBOTS_URL)


def is_open(robots: Robots, path: str) -> bool:
    return robots.refusal(f"https://www.alpha.test{path}") is None


RULES = [
    # section 2.2.2: the most octets win, and allow wins a draw
    ("Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", False),
    ("Disallow: /p\nAllow: /p", "/page", True),
    ("Disallow: /*.htm\nAllow: /a", "/a.htm", False),
    # section 2.2.2: the table of percent-encodings
    ("Disallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", False),
    ("Disallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", False),
    ("Disallow: /foo/bar/%E3%83%84", "/foo/bar/%e3%83%84", False),
    ("Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", False),
    # section 2.2.3: wildcards, the end mark, and both written as octets
    ("Disallow: /*.pdf$", "/a/b.pdf", False),
    ("Disallow: /*.pdf$", "/a/b.pdf?x=1", True),
    ("Disallow: *.gif$", "/a.gif", False),
    ("Disallow: /a*b*c", "/a-b-c-d", False),
    ("Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-x.html", True),
    ("Disallow: /path/foo-%24", "/path/foo-$", False),
    # a path is told from another by its case; an empty rule says nothing
    ("Disallow: /Private/", "/private/", True),
    ("Disallow:", "/", True),
    # an allowed index.html does not allow what it stands for
    ("Disallow: /\nAllow: /index.html", "/", False),
    ("Disallow: /\nAllow: /index.html", "/index.html", True),
    # the file itself may always be asked for
    ("Disallow: /", "/robots.txt", True),
]


@pytest.mark.parametrize(("rules", "path", "expected"), RULES)
def test_the_longest_match_decides(rules: str, path: str, expected: bool) -> None:
    assert is_open(read(f"User-agent: *\n{rules}\n"), path) is expected


GROUPS = [
    ("ours before all", "User-agent: *\nDisallow: /\nUser-agent: collector\nDisallow: /b", "/a", True),
    ("ours in any case, with a version", "User-agent: COLLECTOR/9\nDisallow: /\n", "/a", False),
    (
        "ours twice is one group",
        "User-agent: collector\nDisallow: /a\n\nUser-agent: collector\nDisallow: /b",
        "/a",
        False,
    ),
    ("several names over one group", "User-agent: x\nUser-agent: collector\nDisallow: /a", "/a", False),
    ("the beginning of our name is not us", "User-agent: collect\nDisallow: /\n", "/a", True),
    ("a longer name is not us", "User-agent: collector-pro\nDisallow: /\n", "/a", True),
    (
        "a name without rules shares the next group",
        "User-agent: collector\n\nUser-agent: *\nDisallow: /",
        "/a",
        False,
    ),
    ("no group for us", "User-agent: baiduspider\nDisallow: /", "/a", True),
    ("rules before any group", "Disallow: /\n", "/a", True),
]


@pytest.mark.parametrize(("name", "body", "path", "expected"), GROUPS, ids=[case[0] for case in GROUPS])
def test_the_group_that_names_us_counts(name: str, body: str, path: str, expected: bool) -> None:
    assert is_open(read(body), path) is expected


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n",
        b"User-agent: *\r\nDisallow: /a\r\n",
        b"User-agent: *\rDisallow: /a\r",
        "# 网站地图，禁止访问\nUser-agent: * # 所有\nDisallow: /a # 后台\n".encode("gb18030"),
        b"user-AGENT:*\n  disallow :/a  \n",
        b"User-agent: *\nCrawl-delay: 5\nSitemap: https://www.alpha.test/s.xml\n\nDisallow: /a\n",
    ],
    ids=["byte order mark", "CRLF", "CR", "GBK comments", "blanks and case", "other records between"],
)
def test_files_as_they_are_written_are_read(body: bytes) -> None:
    robots = read(body)
    assert not is_open(robots, "/a")
    assert is_open(robots, "/b")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, None),
        (410, None),
        (412, None),
        (302, None),
        (401, Refrained.ROBOTS_REFUSED),
        (403, Refrained.ROBOTS_REFUSED),
        (429, Refrained.ROBOTS_UNREACHABLE),
        (500, Refrained.ROBOTS_UNREACHABLE),
        (503, Refrained.ROBOTS_UNREACHABLE),
    ],
)
def test_a_status_opens_or_closes_the_host(status: int, expected: Refrained | None) -> None:
    robots = read("User-agent: *\nDisallow: /a\n", status)
    assert (robots.closed[0] if robots.closed else None) is expected
    assert is_open(robots, "/a") is (expected is None)


def test_a_page_in_place_of_the_file_has_no_rules() -> None:
    page = "\n <!DOCTYPE html><body><p>\nUser-agent: *\nDisallow: /\n</p></body>"
    assert is_open(read(page), "/a")


def test_the_first_500_kib_are_read_and_no_half_line() -> None:
    head = b"User-agent: *\nDisallow: /first\n"
    rest = b"Disallow: /" + b"x" * MAX_BYTES + b"\nDisallow: /last\n"
    robots = read(head + rest)
    assert not is_open(robots, "/first")
    assert is_open(robots, "/last")
    cut = head + b"#" * (MAX_BYTES - len(head) - len(b"\nDisallow: /")) + b"\nDisallow: /shop/private\n"
    assert is_open(read(cut), "/products")


def test_the_pause_a_host_asks_for() -> None:
    assert read("User-agent: *\nCrawl-delay: 2.5\n").delay_seconds == 2.5
    assert read("User-agent: *\nRequest-rate: 1/10\n").delay_seconds == 10
    assert read("User-agent: x\nCrawl-delay: 5\n\nUser-agent: *\nDisallow: /a\n").delay_seconds == 0
    for nonsense in ("soon", "-3", "nan", "inf", ""):
        assert read(f"User-agent: *\nCrawl-delay: {nonsense}\n").delay_seconds == 0
    assert is_open(read("User-agent: *\nCrawl-delay: 30\n"), "/a")
    assert read("User-agent: *\nCrawl-delay: 31\n").closed[0] is Refrained.CRAWL_DELAY  # type: ignore[index]


def test_sitemaps_are_absolute_and_once_each_whatever_group_they_stand_in() -> None:
    body = "Sitemap: /a.xml\nUser-agent: x\nSitemap: https://cdn.alpha.test/b.xml\nSitemap: /a.xml\n"
    assert read(body).sitemaps == ("https://www.alpha.test/a.xml", "https://cdn.alpha.test/b.xml")
