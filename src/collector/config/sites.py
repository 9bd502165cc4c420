"""config/sites/<bank_id>.yml: what the crawl of one bank's site needs beyond the generic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from collector.config.fields import Domain, Entry, Id, Url, UrlPath
from collector.config.schema import checked, near
from collector.config.yaml_source import list_yaml, read_yaml
from collector.models import Bank, Site

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from collector.config.places import Located


class _SiteFile(Entry):
    bank_id: Id
    seeds: tuple[Url, ...] = ()
    render: Literal["auto", "always", "never"] = "auto"
    render_paths: tuple[UrlPath, ...] = ()
    exclude_paths: tuple[UrlPath, ...] = ()
    script_hosts: tuple[Domain, ...] = ()


def load_sites(home: Path, banks: Sequence[Located[Bank]]) -> tuple[Site, ...]:
    """All declared sites by bank id. Raises ConfigError."""
    bank_ids = {bank.record.bank_id for bank in banks}
    sites = []
    for path in list_yaml(home / "config" / "sites", home):
        value, place = read_yaml(path, home)
        site = Site(**dict(checked(_SiteFile, value, place)))
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
        sites.append(site)
    return tuple(sites)
