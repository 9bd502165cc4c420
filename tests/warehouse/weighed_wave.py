"""A survey of one question to banks that each stand for one rule of deciding, with the rule as their name.

The question is water (and loan, where a line is meant). On the wave's day, 2018-11-01, a page without a date
counts as of 2017-11-01. Every bank has a home page and three pages below it, and is read without a gap unless
its name ends in ``_unread``: then its home page alone was read and page 1 timed out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tiny_wave import make_bank, make_config, make_fetch, make_mention, make_page, make_wave

if TYPE_CHECKING:
    from collector.models import Config, Wave

WATER, LOAN = ("scenario", "water"), ("business_line", "loan")
N_PAGES = 12


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a bank: on which of its pages (0 = home), how sure, and what it says."""

    page: int = 0
    confidence: str = "0.90"
    channel: str = "mobile_bank"
    item: tuple[str, str] = WATER
    is_hidden: bool = False
    polarity: str = "offered"
    rule: str = "sentence"
    kind: str = "other"
    dated: date | None = None
    words: str | None = None


def no(**changes: Any) -> Said:
    """A sentence that denies."""
    return Said(**({"polarity": "not_offered", "rule": "not_yet", "page": 3} | changes))


NEWS = {"kind": "notice", "page": 3}
SAID: dict[str, tuple[Said, ...]] = {
    "one_strong": (Said(confidence="0.75"),),
    "one_weak": (Said(confidence="0.74"),),
    "two_weak": (Said(confidence="0.50"), Said(page=1, confidence="0.50")),
    "two_weak_one_page": (Said(confidence="0.60", words="a"), Said(confidence="0.60", words="b")),
    "hidden_only": (Said(is_hidden=True),),
    "hidden_beside_weak": (Said(is_hidden=True), Said(page=1, confidence="0.60")),
    "notice_only": (Said(**NEWS, dated=date(2018, 9, 1)), Said(page=2, kind="notice")),
    "error_page_only": (Said(kind="challenge_or_error", page=1),),
    # stopped half a year ago, offered on a page without a date
    "stopped_since": (Said(), no(**NEWS, rule="stopped", dated=date(2018, 5, 20))),
    # stopped three years ago, and there today
    "stopped_long_ago": (Said(), no(**NEWS, rule="stopped", dated=date(2015, 5, 20))),
    "offered_again": (
        Said(dated=date(2018, 8, 1), page=1),
        no(**NEWS, rule="stopped", dated=date(2018, 5, 20)),
    ),
    "announced_then_offered": (Said(), no(**NEWS, rule="future", dated=date(2018, 10, 20))),
    "both_undated": (Said(), no()),
    "undated_notice": (Said(), no(**NEWS)),
    "narrower_denial": (
        *(Said(page=page) for page in range(4, 9)),
        no(**NEWS, dated=date(2018, 5, 20)),
    ),
    "stopped_in_app": (
        Said(),
        Said(channel="web_bank", page=1),
        no(**NEWS, rule="stopped", dated=date(2018, 5, 20)),
    ),
    "stopped_at_all": (
        Said(),
        Said(channel="web_bank", page=1),
        no(**NEWS, channel="unstated", rule="stopped", dated=date(2018, 5, 20)),
    ),
    "unsure_denial": (Said(), no(confidence="0.74", dated=date(2018, 5, 20))),
    "denied_unread": (no(page=0),),
    "denied_at_all_unread": (no(page=0, channel="unstated"),),
    "denied_long_ago_unread": (no(page=0, dated=date(2015, 5, 20)),),
    "announced_unread": (no(page=0, rule="future"),),
    "line": (Said(item=LOAN), no(item=LOAN, dated=date(2018, 5, 20))),
    "nothing": (),
}
"""Bank → what its pages say."""


def make_weighed_wave() -> Wave:
    return make_wave(universe=tuple(SAID))


def make_weighed_config() -> Config:
    banks = tuple(
        replace(make_bank("bbb"), bank_id=bank, website_url=f"https://www.{bank}.test/") for bank in SAID
    )
    return replace(make_config(make_weighed_wave()), banks=banks, apps=())


def make_weighed_landing() -> dict[str, list[dict[str, Any]]]:
    """Landed rows of the wave by table."""
    fetches, pages, mentions = [], [], []
    for bank, sentences in SAID.items():
        for number in range(N_PAGES):
            fetch = make_fetch(f"{bank}-{number}", bank, f"/{number}" if number else "/")
            said = next((one for one in sentences if one.page == number), Said())
            if number and bank.endswith("_unread"):
                fetches += [fetch | {"outcome": "timeout"}] if number == 1 else []
                continue
            fetches.append(fetch)
            pages.append(make_page(fetch, page_kind=said.kind, page_date=said.dated))
        mentions += [
            make_mention(
                f"{bank}:{place}",
                f"{bank}-{one.page}",
                bank,
                (*one.item, one.channel),
                polarity=one.polarity,
                rule=one.rule,
                confidence=Decimal(one.confidence),
                is_hidden=one.is_hidden,
                sentence=one.words or f"{bank} {place}",
                url=f"https://www.{bank}.test/{one.page or ''}",
            )
            for place, one in enumerate(sentences)
        ]
    none = {"products": [], "app_ranks": [], "app_details": []}
    return {"fetches": fetches, "pages": pages, "mentions": mentions, **none}
