"""config/politeness.yml: whom a webmaster can write to, the global switch, and hosts that are off.

``COLLECTOR_CONTACT`` in the environment stands above the file's contact. Refused: a contact that nobody can
write to, a host that is switched off twice. A missing file means the defaults: no contact, so no live crawl.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from collector.config.fields import Day, Domain, Entry, Text, bad
from collector.config.schema import checked
from collector.config.yaml_source import read_yaml
from collector.errors import UsageError
from collector.models import HostOff, Politeness

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CONTACT_VARIABLE = "COLLECTOR_CONTACT"
# what stands between brackets in a User-Agent: no brackets, blanks or control characters
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?P<host>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)")
_PAGE = re.compile(r"https?://(?P<host>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)(:\d+)?(/[!-'*-~]*)?")
_RESERVED = re.compile(r"(^|\.)(example(\.(com|org|net|cn|com\.cn))?|invalid|localhost)$", re.IGNORECASE)
_HOW = "write a mail address of yours, or the http(s) address of a page about your survey"


def contact_problem(contact: str) -> str | None:
    """Why nobody can write to ``contact``, or None.

    >>> contact_problem("survey@example.com")
    "'survey@example.com' is a placeholder"
    """
    found = _MAIL.fullmatch(contact) or _PAGE.fullmatch(contact)
    if found is None:
        return f"{contact!r} is neither a mail address nor a web page"
    return f"{contact!r} is a placeholder" if _RESERVED.search(found["host"]) else None


def _is_contact(value: str) -> str:
    problem = contact_problem(value)
    if problem:
        raise bad(problem, _HOW)
    return value


class _HostOff(Entry):
    host: Domain
    since: Day
    reason: Text


class _PolitenessFile(Entry):
    contact: Annotated[str, AfterValidator(_is_contact)] | None
    is_crawling_on: bool
    hosts_off: tuple[_HostOff, ...]


def load_politeness(home: Path, environment: Mapping[str, str] = os.environ) -> Politeness:
    """The file and the environment's contact. Raises ConfigError and UsageError."""
    named = environment.get(CONTACT_VARIABLE, "").strip()
    problem = contact_problem(named) if named else None
    if problem:
        raise UsageError(CONTACT_VARIABLE, problem, fix=_HOW)
    path = home / "config" / "politeness.yml"
    if not path.exists():
        return Politeness(contact=named or None)
    value, place = read_yaml(path, home)
    entry = checked(_PolitenessFile, value, place)
    seen: set[str] = set()
    for index, off in enumerate(entry.hosts_off):
        if off.host in seen:
            raise place.error("hosts_off", index, problem=f"{off.host!r} stands twice", fix="remove one")
        seen.add(off.host)
    return Politeness(
        contact=named or entry.contact,
        is_crawling_on=entry.is_crawling_on,
        hosts_off=tuple(HostOff(**dict(off)) for off in entry.hosts_off),
    )
