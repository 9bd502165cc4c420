"""Addresses of articles and lists, in the forms that content systems of banks use.

Enters: a site, the folder of a column, numbers and days. Leaves: paths, some with a query. Numbers of lists
count from 1; the number of an article is its own within the column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from collector.sample.sites import SampleSite

_FIRST_ID = 3100
_COLUMN_CODES = {"news": 12, "promo": 31, "protect": 47, "bidding": 58}


def article_path(site: SampleSite, folder: str, number: int, day: date) -> str:
    """Where an article stands: ``/news/20180927_0.html``, ``/art/2018/9/27/art_12_3100.html`` …"""
    stamp, name = f"{day:%Y%m%d}", _FIRST_ID + 7 * number
    if site.archive == "art":
        return f"/art/{day.year}/{day.month}/{day.day}/art_{_COLUMN_CODES[folder]}_{name}{site.suffix}"
    if site.archive == "t":
        return f"/{folder}/{stamp[:6]}/t{stamp}_{name}{site.suffix}"
    if site.archive == "param":
        return f"/{folder}/detail{site.suffix}?id={name}"
    if site.archive == "id":
        return f"/{folder}/{day.year}/{name}{site.suffix}"
    return f"/{folder}/{stamp}_{number}{site.suffix}"


def list_path(site: SampleSite, folder: str, number: int, year: int | None = None) -> str:
    """Where page ``number`` of a column's list stands; ``year`` for the list of one year only."""
    below = f"/{year}" if year else ""
    if site.archive == "art":
        path = f"/col/col{_COLUMN_CODES[folder]}{below}/index{site.suffix}"
        return path if number == 1 else f"{path}?pageNum={number}"
    if site.archive == "param" and number > 1:
        return f"/{folder}{below}/index{site.suffix}?pageNo={number}"
    following = f"list_{number}" if site.archive == "id" else f"index_{number - (site.archive == 't')}"
    return f"/{folder}{below}/{'index' if number == 1 else following}{site.suffix}"
