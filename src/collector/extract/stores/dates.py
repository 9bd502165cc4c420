"""Times as app stores write them → the day in Asia/Shanghai.

Unix seconds and milliseconds, RFC 2822, ISO 8601 with a zone, the text of a JavaScript date, and Chinese
days, which are days in Shanghai already. Absent (None, "", 0) is None; what is not understood is a
ValueError.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

SHANGHAI = timezone(timedelta(hours=8))
_DAY = re.compile(
    r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_SCRIPT = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})(?: \(.*\))?"
)
_MAX_CHARS = 100
_MILLIS = 1000


def shanghai_day(moment: datetime) -> date:
    """The day in Shanghai on which a moment falls."""
    return moment.astimezone(SHANGHAI).date()


def day_of_seconds(value: object) -> date | None:
    """Unix seconds, as a number or its digits; 0 stands for never."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(f"{value!r} is no time in seconds")
    try:
        seconds = float(value)
        return shanghai_day(datetime.fromtimestamp(seconds, UTC)) if seconds else None
    except (OverflowError, OSError) as error:
        raise ValueError(f"{value!r} is no time in seconds") from error


def day_of_millis(value: object) -> date | None:
    """Unix milliseconds, as a number or its digits; 0 stands for never."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(f"{value!r} is no time in milliseconds")
    return day_of_seconds(float(value) / _MILLIS)


def day_of_moment(value: object) -> date | None:
    """ISO 8601 with a zone, RFC 2822, or what a script prints for a date."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > _MAX_CHARS:
        raise ValueError(f"{str(value)[:_MAX_CHARS]!r} is no time")
    text = value.strip()
    script = _SCRIPT.fullmatch(text)
    try:
        if script is not None:
            moment = datetime.strptime(f"{script[1]} {script[2]}", "%b %d %Y %H:%M:%S %z")
        elif text[:1].isdigit() and text[:4].isdigit():
            moment = datetime.fromisoformat(text)
        else:
            moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            raise ValueError(f"{text!r} has no time zone")
        return shanghai_day(moment)
    except (OverflowError, TypeError, IndexError) as error:
        raise ValueError(f"{text!r} is no time") from error


def day_of_text(value: object) -> date | None:
    """A day as Chinese pages write it: 2026年6月1日, 2026-06-01, 2026/6/1; a clock time may follow."""
    if value is None or value == "":
        return None
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) and len(value) <= _MAX_CHARS else None
    if found is None:
        raise ValueError(f"{str(value)[:_MAX_CHARS]!r} is no day")
    return date(int(found[1]), int(found[2]), int(found[3]))
