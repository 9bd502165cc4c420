"""What a page that came with status 200 really is: a wall, a login form, a missing page, a shell, or a page.

Enters: the text of an HTML page. Leaves: an outcome and what on the page says so. Refuses to judge by words
where much text or a menu stands: a bank writes about captchas and maintenance on ordinary pages too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.fetch.redirects import MAX_SEEN_CHARS
from collector.fetch.shells import shell_reason
from collector.fetch.text import parse, title_of, visible_text
from collector.fetch.urls import host_of, registrable_domain
from collector.words import Outcome

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_SHORT_CHARS = 600
_FEW_LINKS = 3
_LOGIN_CHARS = 400
_MANY_PLACEHOLDERS = 3

# ruishu and its kin: a page of scripts that reloads itself; markers as seen 2025-2026
_CHALLENGE_CODE = re.compile(
    r"\$_ts\b|_\$[a-z]{2}\(\)|__jsl_clearance|acw_sc__v\d|/_guard/|cf-chl-|challenge-platform|WAF_?Challenge",
)
_CHALLENGE_TEXT = re.compile(
    r"访问被拒绝|拒绝访问|访问被(?:拦截|阻断|限制)|人机(?:验证|识别)|安全验证|滑动(?:验证|滑块)|拖动滑块"
    r"|请输入验证码|请完成验证|访问(?:过于|太)频繁|请求存在(?:威胁|风险)"
    r"|可能对网站造成(?:威胁|安全)"
    r"|\bcaptcha\b|access denied|just a moment|are you (?:a )?human|request (?:has been )?blocked"
    r"|web application firewall",
    re.IGNORECASE,
)
_MAINTENANCE = re.compile(
    r"(?:系统|网站|平台|服务|页面)(?:正在|正|处于)?(?:进行)?(?:维护|升级)|升级维护|维护(?:中|升级|期间|公告)"
    r"|(?:网站|系统|服务)(?:暂停|停止)(?:服务|访问|开放)|under maintenance|scheduled maintenance",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"(?:此|本|该)?域名(?:正在)?(?:出售|转让|可(?:以)?出售)|domain (?:name )?(?:is|may be) for sale"
    r"|parked (?:free|domain)|buy this domain"
    r"|网站(?:暂)?未(?:进行)?备案|未(?:进行|取得)备案|没有找到站点|该站点未绑定",
    re.IGNORECASE,
)
_SOFT_404 = re.compile(
    r"(?:您|你)?(?:所|要|想)?(?:请求|访问|查找|浏览)的?(?:页面|网页|内容|资源)"
    r"(?:不存在|已(?:经)?(?:被)?删除|已失效|找不到|未找到|丢失)"
    r"|^(?:404|页面不存在|找不到页面)\b|\b404 not found\b|(?:页面|网页)(?:不存在|找不到了?|走丢了)[!!。]?$",
    re.IGNORECASE,
)
_LOGIN_URL = re.compile(
    r"/(?:[\w-]*?(?:login|logon|signin|signon|passport|oauth2?|cas|sso)[\w-]*)(?:[/.?]|$)", re.IGNORECASE
)
_SCRIPT_BLOCK = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{[^{}]{1,200}\}\}")


def classify_wall(page: str) -> tuple[Outcome, str] | None:
    """Bot walls, maintenance and parking pages: short pages that say so, or scripts without any text."""
    seen = visible_text(page)
    if len(seen) < MAX_SEEN_CHARS:
        found = _CHALLENGE_CODE.search(page)
        if found:
            return Outcome.CHALLENGE, f"script-only page with {found[0]!r}"
    tree = parse(page)
    if len(seen) > _SHORT_CHARS or len(tree.css("a[href]")) > _FEW_LINKS:
        return None
    said = f"{title_of(tree)} {seen}"
    has_password = "password" in page.lower()
    for outcome, pattern in (
        (Outcome.WRONG_SITE, _PARKED),
        (Outcome.MAINTENANCE, _MAINTENANCE),
        (Outcome.CHALLENGE, _CHALLENGE_TEXT),
    ):
        found = pattern.search(said)
        if found and not (outcome is Outcome.CHALLENGE and has_password):
            return outcome, f"page says {found[0]!r}"
    return None


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
    """Login forms and pages that say that the page does not exist, answered with status 200."""
    if is_login_url(final_url) and not is_login_url(url):
        return Outcome.LOGIN_REQUIRED, f"sent to {final_url}"
    if tree.css_first("input[type=password]") and len(seen) < _LOGIN_CHARS:
        return Outcome.LOGIN_REQUIRED, "nothing but a password form"
    missing = _SOFT_404.search(title_of(tree)) or _SOFT_404.search(seen)
    return (Outcome.GONE, f"page says {missing[0]!r}") if missing else None
