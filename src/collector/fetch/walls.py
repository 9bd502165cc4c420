"""Pages in place of the page asked for: bot walls, maintenance, login walls, parked, sold and empty domains.

Enters: the text of an HTML page. Leaves: an outcome and what on the page says so, or None. Refuses to judge
by words where much text, a menu or the furniture of a news page stands: a bank writes about captchas,
maintenance and logins on ordinary pages too.
"""

from __future__ import annotations

import re

from collector.fetch.redirects import MAX_SEEN_CHARS
from collector.fetch.text import parse, title_of, visible_text
from collector.stand_ins import CHALLENGE_CODE, WALL
from collector.words import Outcome

_SHORT_CHARS = 600
_VERY_SHORT_CHARS = 200
_FEW_LINKS = 3

_PARKED = re.compile(
    r"(?:此|本|该)?域名(?:正在|可以?|待|诚意)?(?:出售|转让)|域名(?:已(?:经)?)?(?:过期|到期|停靠)"
    r"|domain (?:name )?(?:is|may be) for sale|buy this domain|domain (?:name )?(?:has )?expired"
    r"|parked (?:free|domain)|domain is parked"
    r"|网站(?:暂)?未(?:进行)?备案|未(?:进行|取得)备案|没有找到站点|该站点未绑定|(?:空间|主机|网站)已(?:经)?(?:到期|过期|停用|关闭)"
    r"|welcome to (?:nginx|openresty|caddy)|apache2? .{0,20}default page|^it works!|iis windows server"
    r"|恭喜.{0,4}站点创建成功",
    re.IGNORECASE,
)
_MAINTENANCE = re.compile(
    r"(?:系统|网站|平台|服务|页面)(?:正在|正|处于)?(?:进行)?(?:维护|升级)"
    r"|升级维护|停机维护|维护(?:中|升级|期间|公告)"
    r"|(?:网站|网页|页面|系统)(?:正在)?(?:建设|改版|改造|升级)(?:当)?中|(?:升级|改造)中.{0,8}敬请期待"
    r"|(?:网站|系统|服务)(?:暂停|停止|暂时关闭)(?:服务|访问|开放)?"
    r"|under maintenance|scheduled maintenance|under construction",
    re.IGNORECASE,
)
# words of ordinary pages as well: only where there is hardly anything else
_PUZZLE = re.compile(
    r"人机(?:验证|识别)|安全验证|滑动(?:验证|滑块)|拖动(?:下方)?滑块|请输入验证码|请完成(?:安全)?验证|点击(?:完成|进行)验证|\bcaptcha\b",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:您|你)?(?:还|尚)?未登[录陆]|登[录陆](?:已)?(?:超时|失效|过期)|会话(?:已)?(?:超时|失效|过期)"
    r"|请登[录陆]后(?:再)?(?:查看|访问|操作|继续)|请重新登[录陆]|扫码登[录陆]"
    r"|session (?:has )?(?:expired|timed ?out)|(?:log|sign) ?in to continue",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"怎么|如何|为什么|怎样|常见问题|[??]")
_NEWS = re.compile(
    r"发布(?:时间|日期|人)|(?:浏览|阅读|点击)(?:次数|量|数)|上一[篇条]|下一[篇条]|来源\s*[::]|特此(?:公告|通知)"
)
_GAMBLING = re.compile(
    r"娱乐城|博彩|棋牌|真人(?:娱乐|荷官)|时时彩|六合彩|百家乐|葡京|体育投注|足球投注|老虎机|电子游艺"
)
_BANK = re.compile(r"银行|农商|农信|信用社|\bbank", re.IGNORECASE)

_BY_WORDS = (
    (Outcome.WRONG_SITE, _PARKED, _SHORT_CHARS),
    (Outcome.MAINTENANCE, _MAINTENANCE, _SHORT_CHARS),
    (Outcome.CHALLENGE, WALL, _SHORT_CHARS),
    (Outcome.CHALLENGE, _PUZZLE, _VERY_SHORT_CHARS),
    (Outcome.LOGIN_REQUIRED, _LOGIN, _VERY_SHORT_CHARS),
)


def classify_wall(page: str) -> tuple[Outcome, str] | None:
    """What stands in place of the page: short pages that say so, scripts without any text, another trade."""
    seen = visible_text(page)
    if len(seen) < MAX_SEEN_CHARS:
        found = CHALLENGE_CODE.search(page)
        if found:
            return Outcome.CHALLENGE, f"script-only page with {found[0]!r}"
    tree = parse(page)
    title = title_of(tree)
    sold = _GAMBLING.search(title)
    if sold and not _BANK.search(title):
        return Outcome.WRONG_SITE, f"title says {sold[0]!r}"
    if len(seen) > _SHORT_CHARS or len(tree.css("a[href]")) > _FEW_LINKS or _NEWS.search(seen):
        return None
    said = f"{title} {seen}".strip()
    is_asking = bool(_QUESTION.search(said))
    has_password = "password" in page.lower()
    for outcome, pattern, max_chars in _BY_WORDS:
        found = pattern.search(said)
        if found is None or len(seen) > max_chars:
            continue
        if max_chars == _VERY_SHORT_CHARS and is_asking:
            continue
        if outcome is Outcome.CHALLENGE and has_password:
            continue
        return outcome, f"page says {found[0]!r}"
    return None
