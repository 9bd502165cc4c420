"""Service channels and technologies: when they count, and that they change nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from collector.config.taxonomy import load_taxonomy
from collector.extract.mentions.terms import build_lexicon
from collector.words import OBSERVED_KINDS
from tests.extraction.reading import of_html, of_sentence, polarities

OFFERED, NOT, ASIDE = "offered", "not_offered", "not_about_offer"
TAXONOMY = load_taxonomy(Path(__file__).resolve().parents[2])
ALL = build_lexicon(TAXONOMY)
OBSERVED = build_lexicon(
    replace(TAXONOMY, items=tuple(item for item in TAXONOMY.items if item.kind in OBSERVED_KINDS))
)

SENTENCES = [
    # used
    ("本行运用大数据和人工智能技术识别可疑交易。", {"big_data": OFFERED, "artificial_intelligence": OFFERED}),
    ("以人工智能为核心，打造全新服务体系。", {"artificial_intelligence": OFFERED}),
    ("转账时支持人脸识别。", {"biometrics": OFFERED}),
    ("智能客服可随时解答。", {"chatbot": OFFERED}),
    # named only
    ("近年来，大数据、人工智能日新月异。", {"big_data": ASIDE, "artificial_intelligence": ASIDE}),
    ("随着大数据技术的快速发展，消费习惯随之改变。", {"big_data": ASIDE}),
    ("大数据与实体经济，未来三年谁主沉浮。", {"big_data": ASIDE}),
    ("银行业正在加快应用大数据。", {"big_data": ASIDE}),
    ("我行领先银行业应用大数据。", {"big_data": OFFERED}),
    ("支行走访多家人工智能企业。", {"artificial_intelligence": ASIDE}),
    ("我行举办大数据培训。", {"big_data": ASIDE}),
    ("我行积极探索人工智能。", {"artificial_intelligence": ASIDE}),
    ("不法分子利用人工智能合成人脸。", {"artificial_intelligence": ASIDE}),
    # not yet
    ("人脸识别功能尚未开通。", {"biometrics": NOT}),
    ("我行自主研发的大数据系统已投产。", {"big_data": OFFERED}),
    ("大数据系统正在研发。", {"big_data": NOT}),
    # service channels
    ("详询客服热线。", {"hotline": OFFERED}),
    ("在线客服已下线。", {"web_chat": NOT}),
    ("请拨打供电公司客服热线。", {"hotline": ASIDE}),
    ("某某银行股份有限公司客服热线", {"hotline": OFFERED}),
    ("谨防假冒客服热线。", {"hotline": ASIDE}),
    ("客服热线人员招聘启事。", {"hotline": ASIDE}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_sentence_is_judged_by_what_it_says(sentence, expected):
    judged = polarities(of_sentence(sentence))
    assert {item: judged.get(item) for item in expected} == expected


def test_technology_in_a_menu_or_heading_is_used():
    html = "<h2>人脸识别</h2><ul><li><a>大数据</a><li><a>智能客服</a><li><a>关于</a></ul>"
    assert polarities(of_html(html)) == {"biometrics": OFFERED, "big_data": OFFERED, "chatbot": OFFERED}


@pytest.mark.parametrize(
    ("sentence", "item", "channel"),
    [
        ("登录网上银行，点击“在线客服”。", "web_chat", "web_bank"),
        ("登录手机银行，点击“在线客服”。", "app_service", "mobile_bank"),
        ("进入微信银行，选择在线客服。", "wechat_service", "wechat_bank"),
        ("点击右侧在线客服。", "web_chat", "unstated"),
    ],
)
def test_chat_belongs_to_the_channel_that_it_is_reached_through(sentence, item, channel):
    found = {
        (m.item_id, m.channel_id) for m in of_sentence(sentence) if m.item_kind.value == "service_channel"
    }
    assert found == {(item, channel)}


AMONG_OTHERS = [
    # what a negation governs, and what it would govern if the word beside it counted
    "学费代缴业务，因人工智能系统改造，已停止受理。",
    "水费可缴，在线客服暂不支持燃气费。",
    "缴税业务，人脸识别功能，均已关闭。",
    "水费（人脸识别暂未开通）可在柜台缴纳。",
    # a list of channels that another word breaks
    "网上银行和客服热线，手机银行，均可缴纳水费。",
    "通过微信银行、在线客服，您可缴纳电费。",
    # words that are both
    "手机银行客服可办理挂失和水费缴纳。",
    "视频客服可远程面签贷款。",
    "智能投顾推荐理财产品。",
]


@pytest.mark.parametrize("sentence", AMONG_OTHERS)
def test_word_beside_the_survey_changes_nothing_in_it(sentence):
    assert len(of_sentence(sentence, lexicon=ALL)) > len(of_sentence(sentence, lexicon=OBSERVED))
    assert observed_by(ALL, sentence) == observed_by(OBSERVED, sentence)


def test_no_shipped_example_is_read_otherwise_for_the_words_beside_the_survey():
    sentences = [sentence for item in TAXONOMY.items for sentence in (*item.positives, *item.negatives)]
    pairs = [
        first.rstrip("。") + "，" + second for first, second in zip(sentences, sentences[7:], strict=False)
    ]
    differing = [text for text in sentences + pairs if observed_by(ALL, text) != observed_by(OBSERVED, text)]
    assert differing == []


def observed_by(lexicon, sentence):
    return [m for m in of_sentence(sentence, lexicon=lexicon) if m.item_kind in OBSERVED_KINDS]
