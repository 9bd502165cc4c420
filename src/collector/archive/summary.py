"""How the URLs of a wave ended, counted by the index: small rows, however large the archive.

Enters: an opened archive. Leaves: counts by source, owner, outcome and depth, an owner's attempts, undeclared
domains. A URL counts once, by the attempt that decides it, as in the warehouse (int_urls_decided): a visit
before a failure, an answer before none, a rendered page before a plain one, then the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from collector.words import UNREACHED, VISITED, Outcome

if TYPE_CHECKING:
    from collector.archive.store import Archive


@dataclass(frozen=True, slots=True)
class UrlCount:
    """``n_urls`` URLs at link distance ``depth`` ended so, after ``n_attempts`` attempts."""

    source: str
    owner_id: str | None
    outcome: Outcome
    depth: int
    n_urls: int
    n_attempts: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt, as a person looks at it."""

    fetched_at: datetime
    outcome: Outcome
    depth: int
    url: str
    is_rendered: bool
    detail: str | None


@dataclass(frozen=True, slots=True)
class UndeclaredDomain:
    """A page that a bank's own pages call its online bank or card centre, under a domain not in banks.csv."""

    owner_id: str
    url: str
    anchor_text: str | None
    detail: str | None


def _listed(outcomes: frozenset[Outcome]) -> str:
    return ", ".join(f"'{outcome.value}'" for outcome in sorted(outcomes))


_COUNTS = f"""
with attempts as (
    select
        source, owner_id, outcome, depth, fetched_at, attempt, fetch_id, is_rendered,
        substr(url, instr(url, '://') + 3) as url_key
    from fetches
),

ranked as (
    select
        source, owner_id, outcome,
        min(depth) over (partition by source, owner_id, url_key) as depth,
        count(*) over (partition by source, owner_id, url_key) as n_attempts,
        max(fetched_at) over (partition by source, owner_id, url_key) as last_at,
        row_number() over (
            partition by source, owner_id, url_key
            order by
                outcome in ({_listed(VISITED)}) desc, outcome in ({_listed(UNREACHED)}) asc,
                is_rendered desc, fetched_at desc, attempt desc, fetch_id asc
        ) as place
    from attempts
)

select source, owner_id, outcome, depth, count(*), sum(n_attempts), max(last_at)
from ranked
where place = 1
group by source, owner_id, outcome, depth
order by source, owner_id, outcome, depth
"""  # noqa: S608 - words of our own vocabulary
_ATTEMPTS = """
select fetched_at, outcome, depth, url, is_rendered, detail
from fetches
where owner_id = ?
order by fetched_at desc, depth desc, url desc, attempt desc
limit ?
"""


_UNDECLARED = """
select owner_id, url, anchor_text, detail
from fetches
where source = 'undeclared'
order by owner_id, url
"""


def undeclared_domains(archive: Archive) -> list[UndeclaredDomain]:
    """The domains that crawls noted and did not enter, by bank."""
    return [UndeclaredDomain(*row) for row in archive.index.rows(_UNDECLARED)]


def count_urls(archive: Archive) -> list[UrlCount]:
    """All URLs of the archive, counted."""
    return [
        UrlCount(source, owner, Outcome(outcome), depth, n_urls, n_attempts, datetime.fromisoformat(last))
        for source, owner, outcome, depth, n_urls, n_attempts, last in archive.index.rows(_COUNTS)
    ]


def last_attempts(archive: Archive, owner_id: str, limit: int | None) -> list[Attempt]:
    """The last attempts made for one bank, oldest first; all where ``limit`` is None."""
    rows = archive.index.rows(_ATTEMPTS, (owner_id, -1 if limit is None else limit))
    found = [
        Attempt(datetime.fromisoformat(at), Outcome(outcome), depth, url, bool(is_rendered), detail)
        for at, outcome, depth, url, is_rendered, detail in rows
    ]
    return found[::-1]
