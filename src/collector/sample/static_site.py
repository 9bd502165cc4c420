"""Sites whose pages are whole as sent: static, deep menus, slow, and pages pasted from a word processor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample import phrases
from collector.sample.news import INTERNAL_PAGE
from collector.sample.page import Block, Page, Reply, SitePlan
from collector.sample.render import html_reply, page_html

if TYPE_CHECKING:
    from collector.sample.tables import SampleSite

SLOW_SECONDS = 0.3


def static_replies(site: SampleSite, plan: SitePlan) -> dict[str, Reply]:
    """Path → reply of every page, and of the page behind a disallowed path that the site links to."""
    delay = SLOW_SECONDS if site.kind == "slow" else 0.0
    pages = list(plan.pages)
    if site.has_disallowed_link:
        title, text = phrases.INTERNAL
        path = f"/internal/{INTERNAL_PAGE}{site.suffix}"
        pages.append(Page(path, title, (title,), (Block("text", text),)))
    return {page.path: html_reply(site, page_html(site, plan, page), delay_seconds=delay) for page in pages}
