"""What some sites do to pages already planned: frames, session ids in links, mirrors and print versions.

Enters: a site and its plan. Leaves: the plan changed, or further copies of its pages. Facts neither come nor
go: what a page says stands in the page or in its frame, and a copy says the same again.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from collector.sample import furniture, life_pages, phrases, product_pages
from collector.sample.page import Block, Link, Page, SitePlan

if TYPE_CHECKING:
    from collections.abc import Callable

    from collector.sample.sites import SampleSite

_MIRROR = "/zh"
_PRINT = "?print=1"
_STATED = (life_pages.FOLDER, product_pages.FOLDER)


def in_frames(site: SampleSite, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Trait ``iframe``: what a life page says stands in a page of its own, which a frame shows."""
    if "iframe" not in site.traits:
        return pages
    framed: list[Page] = []
    for page in pages:
        if not page.path.startswith(life_pages.FOLDER) or len(page.trail) == 1:
            framed.append(page)
            continue
        inner = replace(page, path=f"/inner{page.path}", look="bare")
        framed += [replace(page, blocks=(Block("frames", links=(Link(page.title, inner.path),)),)), inner]
    return tuple(framed)


def framed_site(site: SampleSite, plan: SitePlan) -> SitePlan:
    """Trait ``frameset``: the home page is three frames, one of them the menu, and pages show no menu."""
    if "frameset" not in site.traits:
        return plan
    home, *others = plan.pages
    top = _frame(site, "top", Block("text", phrases.SLOGAN.format(name=site.name_zh)))
    menu = (Block("links", links=plan.menu), Block("text", phrases.CONTACT[0]))
    left = replace(_frame(site, "left", *menu), is_furniture=False)
    main = replace(home, path=f"/main{site.suffix}")
    frames = tuple(Link(page.title, page.path) for page in (top, left, main))
    outer = replace(home, blocks=(Block("frames", links=frames),), look="frameset")
    row = (plan.menu[0], *plan.menu[-3:])
    inside = tuple(replace(page, look="bare", menu=row) for page in (main, *others))
    return SitePlan(plan.menu, (outer, top, left, *inside))


def _frame(site: SampleSite, name: str, *blocks: Block) -> Page:
    return Page(f"/{name}{site.suffix}", site.short_name_zh, (), blocks, is_furniture=True, look="bare")


def with_sessions(site: SampleSite, plan: SitePlan) -> SitePlan:
    """Trait ``session``: every link of the site carries the session id of its visitor."""
    if "session" not in site.traits:
        return plan
    session = hashlib.sha256(site.host.encode("ascii")).hexdigest()[:32].upper()

    def marked(path: str) -> str:
        if not path.startswith("/"):
            return path
        place, question, query = path.partition("?")
        return f"{place};jsessionid={session}{question}{query}"

    return SitePlan(_mapped_links(plan.menu, marked), tuple(_mapped(page, marked) for page in plan.pages))


def with_copies(site: SampleSite, plan: SitePlan) -> SitePlan:
    """Traits ``mirror``, ``print`` and ``calendar``: pages that stand under a second address as well."""
    copies: list[Page] = []
    pages = plan.pages
    if "mirror" in site.traits:
        paths = {page.path for page in pages if _is_mirrored(page)}
        copies += [_mirrored(page, plan.menu, paths) for page in pages if page.path in paths]
        pages = (_with_link(pages[0], Link("简体中文版", f"{_MIRROR}/")), *pages[1:])
    if "print" in site.traits:
        stated = [page for page in pages if page.path.startswith(_STATED)]
        copies += [replace(page, path=page.path + _PRINT, look="bare") for page in stated]
        printable = {page.path: Link("打印本页", page.path + _PRINT) for page in stated}
        pages = tuple(_with_link(page, printable.get(page.path)) for page in pages)
    if "calendar" in site.traits:
        path = f"/event/index{site.suffix}"
        page = next(page for page in pages if page.path == path)
        copies.append(replace(page, path=path + furniture.month_query(furniture.THIS_MONTH)))
    return SitePlan(plan.menu, pages, tuple(copies))


def _is_mirrored(page: Page) -> bool:
    """Everything but articles and help."""
    return page.path.startswith("/") and (not page.is_furniture or page.path == "/")


def _mirrored(page: Page, menu: tuple[Link, ...], paths: set[str]) -> Page:
    def moved(path: str) -> str:
        return _MIRROR + path if path in paths else path

    return replace(_mapped(page, moved), path=_MIRROR + page.path, menu=_mapped_links(menu, moved))


def _mapped(page: Page, change: Callable[[str], str]) -> Page:
    blocks = tuple(replace(block, links=_mapped_links(block.links, change)) for block in page.blocks)
    return replace(page, blocks=blocks)


def _mapped_links(links: tuple[Link, ...], change: Callable[[str], str]) -> tuple[Link, ...]:
    return tuple(Link(link.text, change(link.path), _mapped_links(link.children, change)) for link in links)


def _with_link(page: Page, link: Link | None) -> Page:
    return page if link is None else replace(page, blocks=(*page.blocks, Block("links", links=(link,))))
