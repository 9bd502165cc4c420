"""Every example sentence of the shipped taxonomy is read as its author meant, or its place is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from collector.config.taxonomy import load_taxonomy, locate_items
from collector.extract.mentions.terms import build_lexicon
from tests.extraction.reading import of_sentence

CHECKOUT = Path(__file__).resolve().parents[2]
LEXICON = build_lexicon(load_taxonomy(CHECKOUT))


def examples(home):
    """Each example sentence with its item, the key it stands under and its number there."""
    for located in locate_items(home):
        for key in ("positives", "negatives"):
            for number, sentence in enumerate(getattr(located.record, key)):
                yield located, key, number, sentence


def contradiction(lexicon, located, key, number, sentence):
    """None where the judge agrees with the author, else where the sentence stands and what to do."""
    item = located.record
    own = [m for m in of_sentence(sentence, lexicon=lexicon) if m.item_id == item.item_id]
    if any(m.polarity == "offered" for m in own) is (key == "positives"):
        return None
    judged = "; ".join(f"{m.term} is {m.polarity.value} by rule {m.rule}" for m in own) or "no term is found"
    meant = "offer" if key == "positives" else "near miss"
    return located.place.error(
        key,
        number,
        problem=f"{sentence!r} is meant as {meant} of {item.item_id}, but {judged}",
        fix="change the sentence or the item's terms and lookalikes; where both are right, mend the rule "
        "(docs/reference/extraction.md)",
    )


CASES = [
    pytest.param(*case, id=f"{case[0].record.item_id}-{case[1]}-{case[2]}") for case in examples(CHECKOUT)
]


@pytest.mark.parametrize(("located", "key", "number", "sentence"), CASES)
def test_example_sentence_is_read_as_its_author_meant(located, key, number, sentence):
    error = contradiction(LEXICON, located, key, number, sentence)
    assert error is None, str(error)


@pytest.mark.parametrize(
    ("old", "new", "key", "rule"),
    [
        ("登录手机银行，选择“水费”，输入用户号即可查询并缴纳。", "水费代扣业务暂未开通。",
         "items[1].positives[0]", "not_yet"),
        ("水费代扣业务暂未开通，请到自来水公司营业厅缴纳。", "水费可在手机银行缴纳。",
         "items[1].negatives[1]", "sentence"),
    ],
)  # fmt: skip
def test_an_example_that_the_judge_contradicts_is_named_by_file_line_and_fix(tmp_path, old, new, key, rule):
    shutil.copytree(CHECKOUT / "config", tmp_path / "config")
    path = tmp_path / "config" / "taxonomy" / "scenarios" / "daily_life.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new), "utf-8")
    line = text[: text.index(old)].count("\n") + 1
    errors = [error for case in examples(tmp_path) if (error := contradiction(LEXICON, *case))]
    assert [error.subject for error in errors] == [f"config/taxonomy/scenarios/daily_life.yml:{line} {key}"]
    assert f"by rule {rule}" in errors[0].problem
    assert errors[0].fix.startswith("change the sentence")
