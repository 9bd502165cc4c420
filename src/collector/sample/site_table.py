"""The table of sample sites for docs/reference/sample-web.md: ``python -m collector.sample.site_table``.

Enters: sites.csv and the plans made from it. Leaves: a Markdown table, a row per case bank.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from collector.sample.plan import plan_site
from collector.sample.sites import READABLE_KINDS, read_sites

if TYPE_CHECKING:
    from collector.sample.sites import SampleSite

_HEAD = "| bank | kind | layout | bytes · header · meta | pages | copies | articles | specialities |"


def table_lines() -> list[str]:
    """Head, rule and rows, in the order of sites.csv."""
    return [_HEAD, "|---|---|---|---|---:|---:|---|---|", *(_row(site) for site in read_sites())]


def _row(site: SampleSite) -> str:
    if site.kind not in READABLE_KINDS:
        return f"| {site.bank_id} | {site.kind} | – | – | – | – | – | – |"
    plan = plan_site(site)
    charsets = (site.body_encoding, site.header_charset or "–", site.meta_charset or "–")
    cells = (
        site.bank_id,
        site.kind,
        site.layout,
        " · ".join(charsets),
        str(len(plan.pages)),
        str(len(plan.copies) or "–"),
        site.archive,
        ", ".join(site.traits) or "–",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in table_lines()))
