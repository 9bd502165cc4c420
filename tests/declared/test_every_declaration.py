"""Every source under config/sites/ reads a reply of its form; a new one needs an entry in replies.yml."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from collector.config.load import load_config
from collector.declared.calls import PLACEHOLDER, key_url, make_call
from collector.declared.forms import read_rows
from collector.declared.read import Offer, read_offers

if TYPE_CHECKING:
    from collector.declared.records import ProductSource

HOME = Path(__file__).parents[2]
REPLIES: dict[str, Any] = YAML(typ="safe").load((Path(__file__).parent / "replies.yml").read_text("utf-8"))
SOURCES: dict[str, ProductSource] = {
    f"{site.bank_id}/{source.source_id}": source
    for site in load_config(HOME).sites
    for source in site.sources
}
FIRST_LIVE_YEAR = 2024


def offer(said: dict[str, Any]) -> Offer:
    numbers = {key for key in said if key.endswith(("_cny", "_percent"))}
    assert all(isinstance(said[key], date) for key in said if key.endswith("_date"))
    return Offer(**{key: Decimal(value) if key in numbers else value for key, value in said.items()})


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_a_reply_of_its_form_is_read_by_its_own_mapping(name: str) -> None:
    assert name in REPLIES, f"write an invented reply for {name} into tests/declared/replies.yml"
    source, entry = SOURCES[name], REPLIES[name]
    rows = read_rows(source, entry["reply"].encode(source.reply.charset or "utf-8"), None)
    offers, notes = read_offers(source, rows)
    assert notes == ()
    assert len(offers) == entry["n"]
    assert offers[0] == offer(entry["first"])


def test_no_reply_is_left_of_a_source_that_is_gone() -> None:
    assert set(REPLIES) == set(SOURCES)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_its_request_is_filled_and_each_page_has_an_address_of_its_own(name: str) -> None:
    source = SOURCES[name]
    calls = [make_call(source, number) for number in range(min(source.paging.max_pages, 3))]
    for call in calls:
        assert not PLACEHOLDER.search(call.url + (call.body or ""))
    assert len({key_url(call.url, call) for call in calls}) == len(calls)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_what_is_on_was_recorded_lately_and_what_is_off_says_why(name: str) -> None:
    source = SOURCES[name]
    assert not source.is_on or source.year >= FIRST_LIVE_YEAR
    assert str(source.year) in source.reason
