"""What a sentence offers, what it refuses, and what it only names. All sentences are invented."""

from __future__ import annotations

import pytest

from tests.extraction.reading import of_html, of_sentence, offered, polarities

OFFERED, NOT, ASIDE = "offered", "not_offered", "not_about_offer"

SENTENCES = [
    # plain offers and their lists
    ("持卡人在手机银行里就能缴纳水费、电费。", {"water": OFFERED, "electricity": OFFERED}),
    ("本行代收党团工会费。", {"party_dues": OFFERED, "union_dues": OFFERED}),
    ("可缴水、电、燃气费。", {"water": OFFERED, "electricity": OFFERED, "gas": OFFERED}),
    ("代缴水电煤，一次搞定。", {"water": OFFERED, "electricity": OFFERED, "gas": OFFERED}),
    ("市水务集团水费可在柜台缴纳。", {"water": OFFERED, "union_dues": None}),
    ("缴纳手机费、电话费均可。", {"mobile_topup": OFFERED, "landline": OFFERED}),
    ("固定电话费按月代扣。", {"landline": OFFERED, "mobile_topup": None}),
    # negation and its clause
    ("水费已经开通，电费暂未开通。", {"water": OFFERED, "electricity": NOT}),
    ("水费、电费可缴，暂不支持燃气费。", {"water": OFFERED, "electricity": OFFERED, "gas": NOT}),
    ("暂不支持水费、电费的代扣。", {"water": NOT, "electricity": NOT}),
    ("学费代缴业务，因学校系统改造，已停止受理。", {"tuition": NOT}),
    ("以下项目尚未开放：水费、燃气费。", {"water": NOT, "gas": NOT}),
    ("目前仅支持水费、电费。", {"water": OFFERED, "electricity": OFFERED}),
    ("除电费、燃气费外，其他项目均可在线缴纳，水费当日到账。",
     {"electricity": NOT, "gas": NOT, "water": OFFERED}),
    ("除水费外，您还可以缴纳电费。", {"water": OFFERED, "electricity": OFFERED}),
    ("水费、电费均可缴纳，但学费不能办理。", {"water": OFFERED, "electricity": OFFERED, "tuition": NOT}),
    # future and end
    ("缴税功能即将上线，敬请期待。", {"tax": NOT}),
    ("本行将于下半年推出加油卡充值。", {"fuel_card": NOT}),
    ("明年我行会开展学费业务，水费业务，电费业务。", {"tuition": NOT, "water": NOT, "electricity": NOT}),
    ("话费充值已于上月下线。", {"mobile_topup": NOT}),
    ("机票预订频道已取消。", {"flight_hotel": NOT}),
    ("我行拟推出ETC签约。", {"etc": NOT}),
    ("将为您提供水费代扣。", {"water": OFFERED}),
    # fraud, documents, conditions
    ("谨防以话费返还为名的诈骗。", {"mobile_topup": ASIDE}),
    ("收到ETC停用的陌生短信，请勿点击链接，谨防上当。", {"etc": ASIDE}),
    ("办理时请提供近半年的电费发票。", {"electricity": ASIDE}),
    ("以水费账单作为地址证明。", {"water": ASIDE}),
    ("支持水费账单查询服务。", {"water": OFFERED}),
    ("凭公积金缴存证明即可申请。", {"provident_fund": ASIDE}),
    ("申请人须连续缴纳社保满一年。", {"social_insurance": ASIDE}),
    ("公积金贷款利率优惠。", {"provident_fund": ASIDE, "loan": OFFERED}),
    # loans for a purpose
    ("贷款可用于支付学费、旅游等消费。", {"loan": OFFERED, "tuition": ASIDE}),
    ("缴不起学费可申请助学贷款。", {"tuition": ASIDE}),
    # campaigns, prizes, perks
    ("一等奖：价值五百元加油卡一张。", {"fuel_card": ASIDE}),
    ("活动时间：9月1日至9月30日，充话费立减十元。", {"mobile_topup": ASIDE}),
    ("刷信用卡购机票享八八折优惠。", {"flight_hotel": ASIDE}),
    ("开卡即赠送电影票两张。", {"movie_show": ASIDE}),
    # staff, own affairs, others
    ("报名人员请自行缴纳学费和体检费。", {"tuition": ASIDE}),
    ("志愿者上门帮助老人缴纳水费。", {"water": ASIDE}),
    ("依据《城镇居民水费管理办法》执行。", {"water": ASIDE}),
    ("使用电话银行产生的话费由运营商收取。", {"mobile_topup": ASIDE, "phone_bank": OFFERED}),
    ("电费请前往供电公司营业厅缴纳，水费可在本行缴纳。", {"water": OFFERED}),
    # channels named as not needed or by a lookalike
    ("无需开通网上银行，即可缴纳水费。", {"web_bank": ASIDE, "water": OFFERED}),
    ("未开通手机银行的客户可在柜台办理。", {"mobile_bank": ASIDE}),
    ("某公司是一家互联网银行。", {"web_bank": ASIDE}),
    ("微信银行暂未开通。", {"wechat_bank": NOT}),
    ("因系统升级，周日凌晨暂停网上银行服务。", {"web_bank": ASIDE}),
    ("手机银行暂不支持信托。", {"mobile_bank": OFFERED, "trust": NOT}),
    ("暂不支持通过手机银行缴税。", {"mobile_bank": OFFERED, "tax": NOT}),
    ("可登录网上银行的设置栏目关闭短信提醒功能。", {"web_bank": OFFERED}),
    ("暂未开通手机银行。", {"mobile_bank": NOT}),
    ("网上银行服务已暂停。", {"web_bank": NOT}),
    # business lines in passing
    ("客户缴费时须持有本行借记卡方可在柜台办理缴费手续。", {"bank_card": ASIDE}),
    ("本行面向广大居民发行借记卡和信用卡，提供全方位的服务。", {"bank_card": OFFERED}),
    ("短信可提醒客户账户变动以及贷款到期日等信息内容。", {"loan": ASIDE}),
    ("您可以在线申请贷款或购买理财产品，省时省心又省力。", {"loan": OFFERED, "wealth": OFFERED}),
    ("工会会员可在手机银行办理会费缴纳。", {"union_dues": OFFERED}),
    # points of a list, each for itself
    ("已开通：1.水费2.电费（暂未开通）3.学费", {"water": OFFERED, "electricity": NOT, "tuition": OFFERED}),
    ("（1）转账，即客户名下两个账户之间的资金往来。", {"settlement": OFFERED}),
    # what a fund buys, what a product is compared with, how something is paid
    ("本产品主要投资于国债、银行存款和信托计划等资产。", {"agency": ASIDE, "deposit": ASIDE, "trust": ASIDE}),
    ("预期收益远高于活期存款利率，申购赎回都很方便。", {"deposit": ASIDE}),
    ("客户在柜台以现金或转账的方式缴纳即可。", {"settlement": ASIDE}),
    ("这是在存款、理财、保险等产品之外的又一种选择。", {"deposit": ASIDE, "wealth": ASIDE}),
    ("非信用证方式下的赊销同样可以受理。", {"settlement": ASIDE}),
    ("由信托、基金、券商等管理人设立。", {"trust": ASIDE}),
    # what the bank has much of, what a thing is, what it costs
    ("截至年末，各项存款余额达120亿元。", {"deposit": OFFERED}),
    ("阳光卡是本行发行的一张白金借记卡，有芯片。", {"bank_card": OFFERED}),
    ("贷款期限最长五年，贷款金额最高五十万元。", {"loan": OFFERED}),
    ("客户须先开通自助设备的对外转账，才能在机具上使用该项业务。", {"settlement": ASIDE}),
    ("客户办理该项业务的时候凭本人身份证、户口簿和借记卡到柜台即可。", {"bank_card": ASIDE}),
    ("（五）个人存款指存入时不约定存期的款项，可随时支取。", {"deposit": OFFERED}),
    ("本行办理信用证买断业务，手续简便，当天即可到账。", {"settlement": ASIDE}),
    # documents, data, rewards, other people's machines
    ("您还需要准备以下单据：保险费发票、报关单、合同。", {"commercial_insurance": ASIDE}),
    ("该系统记录违章缴罚信息等内容。", {"traffic_fine": ASIDE}),
    ("为您提供住房公积金、工资单等查询功能，可查询公积金余额。", {"provident_fund": OFFERED}),
    ("可在带有银联标识的自动取款机上使用。", {"self_service": ASIDE}),
    ("在人寿保险公司缴纳保险费可享优惠。", {"commercial_insurance": ASIDE}),
    # one fee word for a list, companies whose bills are collected
    ("可委托代付水、电、通讯等公用事业费。",
     {"water": OFFERED, "electricity": OFFERED, "mobile_topup": OFFERED}),
    ("代理供水、供电等部门收取的费用。", {"water": OFFERED, "electricity": OFFERED}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_sentence_is_judged_by_what_it_says(sentence, expected):
    judged = polarities(of_sentence(sentence))
    assert {item: judged.get(item) for item in expected} == expected


def test_items_listed_under_documents_are_not_offered():
    html = "<h2>申请材料</h2><ul><li>近三个月水费缴纳情况</li><li>身份证</li></ul>"
    assert offered(of_html(html)) == set()


def test_items_listed_under_a_refusing_line_are_not_offered():
    html = "<p>以下缴费项目暂未开通：</p><ul><li>水费</li><li>学费</li></ul><p>可缴纳燃气费。</p>"
    assert polarities(of_html(html)) == {"water": NOT, "tuition": NOT, "gas": OFFERED}


def test_label_inside_a_paragraph_heads_what_follows_it():
    text = "业务简述：代收水费。申请材料：近三个月电费缴纳情况。服务渠道：网点。"
    assert polarities(of_sentence(text)) == {"water": OFFERED, "electricity": ASIDE}


def test_news_report_offers_nothing_but_a_launch_does():
    html = "<title>新闻中心</title><p>近日电费收缴工作座谈召开。</p><p>我行手机银行正式上线学费缴纳。</p>"
    judged = polarities(of_html(html, "http://www.bank.test/news/1.html"))
    assert judged == {"electricity": ASIDE, "tuition": OFFERED, "mobile_bank": OFFERED}


def test_menu_on_a_news_page_still_counts():
    html = (
        "<ul><li><a>贷款</a></li><li><a>存款</a></li><li><a>理财</a></li></ul><p>本行理财团队获得好评。</p>"
    )
    assert offered(of_html(html, "http://www.bank.test/news/1.html")) == {"loan", "deposit", "wealth"}


def test_recruitment_page_offers_nothing():
    html = "<title>人才招聘</title><p>理财经理负责销售理财产品，提供贷款服务。</p>"
    assert offered(of_html(html)) == set()


def test_friendly_links_are_somebody_elses():
    html = "<p>本行欢迎您。</p><div><h4>友情链接</h4><p><a>某行理财</a> <a>某行贷款</a></p></div>"
    assert offered(of_html(html)) == set()


@pytest.mark.parametrize("heading", ["温馨提示：责任声明", "名词解释", "白金卡礼遇"])
def test_what_stands_under_a_disclaimer_a_glossary_or_privileges_is_no_offer(heading):
    html = f"<h2>{heading}</h2><p>可缴纳水费，预订机票。</p>"
    assert offered(of_html(html)) == set()


def test_a_page_about_enterprise_annuities_offers_no_line():
    crumb = "<div class=breadcrumb>首页 &gt; 企业年金业务</div>"
    html = f"<title>企业年金业务</title>{crumb}<h2>办理缴费支付</h2><p>提供国债等代理业务。</p>"
    assert offered(of_html(html)) == set()


def test_a_page_that_describes_a_bill_payment_offers_agency_and_a_menu_does_not():
    described = of_html("<h1>预约挂号</h1><p>可为家人预约挂号。</p>")
    assert offered(described) == {"hospital_registration", "agency"}
    assert [one.rule for one in described if one.item_id == "agency"] == ["described_payment"]
    assert offered(of_html("<h1>服务</h1><p>可为家人预约挂号。</p>")) == {"hospital_registration"}


def test_a_bare_word_names_a_service_only_where_it_is_all_of_an_entry():
    assert offered(of_html("<ul><li><a>缴费</a></li></ul>")) == {"utility_generic"}
    assert offered(of_html("<p>缴费前请先查询。</p>")) == set()


def test_unnamed_bills_give_way_where_the_page_names_them():
    itemised = of_html("<h1>生活缴费</h1><ul><li>水费</li><li>电费</li></ul>")
    assert offered(itemised) == {"water", "electricity"}
    assert offered(of_html("<h1>生活缴费</h1><p>欢迎使用。</p>")) == {"utility_generic"}


def test_cash_management_under_wealth_in_a_menu_is_a_class_of_wealth():
    html = "<ul><li><a>理财</a><ul><li><a>现金管理</a><li><a>固定收益</a><li><a>其他</a></ul></ul>"
    assert offered(of_html(html)) == {"wealth"}


def test_every_mention_names_its_rule_and_reason():
    mentions = of_sentence("谨防话费诈骗；水费暂未开通；电费可缴。")
    assert {mention.rule for mention in mentions} == {"fraud_warning", "not_yet", "sentence"}
    assert all(mention.reason for mention in mentions)
