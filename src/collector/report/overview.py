"""One line a bank for the index page. A count with unknown answers behind it is printed as a range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.report.funnel import visit_of
from collector.report.numbers import UNKNOWN_ZH, count_range
from collector.report.wording import BANK_TYPES_ZH, visit_zh
from collector.words import ANY_CHANNEL, ItemKind

if TYPE_CHECKING:
    from collector.report.records import BankRow, ProfileRow, Survey


@dataclass(frozen=True, slots=True)
class BankLine:
    """A bank's figures as text; ``order`` puts banks of a kind together, ``rank_order`` sorts the ranks."""

    bank_id: str
    name: str
    bank_type: str
    visit: str
    is_complete: bool
    n_scenarios: str
    n_categories: str
    n_lines: str
    n_lines_web: str
    n_lines_mobile: str
    n_lines_wechat: str
    channels: str
    n_products: str
    rank: str
    rank_order: int


LAST = 1_000_000
"""Sorts banks without a rank after all listed ones."""


def bank_lines(survey: Survey) -> tuple[BankLine, ...]:
    """The banks of the wave in the order of the warehouse."""
    return tuple(_line(survey, bank) for bank in survey.banks)


def app_rank_zh(profile: ProfileRow | None) -> str:
    """A bank's app rank in words; not in the list is said with the list's depth."""
    if profile is None or profile.app_rank_state in {None, "unknown"}:
        return UNKNOWN_ZH
    if profile.best_app_rank is None:
        return f"前 {profile.app_rank_depth} 名之外" if profile.app_rank_depth else "未上榜"
    return (
        f"{profile.best_app_rank}（沿用省级农信 APP）"
        if profile.is_app_inherited
        else str(profile.best_app_rank)
    )


def products_zh(survey: Survey, bank: BankRow) -> str:
    """How many product series were found: a plain number only where the site was read completely."""
    profile = survey.profiles.get(bank.bank_id)
    n_products = profile.n_products if profile else None
    status, _ = visit_of(survey, bank)
    if n_products is None or (n_products == 0 and status != "complete"):
        return UNKNOWN_ZH
    return str(n_products) if status == "complete" else f"≥{n_products}"


def _line(survey: Survey, bank: BankRow) -> BankLine:
    def counted(kind: ItemKind, channel: str = ANY_CHANNEL) -> str:
        return count_range(survey.counts.get((bank.bank_id, kind, channel)))

    status, outcome = visit_of(survey, bank)
    profile = survey.profiles.get(bank.bank_id)
    rank = profile.best_app_rank if profile else None
    return BankLine(
        bank_id=bank.bank_id,
        name=bank.short_name_zh,
        bank_type=BANK_TYPES_ZH[bank.bank_type],
        visit=visit_zh(status, outcome)[0],
        is_complete=status == "complete",
        n_scenarios=counted(ItemKind.SCENARIO),
        n_categories=counted(ItemKind.CATEGORY),
        n_lines=counted(ItemKind.BUSINESS_LINE),
        n_lines_web=counted(ItemKind.BUSINESS_LINE, "web_bank"),
        n_lines_mobile=counted(ItemKind.BUSINESS_LINE, "mobile_bank"),
        n_lines_wechat=counted(ItemKind.BUSINESS_LINE, "wechat_bank"),
        channels=counted(ItemKind.CHANNEL),
        n_products=products_zh(survey, bank),
        rank=app_rank_zh(profile),
        rank_order=LAST if rank is None else rank,
    )
