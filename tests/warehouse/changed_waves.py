"""Three tiny waves: each cause of change in one bank; loans and deposits through the web bank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tiny_wave import BANKS, make_bank, make_config, make_fetch, make_landing, make_mention, make_page
from tiny_waves import wave_on

from collector.models import Review
from collector.words import Answer, ItemKind

if TYPE_CHECKING:
    from tiny_waves import Landing

    from collector.models import Config

ALL = tuple(bank for bank in BANKS if bank != "uuu")
LATER = tuple(bank for bank in ALL if bank not in {"eee", "iii"})
LAST = (*(bank for bank in LATER if bank not in {"ddd", "fff"}), "nnn")
ONE = wave_on("one", date(2018, 11, 1), universe=ALL)
TWO = wave_on("two", date(2019, 11, 1), universe=LATER)
THREE = wave_on("three", date(2020, 11, 1), universe=LAST)
LOAN, DEPOSIT = ("business_line", "loan", "web_bank"), ("business_line", "deposit", "web_bank")


def config_of_three() -> Config:
    """eee went into bbb; ddd and fff merged into nnn; a person decides that ddd offers loans in wave two."""
    config = make_config(ONE, TWO, THREE)
    fate = {"eee": ("bbb", "absorbed"), "ddd": ("nnn", "merged"), "fff": ("nnn", "merged")}
    banks = [
        replace(bank, successor_id=fate[bank.bank_id][0], succession_kind=fate[bank.bank_id][1])
        if bank.bank_id in fate
        else bank
        for bank in config.banks
    ]
    new = replace(make_bank("ddd"), bank_id="nnn", union_id=None, website_url="https://www.nnn.test/")
    return replace(config, banks=(*banks, new), reviews=(review(),))


def review(**changes: Any) -> Review:
    decided = Review(
        wave="two",
        bank_id="ddd",
        item_kind=ItemKind.BUSINESS_LINE,
        item_id="loan",
        channel_id="web_bank",
        answer=Answer.PRESENT,
        expected_answer=Answer.ABSENT,
        evidence_url="https://www.ddd.test/picture",
        reason="the page is a picture",
        reviewer="AB",
        reviewed_on=date(2019, 12, 1),
    )
    return replace(decided, **changes)


def rows_of_two() -> Landing:
    """aaa no longer offers loans, hhh does, bbb takes deposits, the site of ccc can be read."""
    rows = make_landing()
    rows["mentions"] = [row for row in rows["mentions"] if row["mention_id"] != "m3"]
    rows["mentions"] += [offers_loans(), make_mention("m21", "f-bbb-0", "bbb", DEPOSIT)]
    rows["fetches"] = [row for row in rows["fetches"] if row["fetch_id"] != "f-ccc-0"]
    home = make_fetch("f-ccc-0", "ccc")
    rows["fetches"].append(home)
    rows["pages"] = [row for row in rows["pages"] if row["capture_id"] != "f-ccc-0"] + [make_page(home)]
    return rows


def offers_loans() -> dict[str, Any]:
    return make_mention("m20", "f-hhh-0", "hhh", LOAN)


def rows_of_three() -> Landing:
    rows = rows_of_two()
    home = make_fetch("f-nnn-0", "nnn")
    rows["fetches"].append(home)
    rows["pages"].append(make_page(home))
    return rows
