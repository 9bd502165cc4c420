"""The base of all entries under config/ and the types of their values, each refusing with its own fix."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_HOURS = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


class Entry(BaseModel):
    """Base of all entries: unknown keys are errors, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def bad(problem: str, fix: str) -> PydanticCustomError:
    """A validator's complaint with its own fix."""
    return PydanticCustomError("collector", "{problem}", {"problem": problem, "fix": fix})


def _is_text(value: str) -> str:
    if not value or value != value.strip():
        raise bad(f"{value!r} is empty or padded with blanks", "write text without blanks around it")
    return value


def _is_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise bad(f"{value!r} is no id", "use small letters, digits, - and _")
    return value


def _is_url(value: str) -> str:
    parts = urlsplit(value) if value.isascii() and not re.search(r"\s", value) else None
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad(f"{value!r} is not a URL", "write http://host/ or https://host/")
    return value


def _is_domain(value: str) -> str:
    if not _DOMAIN.fullmatch(value):
        raise bad(f"{value!r} is not a domain", "write a host name such as example.com.cn")
    return value


def _is_period(value: str) -> str:
    if not _PERIOD.fullmatch(value):
        raise bad(f"{value!r} is no day, month or year", "write YYYY-MM-DD, YYYY-MM or YYYY")
    return value


def _is_path(value: str) -> str:
    if not value.startswith("/"):
        raise bad(f"{value!r} is not a path", "begin it with /")
    return value


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise bad(f"{value!r} is not a day", 'write "YYYY-MM-DD"') from None


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise bad(f"{value!r} is not a time", 'write "YYYY-MM-DDThh:mm:ss+08:00"') from None
    if moment.tzinfo is None:
        raise bad(f"{value!r} has no time zone", "add one, such as +08:00")
    return moment


def _hours(value: object) -> tuple[time, time] | None:
    if value is None:
        return None
    found = _HOURS.fullmatch(str(value))
    if found is None or found[1] == found[2]:
        raise bad(f"{value!r} is no part of a day", 'write "08:00-20:00", in the time of Shanghai')
    return time.fromisoformat(found[1]), time.fromisoformat(found[2])


Text = Annotated[str, AfterValidator(_is_text)]
Id = Annotated[str, AfterValidator(_is_id)]
Url = Annotated[str, AfterValidator(_is_url)]
Domain = Annotated[str, AfterValidator(_is_domain)]
Period = Annotated[str, AfterValidator(_is_period)]
UrlPath = Annotated[str, AfterValidator(_is_path)]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]
Hours = Annotated[tuple[time, time] | None, BeforeValidator(_hours)]
Count = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(ge=0)]
