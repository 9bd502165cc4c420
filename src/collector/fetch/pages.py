"""What a page that is no wall really is: a login form, a missing page, a shell that scripts fill, or a page.

Enters: the text of an HTML page. Leaves: an outcome and what on the page says so. Refuses to take a page with
a menu for a login form: many home pages have a login box.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.fetch.redirects import MAX_SEEN_CHARS
from collector.fetch.shells import shell_reason
from collector.fetch.text import parse, title_of, visible_text
from collector.fetch.urls import host_of, registrable_domain
from collector.stand_ins import SOFT_404
from collector.words import Outcome

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LOGIN_CHARS = 400
_LOGIN_LINKS = 8
_BUSY_CHARS = 200
_MANY_PLACEHOLDERS = 3
_BUSY = re.compile(
    r"(?:系统|服务器|网络)(?:正)?(?:繁忙|忙)|temporarily (?:down|unavailable)|internal server error",
    re.IGNORECASE,
)

_LOGIN_URL = re.compile(
    r"/(?:[\w-]*?(?:login|logon|signin|signon|passport|oauth2?|cas|sso)[\w-]*)(?:[/.?]|$)", re.IGNORECASE
)
_SCRIPT_BLOCK = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{[^{}]{1,200}\}\}")


def classify_page(
    page: str, url: str, final_url: str, target: str | None, *, is_rendered: bool = False
) -> tuple[Outcome, str | None]:
    """A 2xx page that is no wall: is it the page that was asked for, and is there any text on it?

    ``target`` is where the page sends its reader on to, None where it does not. A page that is not rendered
    must also not say that scripts bring its content.
    """
    tree = parse(page)
    seen = visible_text(page)
    wrong = _classify_wrong_page(tree, seen, url, final_url)
    if wrong:
        return wrong
    if target and registrable_domain(host_of(target)) != registrable_domain(host_of(final_url)):
        return Outcome.WRONG_SITE, f"sends its reader to {target}"
    placeholders = len(_PLACEHOLDER.findall(_SCRIPT_BLOCK.sub("", page)))
    if placeholders >= _MANY_PLACEHOLDERS:
        return Outcome.EMPTY, f"template with {placeholders} places not filled in"
    if len(seen) < MAX_SEEN_CHARS and not tree.css_first("frame[src], iframe[src]"):
        return Outcome.EMPTY, f"{len(seen)} characters of text"
    reason = None if is_rendered else shell_reason(page)
    return (Outcome.EMPTY, reason) if reason else (Outcome.OK, None)


def is_login_url(url: str) -> bool:
    """True where the path says that the page behind it asks for a login."""
    return bool(_LOGIN_URL.search(url.partition("://")[2].partition("?")[0]))


def _classify_wrong_page(
    tree: LexborHTMLParser, seen: str, url: str, final_url: str
) -> tuple[Outcome, str] | None:
    """Login forms, and pages that say that the server is busy or the page is not there, with status 200."""
    if is_login_url(final_url) and not is_login_url(url):
        return Outcome.LOGIN_REQUIRED, f"sent to {final_url}"
    if tree.css_first("input[type=password]") and len(seen) < _LOGIN_CHARS and _n_links(tree) <= _LOGIN_LINKS:
        return Outcome.LOGIN_REQUIRED, "nothing but a password form"
    if len(seen) < _BUSY_CHARS and (busy := _BUSY.search(seen)):
        return Outcome.SERVER_ERROR, f"page says {busy[0]!r}"
    missing = SOFT_404.search(title_of(tree)) or SOFT_404.search(seen)
    return (Outcome.GONE, f"page says {missing[0]!r}") if missing else None


def _n_links(tree: LexborHTMLParser) -> int:
    """Different pages that this one leads to: a home page with a login box has a menu, a login page none."""
    targets = {(node.attributes.get("href") or "").partition("#")[0] for node in tree.css("a[href]")}
    return sum(bool(target) and not target.lower().startswith("javascript:") for target in targets)
