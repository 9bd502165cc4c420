"""How long a host is left alone, and the hours in which all are."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from collector.errors import RefusedError
from collector.fetch.pacing import quiet_until, retry_after_seconds
from collector.fetch.permission import check_permission, user_agent
from collector.fetch.refrained import find_switch
from collector.models import HostOff, Politeness, QuietHours, ServedWeb, Wave

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Tue, 24 Nov 2026 04:01:30 GMT", 90),
        ("Tue, 24 Nov 2026 03:00:00 GMT", 0),
        ("9" * 400, 10**9),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, expected: float | None) -> None:
    assert retry_after_seconds(value, NOW) == expected


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


def test_quiet_hours_are_shanghai_hours_and_end_on_the_minute() -> None:
    day = QuietHours(time(8), time(20))
    assert quiet_until(day, at(0)) == at(12)  # 08:00 there
    assert quiet_until(day, at(11, 59)) == at(12)
    assert quiet_until(day, at(12)) is None
    assert quiet_until(day, datetime(2026, 11, 23, 23, 59, tzinfo=UTC)) is None
    assert quiet_until(None, at(4)) is None


def test_quiet_hours_may_go_over_midnight() -> None:
    night = QuietHours(time(22), time(6))
    assert quiet_until(night, at(14)) == at(22)  # 22:00 there: until 06:00 of the next day
    assert quiet_until(night, at(21)) == at(22)  # 05:00 there
    assert quiet_until(night, at(4)) is None


def test_a_switch_covers_the_host_and_what_is_below_it_and_nothing_beside_it() -> None:
    off = HostOff("alpha.test", date(2026, 11, 1), "asked to stop")
    assert find_switch("https://alpha.test/", (off,)) is off
    assert find_switch("http://ebank.ALPHA.test:8080/a", (off,)) is off
    assert find_switch("https://notalpha.test/", (off,)) is None
    assert find_switch("https://alpha.test.cn/", (off,)) is None


def wave(web: ServedWeb | None) -> Wave:
    return Wave("w", "", "", date(2026, 11, 24), web is not None, (), (), None, web, ())  # type: ignore[arg-type]


def test_a_live_crawl_needs_a_contact_and_the_switch_and_a_served_one_neither() -> None:
    named = Politeness(contact="survey@bank-survey.test")
    check_permission(named, wave(None))
    with pytest.raises(RefusedError, match="COLLECTOR_CONTACT"):
        check_permission(Politeness(), wave(None))
    with pytest.raises(RefusedError, match="switched off"):
        check_permission(Politeness(contact=named.contact, is_crawling_on=False), wave(None))
    check_permission(Politeness(is_crawling_on=False), wave(ServedWeb("sample", (), None)))


def test_the_user_agent_names_the_token_of_robots_txt_and_the_contact() -> None:
    agent = user_agent("survey@bank-survey.test")
    assert agent.startswith("collector/")
    assert "survey@bank-survey.test" in agent
    assert "contact" not in user_agent(None)
