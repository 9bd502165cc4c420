"""What sort of page it is: one page per sign, written here, none of them a page of a bank."""

from __future__ import annotations

from dataclasses import replace

import pytest

from collector.extract.kinds.classify import classify_page, find_page_kind
from collector.extract.kinds.topics import topic_of
from collector.extract.pages.read import read_page
from collector.words import PageKind
from tests.extraction.reading import LEXICON

URL = "https://www.haizhou.test/a/b.html"
MENU = "<nav><ul>" + "".join(f"<li><a href=/{n}>栏目{n}</a></li>" for n in range(14)) + "</ul></nav>"


def kind_of(body: str, title: str = "", url: str = URL) -> PageKind:
    raw = f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()
    return classify_page(LEXICON, read_page(raw, "text/html; charset=utf-8"), url, raw)


def article(subject: str, *parts: str, crumb: str = "") -> str:
    place = f"<div class=crumb>首页 > {crumb} > {subject}</div>" if crumb else ""
    return f"{place}<h1>{subject}</h1>" + "".join(parts)


DESCRIBED = (
    "<h3>适用对象</h3><p>年满十八周岁、有稳定收入的个人客户均可提出申请。</p>"
    "<h3>办理条件</h3><p>持本人有效身份证件和收入证明到营业网点办理。</p>"
    "<h3>产品特点</h3><p>额度高，期限长，还款灵活。</p>"
)


@pytest.mark.parametrize(
    "subject",
    ["海鸥贷", "个人住房公积金贷款", "海州借记卡", "三年期定期存款", "单位通知存款", "速通卡", "随心包"],
)
def test_one_thing_described_is_a_product(subject: str) -> None:
    assert kind_of(article(subject, DESCRIBED), f"{subject}-海州银行") is PageKind.PRODUCT


@pytest.mark.parametrize(
    "subject", ["代收自来水费", "手机银行缴费", "速通卡充值", "预约挂号", "代理学费缴费业务"]
)
def test_a_name_that_ends_with_a_payment_is_a_scenario(subject: str) -> None:
    assert kind_of(article(subject, DESCRIBED), f"{subject}-海州银行") is PageKind.SCENARIO


@pytest.mark.parametrize("subject", ["手机银行", "个人网上银行", "电子银行", "自助终端", "企业网银介绍"])
def test_a_name_that_ends_with_a_channel_is_a_channel(subject: str) -> None:
    assert kind_of(article(subject, DESCRIBED), f"{subject}-海州银行") is PageKind.CHANNEL


def test_the_end_of_the_name_decides_not_the_bank_in_the_title() -> None:
    assert kind_of(article("网上银行个人质押贷款", DESCRIBED)) is PageKind.PRODUCT
    assert kind_of(article("随心包", DESCRIBED), "随心包-海州银行网上银行") is PageKind.CHANNEL


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("手机银行转账汇款", PageKind.PRODUCT),
        ("转账汇款手机银行", PageKind.CHANNEL),
        ("网上银行学费", PageKind.SCENARIO),
        ("学费贷", PageKind.PRODUCT),
        ("ETC卡", PageKind.PRODUCT),
        ("ETC业务", PageKind.SCENARIO),
        ("手机银行（企业版）", PageKind.CHANNEL),
        ("公积金贷款", PageKind.PRODUCT),
        ("我的贷款", None),
        ("海州故事", None),
    ],
)
def test_names_end_with_what_they_are(name: str, kind: PageKind | None) -> None:
    assert topic_of(LEXICON, name) is kind


def test_a_general_subject_gives_way_to_what_it_stands_under() -> None:
    assert kind_of(article("业务介绍", DESCRIBED, crumb="生活缴费")) is PageKind.SCENARIO
    assert kind_of(article("业务介绍", DESCRIBED, crumb="海鸥计划")) is PageKind.PRODUCT


def test_what_is_defined_first_names_a_page_whose_subject_says_nothing() -> None:
    defined = (
        "<p>海州便民是我行与自来水公司合作，为本地居民提供的代收水费、燃气费服务，随时随地都可以办理。</p>"
    )
    assert kind_of(article("海州便民", defined)) is PageKind.SCENARIO


def test_a_name_column_or_codes_of_several_products_make_a_list() -> None:
    rows = "".join(f"<tr><td>海鸥{n}号</td><td>1元</td></tr>" for n in "甲乙丙")
    table = f"<table><tr><th>产品名称</th><th>起点</th></tr>{rows}</table>"
    assert kind_of(table, "理财产品") is PageKind.PRODUCT_LIST
    coded = "".join(f"<div>海鸥稳健{n}</div><div>HZ25000{n}A</div>" for n in range(4))
    assert kind_of(coded, "产品查询") is PageKind.PRODUCT_LIST


def test_a_section_that_is_mostly_links_is_a_list() -> None:
    links = "".join(f"<li><a href=/{n}>{n}贷款</a></li>" for n in ("汽车", "装修", "助学", "经营", "住房"))
    assert kind_of(f"<h1>个人贷款</h1><ul>{links}</ul>", "个人贷款-海州银行") is PageKind.PRODUCT_LIST


@pytest.mark.parametrize(
    ("url", "title", "kind"),
    [
        ("https://www.haizhou.test/", "海州银行", PageKind.HOME),
        ("https://www.haizhou.test/cn/index.html", "首页", PageKind.HOME),
        ("https://www.haizhou.test/news/1.html", "海州银行", PageKind.NOTICE),
        (URL, "关于系统升级的公告", PageKind.NOTICE),
        (URL, "2026年校园招聘", PageKind.ABOUT),
        (URL, "关于我们", PageKind.ABOUT),
        (URL, "营业网点", PageKind.ABOUT),
        ("https://www.haizhou.test/about-us/a.html", "海州银行", PageKind.ABOUT),
        (URL, "常见问题", PageKind.HELP),
        (URL, "手机银行操作指南", PageKind.HELP),
        (URL, "网站地图", PageKind.OTHER),
        (URL, "个人贷款服务协议", PageKind.OTHER),
        (URL, "理财产品查询", PageKind.PRODUCT_LIST),
        (URL, "海州故事", PageKind.OTHER),
    ],
)
def test_words_of_address_and_subject(url: str, title: str, kind: PageKind) -> None:
    assert kind_of(MENU + "<p>您好。</p>", title, url) is kind


def test_questions_and_answers_are_help_and_a_questionnaire_is_not() -> None:
    questions = ("怎样注册？", "如何转账？", "可以退吗？", "要多久呢？")
    asked = "".join(f"<p>{n}.{question}</p><p>请咨询柜台。</p>" for n, question in enumerate(questions))
    put = "".join(f"<p>您的{subject}是？</p><p>A</p>" for subject in ("年龄", "收入", "学历", "经验", "目标"))
    assert kind_of(asked) is PageKind.HELP
    assert kind_of(put) is PageKind.OTHER


def test_a_form_is_other_and_a_form_of_a_bill_a_scenario() -> None:
    fields = "".join(f"<li>{name}：</li>" for name in ("姓名", "证件号码", "住址", "单位", "邮编", "电话"))
    assert kind_of(f"<ul>{fields}</ul><button>提交</button>") is PageKind.OTHER
    assert kind_of(f"<p>缴费项目</p><ul>{fields}</ul><button>确认缴费</button>") is PageKind.SCENARIO


def test_nothing_but_entries_is_a_menu_of_an_app() -> None:
    entries = "".join(f"<li><a href=/{n}>功能{n}</a></li>" for n in range(40))
    assert kind_of(f"<ul>{entries}</ul>") is PageKind.APP_MENU


def test_a_wall_of_scripts_and_a_missing_page_are_errors_and_an_empty_shell_is_not() -> None:
    assert kind_of("<script>$_ts=window['$_ts'];</script>") is PageKind.CHALLENGE_OR_ERROR
    guarded = f"{MENU}<script>$_ts=window['$_ts'];</script>"  # a page behind such a layer, let through
    assert kind_of(guarded, "海州银行") is PageKind.OTHER
    missing = f"{MENU}<h1>出错了</h1><p>很抱歉，您所访问的页面不存在。</p>"
    assert kind_of(missing, "海州银行") is PageKind.CHALLENGE_OR_ERROR
    assert kind_of("<p>您的访问被拦截</p>") is PageKind.CHALLENGE_OR_ERROR
    assert kind_of("<div id=app></div><script src=a.js></script>") is PageKind.OTHER
    assert kind_of("<div id=app>正在加载，请稍候</div>", "个人理财") is PageKind.OTHER


def test_what_is_hidden_when_the_page_loads_says_nothing_of_its_kind() -> None:
    raw = "<h1>海鸥贷</h1><p>您所访问的页面不存在。</p>".encode()
    page = read_page(raw, "text/html; charset=utf-8")
    assert classify_page(LEXICON, page, URL) is PageKind.CHALLENGE_OR_ERROR
    first, last = page.blocks
    unseen = replace(page, blocks=(first, replace(last, is_hidden=True)))
    assert classify_page(LEXICON, unseen, URL) is PageKind.PRODUCT


def test_a_notice_deposit_is_a_product_and_no_notice() -> None:
    page = read_page("<title>通知存款</title><p>七天起存。</p>".encode(), "text/html; charset=utf-8")
    assert find_page_kind(page, URL) is None
    assert find_page_kind(page, "https://www.bank.test/private/notice-deposit.html") is None
    assert classify_page(LEXICON, page, URL) is PageKind.PRODUCT
