"""The channel of a mention: its clause, its sentence, its heading, its page, else unstated."""

from __future__ import annotations

from tests.extraction.reading import of_html, of_sentence, pairs

MENU = "<ul class=nav><li><a>首页</a></li><li><a>贷款</a></li><li><a>存款</a></li><li><a>关于</a></li></ul>"


def test_each_channel_of_a_list_gets_a_row():
    assert pairs(of_sentence("通过手机银行、网上银行均可缴纳水费。")) == {
        ("water", "mobile_bank"),
        ("water", "web_bank"),
    }


def test_clause_comes_before_sentence():
    assert pairs(of_sentence("手机银行可缴水费，网上银行可缴电费。")) == {
        ("water", "mobile_bank"),
        ("electricity", "web_bank"),
    }


def test_channel_named_in_the_clause_before_counts():
    assert pairs(of_sentence("登录手机银行，点击缴费，即可缴纳学费。")) == {("tuition", "mobile_bank")}


def test_list_of_channels_broken_by_commas_stays_one_list():
    assert pairs(of_sentence("网上银行，手机银行，电话银行，均可缴纳电费。")) == {
        ("electricity", "web_bank"),
        ("electricity", "mobile_bank"),
        ("electricity", "phone_bank"),
    }


def test_channel_that_is_not_needed_is_no_channel():
    assert pairs(of_sentence("无需开通网上银行，即可缴纳水费。")) == {("water", "unstated")}


def test_nearest_heading_decides_where_the_sentence_is_silent():
    html = "<h2>手机银行</h2><p>可缴水费。</p><h2>网上银行</h2><p>可缴电费。</p>"
    assert pairs(of_html(html)) == {("water", "mobile_bank"), ("electricity", "web_bank")}


def test_title_decides_where_headings_are_silent_unless_it_names_two():
    assert pairs(of_html("<title>微信银行</title><p>可缴水费。</p>")) == {("water", "wechat_bank")}
    assert pairs(of_html("<title>网上银行、手机银行</title><p>可缴水费。</p>")) == {("water", "unstated")}


def test_a_point_of_a_list_keeps_its_channels_to_itself():
    text = "（一）学费：登录手机银行选择学费。按提示操作。（二）水费：持卡到网上银行办理。"
    assert pairs(of_sentence(text)) == {("tuition", "mobile_bank"), ("water", "web_bank")}


def test_channels_beside_an_item_hold_for_the_whole_point():
    text = "（一）可缴学费。登录手机银行即可。（二）可缴水费。"
    assert pairs(of_sentence(text)) == {("tuition", "mobile_bank"), ("water", "unstated")}


def test_the_site_of_a_net_bank_is_known_by_its_title():
    html = f"<title>某某银行新一代网上银行</title>{MENU.replace('贷款', '水费')}"
    assert ("water", "web_bank") in pairs(of_html(html))


def test_channels_declared_for_the_service_hold_for_its_bills_and_not_for_what_it_sells_beside():
    html = (
        "<title>代理缴费</title><p>可缴纳水费。</p><p>还可购买保险产品。</p>"
        "<h3>服务渠道</h3><p>网上银行、自助终端。</p>"
    )
    assert pairs(of_html(html)) == {
        ("water", "web_bank"),
        ("water", "self_service"),
        ("commercial_insurance", "unstated"),
    }


def test_where_a_page_says_itself_which_bill_goes_where_its_general_channels_add_none():
    html = (
        "<title>代理缴费</title><p>种类：水费、电费、学费。</p><p>网上银行可缴水费。</p><p>自助终端可缴电费。</p>"
        "<h3>服务渠道</h3><p>网上银行、手机银行、自助终端。</p>"
    )
    assert pairs(of_html(html)) == {
        ("water", "web_bank"),
        ("electricity", "self_service"),
        ("water", "unstated"),
        ("electricity", "unstated"),
        ("tuition", "unstated"),
    }


def test_what_is_done_at_the_counter_gets_no_declared_channel():
    html = "<title>代理缴费</title><p>学费请到本行网点缴纳。</p><h3>服务渠道</h3><p>网上银行。</p>"
    assert pairs(of_html(html)) == {("tuition", "unstated")}


def test_a_page_that_names_one_channel_again_and_again_is_about_it():
    html = "<p>网上银行特点</p><p>网上银行如何开通</p><p>网上银行安全</p><p>可缴水费。</p>"
    assert ("water", "web_bank") in pairs(of_html(html))
    assert ("water", "unstated") in pairs(of_html(html.replace("网上银行安全", "手机银行安全")))


def test_address_decides_where_the_page_is_silent():
    found = pairs(of_html("<p>可缴水费。</p>", "http://www.bank.test/mobile-bank/pay.html"))
    assert found == {("water", "mobile_bank")}


def test_page_does_not_speak_for_the_menu_of_the_site():
    found = pairs(of_html(f"<title>手机银行</title>{MENU}<p>可缴水费。</p>"))
    assert found == {("loan", "unstated"), ("deposit", "unstated"), ("water", "mobile_bank")}


def test_host_that_is_a_channel_speaks_for_its_menu():
    assert ("loan", "web_bank") in pairs(of_html(MENU, "https://perbank.bank.test/index.html"))


def test_menu_above_an_entry_gives_its_channel():
    html = "<ul><li><a>手机银行</a><ul><li><a>水费</a><li><a>学费</a></ul></li><li><a>网点</a></ul>"
    assert pairs(of_html(html)) == {("water", "mobile_bank"), ("tuition", "mobile_bank")}


def test_channel_column_of_a_table_counts_for_its_row():
    html = (
        "<table><tr><th>服务项目</th><th>办理渠道</th></tr><tr><td>水费</td><td>手机银行、网上银行</td></tr>"
        "<tr><td>电费</td><td>自助终端</td></tr></table>"
    )
    assert pairs(of_html(html)) == {
        ("water", "mobile_bank"),
        ("water", "web_bank"),
        ("electricity", "self_service"),
    }


def test_channels_a_page_declares_for_its_service_count_for_its_bills():
    html = "<h2>缴费种类</h2><p>代收水费和电费。</p><h2>服务渠道</h2><p>网上银行、电话银行。</p>"
    assert pairs(of_html(html)) == {
        (item, channel) for item in ("water", "electricity") for channel in ("web_bank", "phone_bank")
    }


def test_channels_declared_for_one_bill_do_not_count_for_another():
    html = "<p>代收电费。</p><p>水费缴费可在电话银行办理。</p>"
    assert pairs(of_html(html)) == {("water", "phone_bank"), ("electricity", "unstated")}


def test_nothing_said_is_unstated():
    assert pairs(of_sentence("代收水费。")) == {("water", "unstated")}
