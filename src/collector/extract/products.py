"""Named products of a page: names in a name column, in quotation marks, or as headings and entries.

Enters: a page, its URL, the lexicon. Leaves: :class:`Product` records. Refuses generic words (个人贷款
is a line, not a product), names in news, warnings and refusals, and names without the shape or the
place of a product.
"""

from __future__ import annotations

import hashlib
import re
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.extract.blocks import JOINT, Block, Page
from collector.extract.brand_names import find_brand_names
from collector.extract.channels import find_channels
from collector.extract.finding import Product
from collector.extract.page_kind import find_page_kind
from collector.extract.polarity import find_cue
from collector.extract.rules import SENTENCE_RULES
from collector.extract.sentence import Sentence, split_clauses, split_sentences
from collector.extract.series import fold
from collector.extract.terms import Hit, Lexicon, find_hits
from collector.personal import mask
from collector.words import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.extract.page_channels import PageChannels

_NAME_COLUMN = re.compile(r"^(?:产品|理财产品|贷款产品|基金|业务|卡)?(?:名称|简称|全称)$|^产品$|^产品/服务$")
_QUOTED = re.compile(r"[「『“\"]([^「」『』“”\"，。；：！？\s]{2,16})[」』”\"]")
_SHAPE = re.compile(
    r"(?:贷|宝|通|卡|盈|存|利|易|汇|享|融|金|投|乐|财|赢|付|e支付|缴费|快线|管家|智投|增利|添利|得利)(?:[（(].{1,8}[）)])?$"
)
_ABOUT_PRODUCTS = re.compile(
    r"产品|业务|贷款|理财|存款|银行卡|信用卡|借记卡|基金|品牌|推出|服务|缴费|支付|功能"
)
_PRODUCT_PATH = re.compile(
    r"product|chanpin|/cp|loan|card|wealth|licai|private|personal|company|corp|e-?bank|deposit"
)
_PRODUCT_TITLE = re.compile(r"产品|贷款|理财|存款|卡|业务|支付|缴费")
_GENERIC = re.compile(
    r"^(?:个人|公司|企业|单位|机构|对公|小微|小企业|中小企业|住房|商品房|房屋|二手房|汽车|消费|综合消费|经营|抵押|质押|信用|保证|担保|"
    r"流动资金|固定资产|项目|短期|中长期|投资|外汇|人民币|外币|本外币|国际|国内|网上|线上|在线|电子|手机|移动|微信|特色|其他|更多|热门|推荐|"
    r"定期|活期|通知|协定|大额|结构性|整存整取|零存整取|存本取息|储蓄|教育|智能|自助|代理|代收|代缴|生活|便民|公积金|农户|助学|创业|"
    r"房地产开发|银团|委托|并购|土地储备|建设用地|商业|票据|贵宾|金融|标准|普通|主题|联名|芯片|单位结算|积分|持|我的|本行|我行|各类|所有|"
    r"新版|一般|贷记|准贷记|借记|信用|银行|预付|社保|会员|银联|购物|加油|校园|公交|电话|充值|学生|身份|金|银|白金|钻石|普)*"
    r"(?:贷款|贷|存款|存|存单|理财|理财产品|信用卡|借记卡|银行卡|卡|IC卡|基金|保险|账户|业务|产品|服务|结算|汇款|转账|支付|缴费|融资|"
    r"储蓄|金|管家|计划|通|付|利|易|宝|行|银行|个人理财|投资|黄金|财|资金|现金|支付宝|银行通|开通|办理|申请)$"
)
_NOT_NAMES = re.compile(
    r"\s|^什么|^在线|^立即|^我要|金融$|外汇$|结汇$|购汇$|^.{0,3}理财$|社会?保障?卡$|开通$|银行$|支行$|分行$|^(?:如何|怎么|为什么|关于|点击|选择|请|查看|更多|下载|登录|注册|返回)|流程|指南|介绍|条件|须知|协议|"
    r"办法|规定|公告|通知|法$|^\d+$|^[a-zA-Z]$|U盾|盾$|口令卡|密码|支付宝|微信|银联|功能$|服务$|业务$|收费|交通$|普通$|沟通$|盈利$|"
    r"权利$|便利$|福利$|胜利$|有利$|顺利$|容易$|交易$|贸易$|简易$|轻易$|持卡$|办卡$|开卡$|发卡$|换卡$|刷卡$|挂失|借贷$|信贷$|还贷$|"
    r"房贷$|车贷$|执行$|进行$|发行$|旅行$|我行$|本行$|他行$|央行$|同行$|跨行$|资金$|现金$|奖金$|基金$|税金$|公积金$|黄金$|年金$|"
    r"享$^|汇$^|优惠$|首付$|对付$|收付$|应付$|支付$|网上支付$|投资$|融$^|保存$|库存$|留存$|缴存$|转存$|储存$"
)
_BY_LAST: tuple[tuple[str, str], ...] = (("贷", "loan"), ("存", "deposit"), ("卡", "bank_card"))
_CODE = re.compile(r"^(?=.*\d{4})(?=.*[A-Z])[A-Z0-9]{6,16}$")
_HANZI = re.compile(r"[\u4e00-\u9fff]{3}")
_CODE_LABEL = re.compile(r"(?:编号|编码|代码|电话|名称|[：:])$")
_SHORTEST_CODED = 4
_MAX_NAME = 40
_MAX_ENTRY = 12


def read_products(lexicon: Lexicon, page: Page, url: str, place: PageChannels) -> tuple[Product, ...]:
    """Products of a page by name and channel, the first place of each; none on news and recruitment pages."""
    if find_page_kind(page, url) is not None:
        return ()
    is_product_page = bool(
        _PRODUCT_PATH.search(urlsplit(url.lower()).path) or _PRODUCT_TITLE.search(page.title or "")
    )
    found: dict[tuple[str, str], Product] = {}
    for block, follower in zip_longest(page.blocks, page.blocks[1:]):
        is_plain = block.column is None and block.row is None
        if is_plain and follower and _CODE.match(follower.text) and _is_coded_name(block.text):
            whole = Sentence(block.text, 0, None)
            for product in _products(lexicon, block.text, "coded", block, whole, place):
                found.setdefault((product.name, product.channel_id), product)
        for name, rule, sentence in _names(block, is_product_page=is_product_page):
            for product in _products(lexicon, name, rule, block, sentence, place):
                found.setdefault((product.name, product.channel_id), product)
    marked = {product.name for product in found.values()}
    for named in find_brand_names(page.blocks):
        is_denied = _is_denied(named.sentence.text, named.sentence.text.find(named.name))
        if named.name not in marked and not _GENERIC.match(named.name) and not is_denied:
            for product in _products(lexicon, named.name, named.rule, named.block, named.sentence, place):
                found.setdefault((product.name, product.channel_id), product)
    return tuple(found[key] for key in sorted(found))


def product_id(capture_id: str, product: Product) -> str:
    """16 hex digits over capture, name and channel, and the product's own code where a source states one."""
    key = f"{capture_id}|{product.name}|{product.channel_id}"
    code = product.offer.code if product.offer else None
    return hashlib.sha256((f"{key}|{code}" if code else key).encode()).hexdigest()[:16]


def is_product_name(name: str, *, is_marked: bool = False) -> bool:
    """True for a name that is no generic word and, unless ``is_marked``, does not look like another thing."""
    is_name = 1 < len(name) <= _MAX_NAME and not _GENERIC.match(name)
    return is_name and (is_marked or not _NOT_NAMES.search(name))


def _is_coded_name(text: str) -> bool:
    """True for a text that can be the name in front of a product's code: neither a label nor a number."""
    is_long_enough = _SHORTEST_CODED <= len(text) <= _MAX_NAME
    return is_long_enough and bool(_HANZI.search(text)) and not _CODE_LABEL.search(text)


def _names(block: Block, *, is_product_page: bool) -> Iterator[tuple[str, str, Sentence]]:
    whole = Sentence(block.text, 0, None)
    if block.kind == "table_cell" and block.column and _NAME_COLUMN.match(block.column):
        if is_product_name(block.text, is_marked=True) and "\n" not in block.text:
            yield block.text, "name_column", whole
        return
    if block.column is None and block.row and _NAME_COLUMN.match(block.row):
        if is_product_name(block.text, is_marked=True) and "\n" not in block.text:
            yield block.text, "name_row", whole
        return
    is_entry = block.kind in {"heading", "link", "menu"} and len(block.text) <= _MAX_ENTRY
    if is_entry and is_product_page and _SHAPE.search(fold(block.text)[0]) and is_product_name(block.text):
        yield block.text, "entry", whole
    for sentence in split_sentences(block.text):
        for match in _QUOTED.finditer(sentence.text):
            if _is_quoted_product(match, sentence.text) and not _is_denied(sentence.text, match.start()):
                yield match[1], "quoted", sentence


def _is_quoted_product(match: re.Match[str], sentence: str) -> bool:
    name = match[1]
    is_marked = match[0][0] in "「『"
    if not is_product_name(name, is_marked=is_marked) or not _ABOUT_PRODUCTS.search(sentence):
        return False
    is_step = re.search(r"(?:选择|点击|进入|栏目|菜单|按钮|输入)[^，。]{0,4}$", sentence[: match.start()])
    return (is_marked or bool(_SHAPE.search(fold(name)[0]))) and not is_step


def _is_denied(sentence: str, start: int) -> bool:
    if any(
        rule.pattern.search(sentence) for rule in SENTENCE_RULES if rule.name in {"fraud_warning", "campaign"}
    ):
        return True
    clause = next(part for part in split_clauses(sentence) if start < part.end + 1)
    return find_cue(clause.text) is not None


def _products(
    lexicon: Lexicon, name: str, rule: str, block: Block, sentence: Sentence, place: PageChannels
) -> Iterator[Product]:
    start = max(sentence.text.find(name), 0)
    hits = find_hits(lexicon, sentence.text)
    series, issue = fold(name)
    own = Hit(ItemKind.BUSINESS_LINE, "", name, start, start + len(name))
    channels, _ = find_channels(
        lexicon, own, hits=hits, ignored=frozenset(), block=block, sentence=sentence, place=place
    )
    for channel_id in channels:
        yield Product(
            name=name,
            series=series,
            issue=issue,
            channel_id=channel_id,
            business_line_id=_line(lexicon, series, block, hits),
            snippet=mask(sentence.text).strip()[:120],
            block_path=mask(JOINT.join(block.path)),
            rule=rule,
            is_hidden=block.is_hidden,
        )


def _line(lexicon: Lexicon, series: str, block: Block, hits: tuple[Hit, ...]) -> str | None:
    """The one line that name, kind cell, sentence or headings name, nearest first; two are none."""
    sources = [find_hits(lexicon, series), find_hits(lexicon, block.beside or ""), hits]
    sources += [find_hits(lexicon, label) for label in reversed(block.path)]
    for found in sources:
        lines = {hit.item_id for hit in found if hit.kind is ItemKind.BUSINESS_LINE and not hit.is_lookalike}
        if len(lines) == 1:
            return lines.pop()
        if lines:
            return None
    return next((line for last, line in _BY_LAST if series.endswith(last)), None)
