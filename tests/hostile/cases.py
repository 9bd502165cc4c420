"""The hostile suite as a table: a bank per case, what its site answers, and how its start page must end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import answers
import pages
from answers import TEXT, body, bomb, redirect, status, whole
from hostile_web import HTML, MEGABYTE

from collector.words import Outcome

if TYPE_CHECKING:
    from answers import Answer

BUDGET = {"pages": 12, "depth": 3, "rendered_pages": 3, "delay_seconds": 0.0, "timeout_seconds": 6.0}
PLAIN = "text/plain; charset=utf-8"
SCRIPT = "text/javascript"


@dataclass(frozen=True)
class Case:
    """``attempt_seconds`` is the longest that one connection may last; ``start`` where it is not the root.

    ``address`` is where the name leads to: "web", "old" (TLS 1.0), an address, or None for nowhere.
    """

    bank_id: str
    outcome: Outcome
    pages: dict[str, Answer] = field(default_factory=dict)
    any_page: Answer | None = None
    scheme: str = "http"
    address: str | None = "web"
    detail: str = ""
    is_rendered: bool = False
    attempt_seconds: float = 12.0

    def find(self, path: str) -> Answer | None:
        return self.pages.get(path.partition("?")[0], None if path == "/robots.txt" else self.any_page)


def at_home(bank_id: str, outcome: Outcome, home: Answer, **more: object) -> Case:
    return Case(bank_id, outcome, {"/": home, **more.pop("pages", {})}, **more)  # type: ignore[arg-type]


def written(bank_id: str, encoding: str, header: str, meta: str = "", text: str = TEXT) -> Case:
    """A page in ``encoding`` that declares something else, or nothing."""
    head = f"<meta charset={meta}>" if meta else ""
    return at_home(bank_id, Outcome.OK, whole(body(text, head=head).encode(encoding), header))


def robots(bank_id: str, outcome: Outcome, answer: Answer) -> Case:
    return at_home(bank_id, outcome, whole(body(TEXT)), pages={"/robots.txt": answer})


def links(*pairs: tuple[str, str]) -> str:
    return "".join(f"<a href='{url}'>{text}</a> " for url, text in pairs)


async def calendar(asked: answers.Asked) -> None:
    """Every day links to the next ones, for ever."""
    day = int(asked.path.rpartition("=")[2] or 0) if "=" in asked.path else 0
    days = links(*((f"/calendar?day={day + n}", f"{day + n}日 手机银行") for n in range(1, 40)))
    await whole(body(TEXT + days))(asked)


async def sessions(asked: answers.Asked) -> None:
    """Every page has a new session in all its links."""
    n = hash((asked.path, id(asked))) & 0xFFFFFF
    targets = [(f"/page{k}.html?sid={n:032x}{k}", "手机银行") for k in range(3)]
    targets += [(f"/page{k}.html;jsessionid={n:032x}{k}", "网上银行") for k in range(3)]
    await whole(body(TEXT + links(*targets)))(asked)


async def mirrored(asked: answers.Asked) -> None:
    """Relative links that make the path longer each time."""
    await whole(body(TEXT + links(("mobile/index.html", "手机银行"), ("../mobile/more/", "更多"))))(asked)


async def queries(asked: answers.Asked) -> None:
    """One page under ever new parameters."""
    n = int(asked.path.rpartition("=")[2] or 0) if "=" in asked.path else 0
    await whole(body(TEXT + links(*((f"/list?from={n * 10 + k}", "理财产品") for k in range(1, 10)))))(asked)


async def soft404(asked: answers.Asked) -> None:
    """Whatever the path, the same page, which links to more of them."""
    n = len(asked.path)
    await whole(body(TEXT + links(*((f"/{'x' * (n + k)}.html", "手机银行") for k in range(1, 10)))))(asked)


LARGE, REFUSED, CUT = Outcome.TOO_LARGE, Outcome.UNSAFE_URL, Outcome.CONNECT_FAILED
LOOP = {"/a": redirect("/b"), "/b": redirect("/a"), "/": redirect("/a")}
REFRESH = {
    path: whole(body("", head=f"<meta http-equiv=refresh content='0;url={target}'>"))
    for path, target in {"/": "/a", "/a": "/b", "/b": "/a"}.items()
}
BROKEN = (
    "<html><body><table><tr><p><b>"
    + TEXT
    + "<a href=/x.html'>手机银行<td></b></i></div>"
    + "<!-- "
    + "<" * 999
)
NESTED = "<html><body>" + "<div>" * 100_000 + TEXT
NESTED_MIX = "<html><body>" + "<ul><li><table><tr><td><b>" * 15_000 + TEXT
COOKIES = tuple(("Set-Cookie", f"c{n}={'x' * 300}; Path=/") for n in range(300))
ADS = {"/ads.html": whole(body("广告"))}

CASES = (
    at_home("gzipbomb", LARGE, bomb("gzip")),
    at_home("deflatebomb", LARGE, bomb("deflate")),
    at_home("brotlibomb", LARGE, bomb("br")),
    at_home("zstdbomb", LARGE, bomb("zstd")),
    at_home("twicebomb", LARGE, answers.bomb_in_bomb()),
    at_home("endless", LARGE, answers.endless_body),
    at_home("headers", LARGE, answers.endless_headers),
    at_home("longheader", LARGE, whole(body(TEXT), headers=(("X-Long", "y" * 300_000),))),
    at_home("drip", Outcome.TIMEOUT, answers.one_byte_per_second),
    at_home("headdrip", Outcome.TIMEOUT, answers.one_header_byte_per_second),
    at_home("reset", CUT, answers.reset_in_body),
    at_home("shorter", CUT, answers.shorter_than_said),
    at_home("longer", Outcome.OK, answers.longer_than_said),
    at_home("twentymb", LARGE, whole(b"<html><body>" + b"<p>x</p>" * (20 * MEGABYTE // 8))),
    Case("redirects", Outcome.SERVER_ERROR, LOOP, detail="redirects without end"),
    at_home("toinner", REFUSED, redirect("http://10.0.0.1/"), detail="address inside a network"),
    at_home("tolocal", REFUSED, redirect("http://localhost:8080/"), detail="local name"),
    at_home("toodd", REFUSED, redirect("http://www.toodd.test:22/"), detail="port 22"),
    at_home("toscheme", REFUSED, redirect("file:///etc/passwd"), detail="not a web address"),
    at_home("toname", REFUSED, redirect("http://inner.toname.test:8080/"), detail="loopback"),
    Case("innername", REFUSED, address="10.0.0.1", detail="private"),
    Case("metadata", REFUSED, address="169.254.169.254", detail="metadata"),
    Case("carrier", REFUSED, address="100.64.0.1", detail="carrier"),
    Case("nowhere", Outcome.DNS_FAILED, address=None),
    at_home("selfsigned", Outcome.OK, whole(body(TEXT)), scheme="https"),
    at_home("expired", Outcome.OK, whole(body(TEXT)), scheme="https"),
    at_home("oldtls", Outcome.TLS_FAILED, whole(body(TEXT)), scheme="https", address="old"),
    at_home("unauthorized", Outcome.LOGIN_REQUIRED, status(401)),
    at_home("forbidden", Outcome.FORBIDDEN, status(403)),
    at_home("wall", Outcome.CHALLENGE, status(412)),
    at_home("toomany", Outcome.RATE_LIMITED, status(429)),
    at_home("broken", Outcome.SERVER_ERROR, status(500)),
    at_home("away", Outcome.SERVER_ERROR, status(503)),
    written("gbkasutf", "gbk", HTML, "utf-8"),
    written("utfasgb", "utf-8", "text/html; charset=gb2312", "gb2312"),
    written("undeclared", "gb18030", "text/html"),
    written("bigfive", "big5", "text/html; charset=big5", text=answers.TRADITIONAL),
    written("utfsixteen", "utf-16", "text/html"),
    written("nocharset", "utf-8", "text/html"),
    written("strange", "utf-8", "text/html; charset=klingon", "x-none"),
    at_home("torn", Outcome.OK, whole(BROKEN)),
    at_home("nested", Outcome.OK, whole(NESTED)),
    at_home("nestedmix", Outcome.OK, whole(NESTED_MIX)),
    at_home("cookies", Outcome.OK, whole(body(TEXT + links(("/next.html", "网银"))), headers=COOKIES),
            pages={"/next.html": whole(body(TEXT))}),
    at_home("manylinks", Outcome.OK,
            whole(body(TEXT + links(*((f"/p{n}.html", f"产品{n}") for n in range(10_000)))))),
    Case("calendar", Outcome.OK, any_page=calendar),
    Case("sessions", Outcome.OK, any_page=sessions),
    Case("mirrored", Outcome.OK, any_page=mirrored),
    Case("queries", Outcome.OK, any_page=queries),
    Case("soft404", Outcome.OK, any_page=soft404),
    # seen by the browser
    at_home("spinning", Outcome.TIMEOUT, whole(pages.ENDLESS_LOOP), is_rendered=True),
    at_home("dialogs", Outcome.OK, whole(pages.DIALOGS), is_rendered=True),
    at_home("popups", Outcome.OK, whole(pages.POPUPS), is_rendered=True, pages=ADS),
    at_home("worker", Outcome.OK, whole(pages.WORKER), is_rendered=True,
            pages={"/worker.js": whole("self.addEventListener('fetch', () => 0)", SCRIPT)}),
    at_home("saving", Outcome.OK, whole(pages.DOWNLOAD), is_rendered=True,
            pages={"/file.bin": whole(b"x" * MEGABYTE, "application/octet-stream")}),
    at_home("hugedom", LARGE, whole(pages.HUGE_DOM), is_rendered=True),
    at_home("glutton", LARGE, whole(pages.GLUTTON), is_rendered=True, attempt_seconds=30.0),
    at_home("heapglutton", LARGE, whole(pages.HEAP_GLUTTON), is_rendered=True, attempt_seconds=30.0),
    at_home("asking", Outcome.OK, whole(pages.MANY_REQUESTS), is_rendered=True,
            pages={"/ping": whole("pong", PLAIN)}),
    at_home("pouring", Outcome.OK, whole(pages.script("fetch('/pour')")), is_rendered=True,
            pages={"/pour": answers.endless_body}),
    Case("refreshing", Outcome.TIMEOUT, REFRESH, is_rendered=True),
)  # fmt: skip

DISALLOW = "User-agent: *\nDisallow: /\n"
ROBOTS = (
    robots("robotshtml", Outcome.OK, whole(body(TEXT))),
    robots("robotsbroken", Outcome.ROBOTS_DISALLOWED, status(500)),
    robots("robotsslow", Outcome.TIMEOUT, answers.one_byte_per_second),
    robots("robotshuge", Outcome.ROBOTS_DISALLOWED, whole(DISALLOW + "# x\n" * 3 * MEGABYTE, PLAIN)),
)
"""By RFC 9309: what is no robots.txt has no rules, what cannot be had closes the site (one not come by:
with the outcome of that attempt, decision 16), and of a huge one the beginning counts."""
