"""Hosts of the sample's app stores → what each answers, in the form that the wave wants of its store.

Every host has a robots.txt that leaves open what config/stores/ asks for; itunes.apple.com's closes what the
real one closes. Refused: other addresses (404), a body where none is taken (405).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from collector.sample import apple
from collector.sample.page import Asked, Reply
from collector.sample.render import template_text
from collector.sample.stores import (
    apple_feeds,
    huawei,
    indices,
    oppo,
    tencent,
    vivo,
    wandoujia,
    xiaomi,
)
from collector.sample.stores.forms import NOT_FOUND
from collector.store_words import StoreForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SITES: tuple[tuple[str, str, Callable[[Asked, StoreForm], Reply | None]], ...] = (
    (apple.HOST, "apple", apple.apple_reply),
    (apple_feeds.LOOKUP_HOST, "apple", apple_feeds.lookup_reply),
    (apple_feeds.LOOKUP_HOST, "apple_rss", apple_feeds.old_feed_reply),
    (apple_feeds.FEED_HOST, "apple", apple_feeds.feed_reply),
    (huawei.HOST, "huawei", huawei.huawei_reply),
    (indices.IRESEARCH_HOST, "iresearch", indices.iresearch_reply),
    (indices.TALKINGDATA_HOST, "talkingdata", indices.talkingdata_reply),
    (oppo.HOST, "oppo", oppo.oppo_reply),
    (tencent.RECORD_HOST, "tencent", tencent.record_reply),
    (tencent.SHARE_HOST, "tencent", tencent.share_reply),
    (tencent.DETAIL_HOST, "tencent", tencent.detail_reply),
    (vivo.HOST, "vivo", vivo.vivo_reply),
    (wandoujia.HOST, "wandoujia", wandoujia.wandoujia_reply),
    (xiaomi.HOST, "xiaomi", xiaomi.xiaomi_reply),
)
_ROBOTS = {apple.HOST: "apple_robots.txt", apple_feeds.LOOKUP_HOST: "itunes_robots.txt"}
_OPEN = b"User-agent: *\nDisallow: /login/\n"
_NO_POST = Reply(405, "text/plain; charset=utf-8", b"Method Not Allowed\n", headers=(("Allow", "GET, HEAD"),))


def store_hosts(forms: Mapping[str, StoreForm]) -> dict[str, Callable[[Asked], Reply]]:
    """Every host of a store and what it answers; stores that ``forms`` leaves out answer normally."""
    return {host: partial(_answer, host, dict(forms)) for host, _, _ in _SITES}


def _answer(host: str, forms: Mapping[str, StoreForm], asked: Asked) -> Reply:
    if asked.path == "/robots.txt" and asked.body is None:
        name = _ROBOTS.get(host)
        return Reply(200, "text/plain", template_text(name).encode("ascii") if name else _OPEN)
    for site, store, reply_to in _SITES:
        reply = reply_to(asked, forms.get(store, StoreForm.NORMAL)) if site == host else None
        if reply is not None:
            return reply
    return NOT_FOUND if asked.body is None else _NO_POST
