"""Replies of a site that are no pages of its plan: redirects, documents, sitemap.xml, pages that are gone.

Enters: a site and its plan. Leaves: path → reply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from collector.sample import phrases
from collector.sample.columns import INTERNAL_PAGE
from collector.sample.document import pdf_bytes
from collector.sample.furniture import JUMP_PATH, PDF_PATHS
from collector.sample.page import Block, Page, Reply, SitePlan
from collector.sample.plan import home_path
from collector.sample.render import HTML, html_reply, notice_reply, page_html, render

if TYPE_CHECKING:
    from collector.sample.sites import SampleSite

SITEMAP_PATH = "/sitemap.xml"


def extra_replies(site: SampleSite, plan: SitePlan) -> dict[str, Reply]:
    """Everything that the site's traits bring beside its pages."""
    replies: dict[str, Reply] = {}
    home = home_path(site)
    if "redirect" in site.traits:
        replies["/"] = _redirect(f"http://{site.host}{home}")
    if "refresh" in site.traits:
        replies["/"] = Reply(200, HTML, render("refresh.html.j2", path=home).encode("ascii"))
    if "off_site" in site.traits:
        replies[JUMP_PATH] = _redirect(phrases.ELSEWHERE.path)
    if "pdf" in site.traits:
        body = pdf_bytes((site.name_zh, *phrases.PRICE_LIST))
        replies |= {path: Reply(200, "application/pdf", body) for path in PDF_PATHS}
    if "sitemap" in site.traits:
        replies[SITEMAP_PATH] = Reply(200, "application/xml", _sitemap(site, plan).encode("ascii"))
    if site.has_disallowed_link:
        title, text = phrases.INTERNAL
        page = Page(f"/internal/{INTERNAL_PAGE}{site.suffix}", title, (title,), (Block("text", text),))
        replies[page.path] = html_reply(site, page_html(site, plan, page))
    return replies


def not_found_reply(site: SampleSite) -> Reply:
    """What a site says of a page that it does not have: 404, or status 200 where it is a ``soft_404``."""
    return notice_reply(site, *phrases.NOT_FOUND, status=200 if "soft_404" in site.traits else 404)


def robots_reply(site: SampleSite) -> Reply:
    """robots.txt of a site: one disallowed path, and where its sitemap is; 404 for ``no_robots``."""
    if "no_robots" in site.traits:
        return not_found_reply(site)
    lines = ["User-agent: *", f"Disallow: {site.disallowed_path}"]
    lines += [f"Sitemap: http://{site.host}{SITEMAP_PATH}"] if "sitemap" in site.traits else []
    return Reply(200, "text/plain", "".join(f"{line}\n" for line in lines).encode("ascii"))


def _redirect(target: str) -> Reply:
    return Reply(302, HTML, b"", headers=(("Location", target),))


def _sitemap(site: SampleSite, plan: SitePlan) -> str:
    """The pages of the menu; archives are left out, as by most sites that have a sitemap."""
    paths = [link.path for link in plan.menu if link.path.startswith("/")]
    entries = "".join(f"<url><loc>{escape(f'http://{site.host}{path}')}</loc></url>" for path in paths)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    return f"{head}{entries}</urlset>\n"
