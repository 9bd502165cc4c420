"""A sieve leaves out searches, never findings: what it holds back could not have been found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from collector import personal
from collector.config.taxonomy import load_taxonomy
from collector.extract.mentions import fused
from collector.extract.mentions import sentence as cutting
from collector.extract.mentions.clause_rules import CLAUSE_RULES
from collector.extract.mentions.polarity import CUES
from collector.extract.mentions.rules import HEADING_RULES, MENU_RULES, SENTENCE_RULES, SUBJECT_RULES
from collector.extract.mentions.sieve import Sieve, needed_words
from collector.extract.mentions.terms import build_lexicon, find_hits

HOME = Path(__file__).resolve().parents[2]
MARKS = "【】"
PATTERNS = [
    *((one.name, one.pattern) for one in (*SENTENCE_RULES, *HEADING_RULES, *SUBJECT_RULES, *MENU_RULES)),
    *((one.name, one.pattern) for one in CLAUSE_RULES),
    *((name, re.compile(pattern)) for name, pattern in CUES),
]
QUOTED = re.compile(r"[\"'“]([^\"'“”\n]*[\u4e00-\u9fff][^\"'“”\n]*)[\"'”]")
HANZI = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff，、（）：\d]{1,60}")


@pytest.fixture(scope="module")
def sentences():
    """All sentences of taxonomy and tests, and the runs of 汉字 in them, which break words anywhere."""
    found = set()
    for item in load_taxonomy(HOME).items:
        found |= {example for examples in (item.positives, item.negatives) for example in examples}
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        found |= set(QUOTED.findall(text)) | set(HANZI.findall(text))
    for _, pattern in PATTERNS:
        found |= set(HANZI.findall(pattern.pattern)) | set(re.split(r"[|()\[\]]", pattern.pattern))
    assert len(found) > 1000
    return sorted(found)


@pytest.mark.parametrize(("name", "pattern"), PATTERNS, ids=[name for name, _ in PATTERNS])
def test_rule_is_found_only_where_one_of_its_words_stands(name, pattern, sentences):
    words = needed_words(pattern, MARKS)
    assert words, name
    for text in sentences:
        if pattern.search(text):
            assert any(word in text for word in words), (name, text)


def test_rule_found_around_a_hit_passes_the_sentence_without_its_marks(sentences):
    lexicon = build_lexicon(load_taxonomy(HOME))
    sieve = Sieve([one.pattern for one in CLAUSE_RULES], MARKS)
    n_found = 0
    for text in sentences:
        passing = sieve.passing(text)
        for hit in find_hits(lexicon, text):
            marked = f"{text[: hit.start]}【{text[hit.start : hit.end]}】{text[hit.end :]}"
            found = [n for n, one in enumerate(CLAUSE_RULES) if one.pattern.search(marked)]
            n_found += len(found)
            assert set(found) <= set(passing), marked
    assert n_found > 100


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("暂停|停止", {"暂停", "停止"}),
        ("(?:暂停|停止)[^。]*(?:系统|网络)?", {"暂停", "停止"}),
        ("不(?:支持|提供)", {"不支持", "不提供"}),
        ("终止(?:了)?服务", {"终止服务", "终止了服务"}),
        ("(?:甲|乙)+丙丁", {"丙丁"}),
        ("丙(?:甲)*乙丁", {"乙丁"}),
        ("(?:甲乙){2,}", {"甲乙"}),
        ("^(?!.*甲乙).*丙丁$", {"丙丁"}),
        ("(?<!甲)丙丁(?=戊)", {"丙丁"}),
        ("[甲乙]丙", {"甲丙", "乙丙"}),
        ("[^甲]丙", {"丙"}),
        ("甲乙.|丙", {"甲乙", "丙"}),
    ],
)
def test_needed_words(pattern, words):
    assert needed_words(re.compile(pattern)) == words


@pytest.mark.parametrize(
    "pattern", ["甲乙|.", "(?:甲乙)?", "[^甲]", r"\d{3}", "(?i)app", "(?i:app)|b", "(?:甲|)", "(?s)."]
)
def test_pattern_without_needed_words_always_passes(pattern):
    assert not needed_words(re.compile(pattern))
    assert Sieve([re.compile("丙"), re.compile(pattern)]).passing("丁") == [1]


def test_mark_is_never_part_of_a_needed_word():
    assert needed_words(re.compile("甲】乙丙"), MARKS) == {"乙丙"}
    assert not needed_words(re.compile("[【甲]"), MARKS)


def test_patterns_pass_in_the_order_of_their_table():
    patterns = [re.compile(word) for word in ("丙", "甲", "乙")]
    assert Sieve(patterns).passing("甲乙丙丁") == [0, 1, 2]


QUICK = [
    ("points of a list", cutting._ITEM, cutting._MAY_CUT),
    ("clauses", cutting._CLAUSE, cutting._MAY_SPLIT),
    ("banks that share a word", fused.BANKS, fused.JOINED),
    ("personal numbers", personal._PERSONAL, personal._FOUR_DIGITS),
]
NUMBERS = [
    f"{before}{number}{after}"
    for before in ("转账", "方法：", "（", "电话 ")
    for number in (
        "1.",
        "12、",
        "（一）",
        "(12)",
        "（十二）",
        "①",
        "2．",
        "13857123456",
        "138 5712 3456",
        "6222021234567890123",
    )
    for after in ("登录", "5元", "")
]


@pytest.mark.parametrize(("what", "pattern", "quick"), QUICK, ids=[what for what, _, _ in QUICK])
def test_quick_look_misses_nothing(what, pattern, quick, sentences):
    found = [
        text for text in (*sentences, *NUMBERS, "网上、手机银行", "网上和电话银行") if pattern.search(text)
    ]
    assert found, what
    assert all(quick.search(text) for text in found)


def test_quick_look_misses_no_list_of_fees(sentences):
    lexicon = build_lexicon(load_taxonomy(HOME))
    assert lexicon.fused is not None
    found = [text for text in (*sentences, "缴水、电、燃气费") if lexicon.fused.search(text)]
    assert found
    assert all(fused.FUSED_END.search(text) for text in found)


def test_plain_entry_is_one_sentence_whichever_way_it_is_read():
    for text in ("手机银行", "个人网上银行，贷款", "a" * 800):
        whole = cutting.split_sentences(f"{text}。")[0]
        assert cutting.split_sentences(text) == (whole._replace(text=text),)
