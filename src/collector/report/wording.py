"""The Chinese words of the closed vocabularies, with what to do about each way a visit can fail.

An unknown word is an alarm: visit_zh, outcome_zh and reason_zh raise ChecksFailedError.
"""

from __future__ import annotations

from typing import TypeVar

from collector.errors import ChecksFailedError
from collector.words import BankType, Outcome, Refrained

BANK_TYPES_ZH: dict[str, str] = {
    BankType.LARGE: "大型商业银行",
    BankType.JOINT_STOCK: "股份制商业银行",
    BankType.CITY: "城市商业银行",
    BankType.RURAL: "农村商业银行",
    BankType.PRIVATE: "民营银行",
    BankType.OTHER: "其他银行",
    BankType.UNION: "省级农信联合机构",
}

BANK_TYPES_EN: dict[str, str] = {
    BankType.LARGE: "large",
    BankType.JOINT_STOCK: "joint-stock",
    BankType.CITY: "city",
    BankType.RURAL: "rural",
    BankType.PRIVATE: "private",
    BankType.OTHER: "other",
    BankType.UNION: "union",
}

ANSWERS_ZH: dict[str, tuple[str, str]] = {
    "present": ("✓", "有"),
    "absent": ("✗", "无"),
    "unknown": ("?", "未知"),
}

OUTCOMES_ZH: dict[str, tuple[str, str]] = {
    Outcome.OK: ("已读取", "无需处理"),
    Outcome.NOT_MODIFIED: ("内容未变，沿用上次读取", "无需处理"),
    Outcome.TRUNCATED: ("列表只给出前若干条", "结论以所示深度为限"),
    Outcome.EMPTY: ("页面没有文字", "在该行的站点配置中声明用浏览器渲染"),
    Outcome.MAINTENANCE: ("网站维护中", "维护结束后再次采集"),
    Outcome.TIMEOUT: ("连接超时", "换个时段再次采集，或放宽超时限制"),
    Outcome.CONNECT_FAILED: ("无法建立连接", "核对网址后再次采集"),
    Outcome.DNS_FAILED: ("域名无法解析", "核对银行名录中的网址，银行可能已更换域名"),
    Outcome.TLS_FAILED: ("加密连接失败", "核对证书问题，必要时在站点配置中声明"),
    Outcome.SERVER_ERROR: ("网站服务器出错", "稍后再次采集"),
    Outcome.RATE_LIMITED: ("网站限制了访问频率", "加大请求间隔后再次采集"),
    Outcome.GONE: ("页面已不存在", "无需处理；若是首页，请核对网址"),
    Outcome.FORBIDDEN: ("网站拒绝访问", "只记录，不绕过；可由人工查阅后登记证据"),
    Outcome.CHALLENGE: ("网站要求人机验证", "只记录，不绕过；可由人工查阅后登记证据"),
    Outcome.LOGIN_REQUIRED: ("需要登录才能查看", "不登录；可由人工查阅公开材料后登记证据"),
    Outcome.ROBOTS_DISALLOWED: ("网站的 robots 规则不允许抓取", "遵守规则；可由人工查阅后登记证据"),
    Outcome.OVER_BUDGET: ("页面数超出本期预算", "提高该行的页面预算后继续采集"),
    Outcome.TOO_LARGE: ("文件过大，未保存", "核对该文件是否需要读取"),
    Outcome.UNSAFE_URL: ("网址不安全，未访问", "核对链接，确有必要时修正站点配置"),
    Outcome.WRONG_SITE: ("网址已不属于该行", "在银行名录中更正网址"),
    Outcome.CRASHED: ("采集程序出错", "属于本项目的缺陷，请附本页反馈"),
}

REFRAINED_ZH: dict[str, str] = {
    Refrained.ROBOTS_RULE: "网站的 robots 规则不允许",
    Refrained.ROBOTS_REFUSED: "网站拒绝提供 robots 规则",
    Refrained.ROBOTS_UNREACHABLE: "网站的 robots 规则一时无法取得",
    Refrained.CRAWL_DELAY: "网站要求的请求间隔过长",
    Refrained.HOST_OFF: "本项目已对该网站停止采集",
    Refrained.ASKED_TO_WAIT: "网站要求稍后再来",
    Outcome.CHALLENGE: "需要人机验证",
    Outcome.FORBIDDEN: "网站拒绝访问",
    Outcome.LOGIN_REQUIRED: "需要登录",
    Outcome.RATE_LIMITED: "网站限制访问频率",
    Outcome.OVER_BUDGET: "超出页面预算",
}

VISITS_ZH: dict[str, tuple[str, str]] = {
    "complete": ("已完整访问", "无需处理"),
    "partial": ("部分页面未能读取", "处理后再次采集，可把“未知”变为有无结论"),
    "unreachable": ("网站未能访问", "处理后再次采集"),
    "not_attempted": ("本期尚未采集", "运行本期采集"),
    "no_known_site": ("名录中没有该行网址", "在银行名录中补充网址及其来源"),
}

REASONS_ZH: dict[str, str] = {
    "no_known_site": "名录中没有该行网址",
    "not_attempted": "本期尚未采集该行网站",
    "unreachable": "网站未能访问",
    "partial": "网站只读到一部分",
    "app_page_unread": "应用商店页面未读到",
    "channel_unstated": "页面提到该项，但没有说明通过哪个渠道办理",
    "weak_evidence": "页面提到该项，但依据不足（句子太少、不够明确，或只见于公告、隐藏内容）",
    "contradicted": "有的页面说有，有的页面说没有，无法判断",
    "reviewed": "人工复核后仍无法判断",
}

ANY_CHANNEL_ZH = "任一渠道"

Word = TypeVar("Word")


def outcome_zh(outcome: str) -> tuple[str, str]:
    """What an outcome means, and its remedy."""
    return _word(OUTCOMES_ZH, outcome, "outcome")


def refrained_zh(reason: str) -> str:
    """Why a page was left alone."""
    return _word(REFRAINED_ZH, reason, "reason for refraining")


def visit_zh(status: str, outcome: str | None) -> tuple[str, str]:
    """What a visit status means, with the outcome behind it where one is known, and its remedy."""
    title, remedy = _word(VISITS_ZH, status, "visit_status")
    if outcome is None or status not in {"partial", "unreachable"}:
        return title, remedy
    cause, cause_remedy = outcome_zh(outcome)
    return f"{title}：{cause}", cause_remedy


def reason_zh(reason: str | None) -> str:
    """Why an answer is unknown; the warehouse writes ``word`` or ``word:outcome``."""
    if reason is None:
        return "其下细项尚未全部有结论"
    word, _, outcome = reason.partition(":")
    text = _word(REASONS_ZH, word, "reason")
    return f"{text}：{outcome_zh(outcome)[0]}" if outcome else text


def _word(words: dict[str, Word], word: str, vocabulary: str) -> Word:
    try:
        return words[word]
    except KeyError:
        raise ChecksFailedError(
            f"{vocabulary} {word!r}",
            "the report has no Chinese words for it",
            fix="add it to src/collector/report/wording.py, or mend the model that wrote it",
        ) from None
