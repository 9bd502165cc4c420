"""One reply of a store → the rows it lands: what became of it, apps, pages of lists, mentions.

Enters: a capture, its store's declaration, the apps we know. Leaves: findings. A reply that cannot be read
is a row that says why; it never stops the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.decode import decode
from collector.errors import CollectorError
from collector.extract.mentions.page_channels import PageChannels
from collector.extract.mentions.read import read_mentions
from collector.extract.pages.blocks import Page
from collector.extract.rows import Findings, add_mentions, add_page
from collector.extract.stores.dates import shanghai_day
from collector.extract.stores.description import description_page
from collector.extract.stores.list_pages import ListPage
from collector.extract.stores.readers import read_reply
from collector.extract.stores.records import Expected, StoreReply
from collector.extract.stores.refusals import WithheldError, changed
from collector.store_urls import find_reply
from collector.store_words import BUNDLE, Every, ReplyState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector.extract.choose import Chosen
    from collector.extract.mentions.terms import Lexicon
    from collector.extract.rows import Row
    from collector.extract.stores.records import AppDetail
    from collector.models import App, Capture, Fetch
    from collector.store_models import Store
    from collector.store_urls import FoundReply

_IN_APP = "mobile_bank"


def read_store_capture(
    lexicon: Lexicon, store: Store, apps: Sequence[App], chosen: Chosen, capture: Capture
) -> Findings:
    """Rows of one reply; of one that a later reply replaces, only that of the page."""
    fetch, findings = chosen.fetch, Findings()
    content_type = next((value for name, value in capture.headers if name.lower() == "content-type"), None)
    decoded = decode(capture.body, content_type or fetch.content_type)
    empty = Page(None, (), (), decoded.encoding, decoded.is_mojibake)
    found = find_reply(store, fetch.url)
    if found is None or chosen.is_superseded:
        add_page(findings, chosen, empty, None)
        return findings
    state = reply_row(store, found, fetch)
    findings.add("store_replies", state)
    try:
        reply = read_reply(found.form.kind, decoded.text, _expected(found, fetch))
        _check_canaries(store, found, reply)
    except CollectorError as error:
        is_withheld = isinstance(error, WithheldError)
        state["state"] = (ReplyState.WITHHELD if is_withheld else ReplyState.CHANGED).value
        state["problem"] = error.problem
        add_page(findings, chosen, empty, None)
        return findings
    state |= {
        "state": ReplyState.READ.value,
        "problem": None,
        "n_entries": len(reply.entries) + len(reply.activity),
        "n_details": len(reply.details),
        "n_listed": reply.n_listed,
        "missing_codes": ",".join(reply.missing_codes) or None,
        "warnings": "; ".join(reply.warnings) or None,
    }
    _add_list(findings, store, found, fetch, reply, state)
    described = next((app for app in reply.details if app.description or app.release_notes), None)
    page = (
        description_page(described, decoded.encoding, is_mojibake=decoded.is_mojibake) if described else empty
    )
    add_page(findings, chosen, page, _IN_APP if described else None)
    for app in reply.details:
        findings.add("app_details", _detail_row(store, found, fetch, app))
    owner_id = fetch.owner_id or (_owner_of(store, apps, described) if described else None)
    if described and owner_id is not None:
        place = PageChannels(_IN_APP, _IN_APP, is_app=True)
        add_mentions(findings, fetch, owner_id, page, read_mentions(lexicon, page, fetch.url, place))
    return findings


def _check_canaries(store: Store, found: FoundReply, reply: StoreReply) -> None:
    """An app that the store always has and now does not is a changed reply; lists are checked when joined."""
    lost = [code for code in found.form.canaries if code in reply.missing_codes]
    if lost:
        expected = Expected(found.form.kind.value)
        changed(store.store, expected, f"{lost[0]} is missing, an app that is always there")


def reply_row(store: Store, found: FoundReply, fetch: Fetch) -> Row:
    """The row of a reply that gave nothing yet."""
    return {
        "wave": fetch.wave,
        "store": store.store,
        "reply_kind": found.form.kind.value,
        "as_of_date": shanghai_day(fetch.fetched_at),
        "state": ReplyState.UNFETCHED.value,
        "outcome": fetch.outcome.value,
        "n_entries": 0,
        "n_details": 0,
        "capture_id": fetch.fetch_id,
        "url": fetch.url,
        "chart": found.form.chart,
        "page": None if found.form.chart is None else found.page,
        "problem": fetch.detail,
    }


def _expected(found: FoundReply, fetch: Fetch) -> Expected:
    """Depth and canaries of a list are those of all its pages together: list_pages.py."""
    form = found.form
    codes = tuple(fetch.anchor_text.split(",")) if fetch.anchor_text else ()
    return Expected(
        fetch.url,
        url=fetch.url,
        final_url=fetch.final_url,
        codes=codes,
        canaries=() if form.chart else tuple(code for code in form.canaries if code in codes),
        first_rank=1 + found.page * (form.page_size or 0),
    )


def _add_list(
    findings: Findings, store: Store, found: FoundReply, fetch: Fetch, reply: StoreReply, state: Row
) -> None:
    """The page of a list, and devices where it has some; a month's list is dated by its month."""
    own_day = reply.as_of_date if found.form.every is Every.MONTH else None
    day = own_day or shanghai_day(fetch.fetched_at)
    if found.form.chart is not None:
        findings.lists.append(
            ListPage(fetch.wave, store.store, found.form, day, found.page, fetch.fetch_id, reply, state)
        )
    for one in reply.devices:
        findings.add(
            "app_devices",
            {
                "wave": fetch.wave,
                "store": store.store,
                "chart": found.form.chart,
                "month": one.month,
                "store_app_code": one.code,
                "n_devices_wan": one.n_devices_wan,
                "import_id": fetch.fetch_id,
                "app_name": one.app_name,
                "overall_rank": one.overall_rank,
                "growth_percent": one.growth,
            },
        )


def _detail_row(store: Store, found: FoundReply, fetch: Fetch, app: AppDetail) -> Row:
    stars = app.star_counts or (None,) * 5
    return {
        "wave": fetch.wave,
        "store": store.store,
        "store_app_code": app.store_app_code,
        "as_of_date": shanghai_day(fetch.fetched_at),
        "app_name": app.app_name,
        "reply_kind": found.form.kind.value,
        "platform": app.platform.value,
        "is_downloads_saturated": app.is_downloads_saturated,
        "capture_id": fetch.fetch_id,
        "url": fetch.url,
        "other_code": app.other_code,
        "seller": app.seller,
        "version": app.version,
        "updated_date": app.updated_date,
        "category": app.category,
        "rating": app.rating,
        "n_ratings": app.n_ratings,
        "n_downloads": app.n_downloads,
        "downloads_text": app.downloads_text,
        "is_downloads_rounded": app.is_downloads_rounded,
        "chart_rank": app.chart_rank,
        "chart_name": app.chart_name,
    } | {f"n_ratings_{at}": n for at, n in enumerate(stars, start=1)}


def _owner_of(store: Store, apps: Sequence[App], app: AppDetail) -> str | None:
    codes = {app.store_app_code, f"{BUNDLE}{app.other_code}"}
    return next(
        (one.owner_id for one in apps if one.store == store.apps_store and one.store_app_code in codes), None
    )
