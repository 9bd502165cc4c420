"""config/sites/<bank_id>.yml: what the crawl of one bank's site needs beyond the generic."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from collector.config.fields import Domain, Entry, Id, Seconds, Url, UrlPath
from collector.config.schema import checked, near
from collector.config.source_checks import Known
from collector.config.sources import SourceEntry, make_sources
from collector.config.yaml_source import list_yaml, read_yaml
from collector.models import Bank, Site
from collector.words import ItemKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from collector.config.places import Located
    from collector.models import Taxonomy


class _SiteFile(Entry):
    bank_id: Id
    seeds: tuple[Url, ...] = ()
    render: Literal["auto", "always", "never"] = "auto"
    render_paths: tuple[UrlPath, ...] = ()
    exclude_paths: tuple[UrlPath, ...] = ()
    delay_seconds: Seconds = 0.0
    tls: Literal["modern", "legacy"] = "modern"
    more_domains: tuple[Domain, ...] = ()
    script_hosts: tuple[Domain, ...] = ()
    sources: tuple[SourceEntry, ...] = ()


def load_sites(home: Path, banks: Sequence[Located[Bank]], taxonomy: Taxonomy) -> tuple[Site, ...]:
    """All declared sites by bank id. Raises ConfigError."""
    bank_ids = {bank.record.bank_id: bank.record for bank in banks}
    channel_ids, line_ids = (
        frozenset(item.item_id for item in taxonomy.items if item.kind is kind)
        for kind in (ItemKind.CHANNEL, ItemKind.BUSINESS_LINE)
    )
    sites = []
    for path in list_yaml(home / "config" / "sites", home):
        value, place = read_yaml(path, home)
        entry = checked(_SiteFile, value, place)
        site = Site(
            bank_id=entry.bank_id,
            seeds=entry.seeds,
            render=entry.render,
            render_paths=entry.render_paths,
            exclude_paths=entry.exclude_paths,
            tls=entry.tls,
            delay_seconds=entry.delay_seconds,
            more_domains=entry.more_domains,
            script_hosts=entry.script_hosts,
        )
        if site.bank_id != path.stem:
            problem = f"{site.bank_id!r} is not the file's name"
            raise place.error("bank_id", problem=problem, fix=f"write {path.stem} or rename the file")
        if site.bank_id not in bank_ids:
            problem = f"no bank {site.bank_id!r} in banks.csv{near(site.bank_id, bank_ids)}"
            raise place.error("bank_id", problem=problem, fix="use a bank_id of config/banks.csv")
        if site.render == "never" and site.render_paths:
            raise place.error(
                "render_paths", problem="render is never", fix="set render to auto or drop the paths"
            )
        domains = frozenset((*bank_ids[site.bank_id].domains, *site.more_domains))
        known = Known(domains, channel_ids, line_ids)
        sites.append(replace(site, sources=make_sources(entry.sources, known, place)))
    return tuple(sites)
