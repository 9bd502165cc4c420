"""Sites whose pages are whole as sent: static, deep menus, slow, and pages pasted from a word processor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample.render import html_reply, page_html

if TYPE_CHECKING:
    from collector.sample.page import Reply, SitePlan
    from collector.sample.sites import SampleSite

SLOW_SECONDS = 0.3


def static_replies(site: SampleSite, plan: SitePlan) -> dict[str, Reply]:
    """Path → reply of every page and copy."""
    delay = SLOW_SECONDS if site.kind == "slow" else 0.0
    pages = (*plan.pages, *plan.copies)
    return {page.path: html_reply(site, page_html(site, plan, page), delay_seconds=delay) for page in pages}
