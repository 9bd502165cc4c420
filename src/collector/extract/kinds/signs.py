"""What a visitor sees of a page at one glance: its subject, what it stands under, the form of its content.

Enters: a page and its URL. Leaves: a :class:`Signs` record. Refuses to judge: words and counts only, of the
blocks that are shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from collector.extract.pages.regions import CONTENT, NAVIGATION

if TYPE_CHECKING:
    from collector.extract.pages.blocks import Page

_LONGEST_SUBJECT = 40
_PROSE = 40
_SHORT = 20
_N_OPENING = 2
_N_FIRST, _FIRST_CHARS = 10, 160
_TITLE_MARK = re.compile(r"\s*(?:[-_—–|｜>»]|--)+\s*")
_SITE = re.compile(r"(?:分行|支行|商行|信用社|农信|公司|官网|网站|门户)$|^(?:首页|主页|欢迎)|首页$")
_BANK = re.compile(r"^(?!.*(?:网上|手机|微信|直销|电话|短信|自助|远程|电子|掌上|智慧)银行$).*银行$")
_ASKS = ("？", "?", "吗", "么", "呢")
_FORM = re.compile(
    r"(?:业务|产品|功能)?(?:简述|简介|介绍|概述|品种|类型)$"
    r"|(?:适用|贷款|服务|办理|申请|客户)(?:对象|客户|范围|人群)"
    r"|(?:办理|开办|申请|申办|开通|准入|贷款|担保)(?:条件|方式|流程|渠道|材料|资料|指南|手续)"
    r"|(?:特点|特色|优势|亮点|优点|功能)$|^(?:特点|特色|优势|功能)"
    r"|(?:贷款|授信)?(?:额度|期限|利率|金额)|操作(?:流程|指南)|业务流程|服务(?:内容|渠道)|收费标准|还款方式"
)
_NAME_COLUMN = re.compile(r"(?:名称|简称)$|^产品$")
_CODE = re.compile(r"^(?=.*\d{4})(?=.*[A-Z])[A-Z0-9]{6,16}$")
_OFFER = re.compile(
    r"起[购存投售]金?额?|[购存投]起|(?:年化|预期)收益率?|风险(?:等级|类型)|产品(?:期限|类型)|起点金额|贷款利率|可贷额度|单位净值"
)
_OWN = re.compile(
    r"^我的|交易密码|验证码|可用余额|账户余额|昨日收益|累计(?:收益|盈亏)|总(?:金额|资产|份额)|持有(?:中|份额)|赎回|密码|身份证|下一步"
    r"|[付收]款账|可卖"
)
_GENERIC = re.compile(r"^(?:业务|产品|服务|功能)*(?:综述|概览|种类|品种|体系|内容|介绍)*(?:概览)?$")
_NO_SUBJECT = re.compile(r"[。？！，,：:]|\d{3}")


@dataclass(frozen=True, slots=True)
class Signs:
    """Words and counts of one page.

    ``subjects``: what it says it is about, the surest first: end of the breadcrumb, first heading, title
    without the bank's name; without breadcrumb and heading its first short line; last what a general
    subject stands under. ``section``: the breadcrumb above, innermost first, or the first of two short
    lines. ``first``: the first texts of its content. ``defined``: its first running text. ``headings``
    without those of a product's description. ``host``, ``path``: of the address, lower case.

    Of the content that is shown: ``n_blocks``; ``n_chars``; ``n_entries`` menus and links; ``n_labels`` of a
    form's fields; ``n_prose`` characters of running text; ``n_questions``; ``n_form`` headings as a product's
    description has; ``n_rows`` products by their names or codes in columns; ``n_offer`` terms of an offer
    (起购金额, 风险等级); ``n_own`` words of the customer's own account. ``n_menu``: the site's menu.
    """

    host: str
    path: str
    subjects: tuple[str, ...]
    section: tuple[str, ...]
    has_crumb: bool
    first: tuple[str, ...]
    defined: str
    headings: tuple[str, ...]
    n_blocks: int
    n_chars: int
    n_entries: int
    n_labels: int
    n_prose: int
    n_questions: int
    n_form: int
    n_rows: int
    n_offer: int
    n_own: int
    n_menu: int


def read_signs(page: Page, url: str) -> Signs:
    """The signs of one page; blocks that are hidden when it loads count for nothing."""
    parts = urlsplit(url.lower())
    shown = [block for block in page.blocks if not block.is_hidden and block.kind != "title"]
    own = [block for block in shown if block.region == CONTENT]
    texts = [block.text for block in own]
    headings = dict.fromkeys(block.text for block in own if block.kind == "heading")
    short = [text for text in texts if len(text) <= _SHORT]
    names = {block.text for block in own if block.column and _NAME_COLUMN.search(block.column)}
    subjects, section = _place(page, tuple(headings)[:1], tuple(texts[:_N_OPENING]))
    return Signs(
        host=parts.hostname or "",
        path=unquote(parts.path),
        subjects=subjects,
        section=section,
        has_crumb=bool(page.crumb),
        first=tuple(text[:_FIRST_CHARS] for text in texts[:_N_FIRST]),
        defined=next((text for text in texts if len(text) >= _PROSE), "")[:_FIRST_CHARS],
        headings=tuple(text for text in headings if not _FORM.search(text)),
        n_blocks=len(own),
        n_chars=sum(map(len, texts)),
        n_entries=sum(block.kind in {"menu", "link"} for block in own),
        n_labels=sum(
            block.kind in {"form_label", "button"} or block.text.endswith(("：", ":")) for block in own
        ),
        n_prose=sum(len(text) for text in texts if len(text) >= _PROSE),
        n_questions=sum(
            text.endswith(_ASKS) and "您" not in text for text in texts
        ),  # 您: put to the customer
        n_form=sum(bool(_FORM.search(text)) for text in headings),
        n_rows=max(len(names), len({text for text in short if _CODE.match(text)})),
        n_offer=len({found[0] for text in short if (found := _OFFER.search(text))}),
        n_own=len({found[0] for text in short if (found := _OWN.search(text))}),
        n_menu=sum(block.region == NAVIGATION for block in shown),
    )


def _place(
    page: Page, headings: tuple[str, ...], opening: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Subjects and section; a subject such as 业务介绍 or 适用对象 gives way to what it stands under."""
    section = tuple(reversed(page.crumb[:-1]))
    named = [*page.crumb[-1:], *(text for text in headings if len(text) <= _LONGEST_SUBJECT)]
    titled = [
        part[:_LONGEST_SUBJECT]
        for part in _TITLE_MARK.split(page.title or "")
        if part and not _SITE.search(part) and not _BANK.search(part)
    ]
    lines: list[str] = []
    if not named:
        short = [text for text in opening if len(text) <= _SHORT and not _NO_SUBJECT.search(text)]
        lines, section = short[-1:], tuple(short[:-1])
    nearest = (named or lines)[:1]
    if section and any(_FORM.search(text) or _GENERIC.match(text) for text in nearest):
        lines.append(section[0])
    return tuple(dict.fromkeys([*named, *titled, *lines])), section
