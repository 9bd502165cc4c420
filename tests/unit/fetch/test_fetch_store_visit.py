"""A store's pages are asked one after the other, until it stops answering."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from collector.config.load import load_config
from collector.config.lookup import find_store, find_wave
from collector.fetch.stores import StoreVisit
from collector.words import Outcome

DAY = date(2018, 11, 1)
HOME = Path(__file__).resolve().parents[3]


def _visit() -> StoreVisit:
    config = load_config(HOME)
    return StoreVisit(config, find_wave(config, "sample"), find_store(config, "apple"), DAY)


def test_a_store_that_stops_answering_is_given_up() -> None:
    visit = _visit()
    n_all = len(_visit_all(_visit()))
    asked = set()
    while (ask := visit.next_ask()) is not None:
        asked.add(ask.url.partition("://")[2])
        visit.took(ask, Outcome.TIMEOUT, ask.url)
    assert len(asked) == 5
    left, why = visit.left_over()
    assert len(left) == n_all - 5
    assert why == "given up after 5 failures in a row"
    assert not visit.is_reached


def test_an_answer_between_failures_keeps_the_visit_going() -> None:
    visit = _visit()
    n_asked = 0
    while (ask := visit.next_ask()) is not None:
        n_asked += 1
        outcome = Outcome.OK if n_asked % 3 == 0 else Outcome.DNS_FAILED
        visit.took(ask, outcome, ask.url)
    assert visit.left_over()[0] == []
    assert visit.is_reached


def _visit_all(visit: StoreVisit) -> list[str]:
    urls = []
    while (ask := visit.next_ask()) is not None:
        urls.append(ask.url)
        visit.took(ask, Outcome.OK, ask.url)
    return urls
