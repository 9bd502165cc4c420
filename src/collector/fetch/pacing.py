"""How fast a host is asked: pauses that sites are declared to need, Retry-After, and the quiet hours.

Enters: config, headers and the time. Leaves: seconds and moments. Refuses to wait longer than
``MAX_WAIT_SECONDS`` for one host: what it still had to give is left for the next run.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from collector.config.lookup import find_bank
from collector.fetch.urls import domains_of

if TYPE_CHECKING:
    from collector.models import Config, QuietHours

MAX_WAIT_SECONDS = 120.0
_LONG_SECONDS = 10**9
SHANGHAI = timezone(timedelta(hours=8))
"""China has had one time without summer time since 1992."""


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110: seconds or a date); None where it says nothing.

    >>> retry_after_seconds("7", datetime(2026, 11, 24, tzinfo=UTC))
    7.0
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:12]), _LONG_SECONDS))
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)


def site_delays(config: Config) -> dict[str, float]:
    """Seconds between two requests by registrable domain, of the banks whose declaration names a pause."""
    delays: dict[str, float] = {}
    for site in config.sites:
        bank = find_bank(config, site.bank_id) if site.delay_seconds else None
        for domain in domains_of((*bank.domains, *site.more_domains, *site.seeds)) if bank else ():
            delays[domain] = max(delays.get(domain, 0.0), site.delay_seconds)
    return delays


def quiet_until(quiet: QuietHours | None, now: datetime) -> datetime | None:
    """When the quiet hours that ``now`` falls into end (Asia/Shanghai), None outside of them."""
    if quiet is None:
        return None
    local = now.astimezone(SHANGHAI)
    begin = datetime.combine(local.date(), quiet.begin, SHANGHAI)
    end = datetime.combine(local.date(), quiet.end, SHANGHAI)
    if begin < end:
        return end if begin <= local < end else None
    # over midnight
    if local >= begin:
        return end + timedelta(days=1)
    return end if local < end else None
