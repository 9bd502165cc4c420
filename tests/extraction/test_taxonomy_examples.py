"""Every example sentence of the shipped taxonomy is read as its author meant it."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector.config.taxonomy import load_taxonomy
from collector.extract.blocks import Block, Page
from collector.extract.channels import PageChannels
from collector.extract.mentions import read_mentions
from collector.extract.terms import build_lexicon

TAXONOMY = load_taxonomy(Path(__file__).resolve().parents[2])
LEXICON = build_lexicon(TAXONOMY)
CASES = [
    pytest.param(item, sentence, is_offer, id=f"{item.item_id}-{'offers' if is_offer else 'not'}-{number}")
    for item in TAXONOMY.items
    for sentences, is_offer in ((item.positives, True), (item.negatives, False))
    for number, sentence in enumerate(sentences)
]


@pytest.mark.parametrize(("item", "sentence", "is_offer"), CASES)
def test_example_sentence_is_read_as_its_author_meant(item, sentence, is_offer):
    page = Page(None, (Block(0, "paragraph", sentence, (), "content"),), (), "utf-8", is_mojibake=False)
    mentions = read_mentions(LEXICON, page, "http://www.bank.test/", PageChannels(None, None))
    own = [m for m in mentions if (m.item_kind, m.item_id) == (item.kind, item.item_id)]
    judged = [f"{m.term}: {m.polarity.value} by {m.rule}" for m in own] or ["no term of it found"]
    has_offer = any(m.polarity == "offered" for m in own)
    assert has_offer is is_offer, f"{item.item_id} | {sentence} | {'; '.join(judged)}"
