"""A list is believed when it is long enough, without gaps, and where it was asked for."""

from __future__ import annotations

import re

import pytest

from collector.errors import ChecksFailedError
from collector.extract.stores.lists import check_list, join_pages
from collector.extract.stores.records import Expected, RankEntry, StoreReply
from collector.extract.stores.refusals import WithheldError, check_final_url
from collector.store_words import ReplyKind

CHART = "https://apps.apple.com/cn/iphone/charts/6015?chart=top-free"


def page(codes: str, first_rank: int = 1, n_listed: int | None = None) -> StoreReply:
    rows = tuple(RankEntry(rank, code, code) for rank, code in enumerate(codes, first_rank))
    return StoreReply(ReplyKind.XIAOMI_LIST, entries=rows, n_listed=n_listed, warnings=("new key",))


@pytest.mark.parametrize(
    ("rows", "expected", "problem"),
    [
        ([(1, "a"), (2, "b")], {"min_depth": 3}, "2 rows, expected at least 3"),
        ([(1, "a"), (3, "b")], {}, "the ranks are not 1, 2, 3 … without a gap"),
        ([(1, "a"), (2, "b")], {"first_rank": 31}, "the ranks are not 31, 32, 33"),
        ([(1, "a"), (2, "a")], {}, "a stands twice"),
        (
            [(1, "a"), (2, "b")],
            {"canaries": ("z", "y")},
            "none of the apps that are always listed is there (y, z)",
        ),
    ],
)
def test_a_list_that_cannot_be_right_names_store_capture_and_what_was_expected(rows, expected, problem):
    entries = [RankEntry(rank, code, code) for rank, code in rows]
    with pytest.raises(ChecksFailedError, match=re.escape(problem)) as caught:
        check_list("xiaomi", entries, Expected("capture-1", **expected))
    assert caught.value.subject == "xiaomi capture-1"
    assert not isinstance(caught.value, WithheldError)


def test_one_canary_of_several_suffices():
    check_list("xiaomi", [RankEntry(1, "a", "a")], Expected("capture-1", canaries=("a", "z")))


def test_pages_become_one_list_in_which_an_app_that_slid_down_counts_once():
    pages = [page("abc", n_listed=6), page("cde", first_rank=4, n_listed=7)]
    whole = join_pages("xiaomi", pages, Expected("wave", min_depth=5, canaries=("e",)))
    assert [(one.rank, one.store_app_code) for one in whole.entries] == list(enumerate("abcde", 1))
    assert whole.n_listed == 7
    assert whole.warnings == ("new key", "c stands on two pages, its first place is kept")


def test_joined_pages_are_checked_as_a_whole():
    with pytest.raises(ChecksFailedError, match="4 rows, expected at least 5"):
        join_pages("xiaomi", [page("ab"), page("cd", first_rank=3)], Expected("wave", min_depth=5))


@pytest.mark.parametrize(
    ("url", "final_url", "problem"),
    [
        (CHART, "https://apps.apple.com/cn/iphone/today", "expected an address with 6015"),
        (CHART, "https://apps.apple.com/us/iphone/charts/6015?chart=top-free", "expected storefront cn"),
        (CHART, "https://apps.apple.com/iphone/charts/6015", "expected storefront cn"),
        (CHART, "https://www.apple.com/cn/iphone/charts/6015", "expected apps.apple.com"),
        (
            "https://apps.apple.com/cn/app/id423514795",
            "https://apps.apple.com/cn/app/x/id1",
            "expected an address with 423514795",
        ),
    ],
)
def test_a_page_from_elsewhere_is_withheld(url, final_url, problem):
    with pytest.raises(WithheldError, match=re.escape(problem)):
        check_final_url("apple", Expected("capture-1", url=url, final_url=final_url))


@pytest.mark.parametrize(
    ("url", "final_url"),
    [
        (CHART, CHART),
        (CHART.replace("https", "http"), CHART),
        (
            "https://apps.apple.com/cn/app/id423514795",
            "https://apps.apple.com/cn/app/%E5%B7%A5%E8%A1%8C/id423514795",
        ),
        (CHART, None),
    ],
)
def test_the_same_place_in_another_spelling_is_taken(url, final_url):
    check_final_url("apple", Expected("capture-1", url=url, final_url=final_url))
