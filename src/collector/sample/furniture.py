"""Pages that every bank's site has and that offer nothing: about, jobs, help, outlets, a calendar of events.

Enters: a site. Leaves: pages. Refuses to name what the survey counts, but for near misses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample import near_misses, newsroom, phrases
from collector.sample.page import Block, Link, Page
from collector.sample.tables import facts_of
from collector.words import ItemKind

if TYPE_CHECKING:
    from collector.sample.sites import SampleSite

_SMALL = 20
_WITH_SECTIONS = 50
_OUTLETS_PER_PAGE = 8
_MONTHS = 12
THIS_MONTH = 10
_YEAR = 2018
_EVENTS_PER_MONTH = 5
PDF_PATHS = ("/files/service_prices_2018.pdf", "/download?id=2018")
"""Two documents: one that its address betrays, and one that only its content type does."""
JUMP_PATH = "/link/jump?to=regulator"
"""An address of the site that sends its reader to somebody else's."""


def is_large(site: SampleSite) -> bool:
    """Whether a site has outlets, help pages and columns beside its news."""
    return site.n_pages >= _WITH_SECTIONS


def furniture_pages(site: SampleSite) -> tuple[Page, ...]:
    """All of them, each section's index before its pages."""
    return (*_about_pages(site), *_help_pages(site), *_outlet_pages(site), *_event_pages(site))


def menu_entries(site: SampleSite) -> tuple[Link, ...]:
    """The entries of these pages in the site's menu."""
    entries = [("使用帮助", "help"), ("关于我们", "about")]
    entries += [("网点信息", "outlets")] if is_large(site) else []
    entries += [("活动日历", "event")] if "calendar" in site.traits else []
    return tuple(Link(text, f"/{folder}/index{site.suffix}") for text, folder in entries)


def _page(path: str, trail: tuple[str, ...], *blocks: Block) -> Page:
    return Page(path, trail[-1], trail, blocks, is_furniture=True)


def _texts(texts: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(Block("text", text) for text in texts)


def _about_pages(site: SampleSite) -> tuple[Page, ...]:
    elsewhere: tuple[Link, ...] = (phrases.ELSEWHERE,)
    if "off_site" in site.traits:
        elsewhere = (*elsewhere, Link("行业协会网站", JUMP_PATH))
    contact = _page(
        f"/about/contact{site.suffix}", ("关于我们", "联系我们"),
        *_texts(phrases.CONTACT), Block("links", links=elsewhere),
    )  # fmt: skip
    job = phrases.JOBS[bool(site.voice % 3)]
    jobs = _page(
        f"/about/jobs{site.suffix}", ("关于我们", phrases.JOB_TITLE), *_texts((phrases.JOB_INTRO, job))
    )  # fmt: skip
    has_direct = "direct_bank" in facts_of(site.bank_id, ItemKind.CHANNEL)
    soon = () if has_direct else (phrases.NO_DIRECT_BANK.text,)
    texts = (*(text.format(bank=site.short_name_zh) for text in phrases.ABOUT), *soon)
    below = () if site.n_pages < _SMALL else (contact, jobs)
    links = (Block("links", links=tuple(Link(page.trail[-1], page.path) for page in below)),) if below else ()
    return (_page(f"/about/index{site.suffix}", ("关于我们",), *_texts(texts), *links), *below)


def _help_pages(site: SampleSite) -> tuple[Page, ...]:
    papers = near_misses.choose(site.bank_id, phrases.DOCUMENTS, site.voice, _YEAR)
    below = [
        _page(f"/help/faq{number}{site.suffix}", ("使用帮助", question), *_texts((answer, phrases.HELP[0])))
        for number, (question, answer) in enumerate(newsroom.QUESTIONS if is_large(site) else (), start=1)
    ]
    links = [Link(page.trail[-1], page.path) for page in below]
    if "pdf" in site.traits:
        links += [Link(text, path) for text, path in zip(newsroom.DOCUMENT_NAMES, PDF_PATHS, strict=True)]
    more = (Block("links", links=tuple(links)),) if links else ()
    return (_page(f"/help/index{site.suffix}", ("使用帮助",), *_texts(phrases.HELP), *papers, *more), *below)


def _outlet_pages(site: SampleSite) -> tuple[Page, ...]:
    if not is_large(site):
        return ()
    districts = newsroom.PLACES[: min(2 + site.n_pages // 20, len(newsroom.PLACES))]
    pages = [
        _page(
            f"/outlets/list{number}{site.suffix}", ("网点信息", f"{place}片区"), _outlets(site, number, place)
        )
        for number, place in enumerate(districts, start=1)
    ]
    links = Block("links", links=tuple(Link(page.trail[-1], page.path) for page in pages))
    return (_page(f"/outlets/index{site.suffix}", ("网点信息",), links), *pages)


def _outlets(site: SampleSite, number: int, place: str) -> Block:
    rows = [
        (
            f"{place}{newsroom.STREETS[(site.voice + number + house) % len(newsroom.STREETS)]}支行",
            f"{place}大街{number * 11 + house * 6}号",
            f"8{(site.voice * 97 + number * 31 + house * 7) % 900 + 100:03d}{house:02d}{number:02d}",
            newsroom.OPENING[house % len(newsroom.OPENING)],
        )
        for house in range(_OUTLETS_PER_PAGE)
    ]
    return Block("table", rows=(("机构", "地址", "电话", "营业时间"), *rows))


def _event_pages(site: SampleSite) -> tuple[Page, ...]:
    """A page per month of the year, each linked to its neighbours; the index is this month's."""
    if "calendar" not in site.traits:
        return ()
    return tuple(_month(site, month) for month in range(1, _MONTHS + 1))


def month_query(month: int) -> str:
    """The query of a month's address; this month stands at the address without one as well."""
    return f"?year={_YEAR}&month={month}"


def _month(site: SampleSite, month: int) -> Page:
    index = f"/event/index{site.suffix}"
    beside = [other for other in (month - 1, month + 1) if 1 <= other <= _MONTHS]
    places, gatherings = newsroom.PLACES, newsroom.GATHERINGS
    entries = tuple(
        f"{month}月{(site.voice + 5 * n) % 27 + 1}日 {places[(month + n) % len(places)]}支行"
        f" {gatherings[(month + n) % len(gatherings)]}"
        for n in range(_EVENTS_PER_MONTH)
    )
    return _page(
        index if month == THIS_MONTH else index + month_query(month),
        ("活动日历",),
        Block("heading", f"{_YEAR}年{month}月"),
        Block("items", items=entries),
        Block("links", links=tuple(Link(f"{other}月", index + month_query(other)) for other in beside)),
    )
