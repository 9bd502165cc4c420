"""The reader of each form of reply.

Enters: the kind that config/stores/ declares, a reply's text, what the asker expects. Leaves: a StoreReply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.stores import (
    apple_chart,
    apple_lookup,
    apple_marketing_rss,
    apple_page,
    huawei,
    oppo_list,
    saved_forms,
    talkingdata_rank,
    tencent_apkinfo,
    tencent_detail,
    tencent_share,
    vivo_detail,
    vivo_search,
    wandoujia_list,
    xiaomi_detail,
    xiaomi_list,
)
from collector.store_words import ReplyKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from collector.extract.stores.records import Expected, StoreReply

READERS: Mapping[ReplyKind, Callable[[str, Expected], StoreReply]] = {
    ReplyKind.APPLE_CHART: apple_chart.read,
    ReplyKind.APPLE_PAGE: apple_page.read,
    ReplyKind.APPLE_LOOKUP: apple_lookup.read,
    ReplyKind.APPLE_MARKETING_RSS: apple_marketing_rss.read,
    ReplyKind.TENCENT_APKINFO: tencent_apkinfo.read,
    ReplyKind.TENCENT_SHARE: tencent_share.read,
    ReplyKind.TENCENT_DETAIL: tencent_detail.read,
    ReplyKind.XIAOMI_LIST: xiaomi_list.read,
    ReplyKind.XIAOMI_DETAIL: xiaomi_detail.read,
    ReplyKind.VIVO_DETAIL: vivo_detail.read,
    ReplyKind.OPPO_LIST: oppo_list.read,
    ReplyKind.WANDOUJIA_LIST: wandoujia_list.read,
    ReplyKind.HUAWEI_APPINFO: huawei.read,
    ReplyKind.TALKINGDATA_RANK: talkingdata_rank.read,
    ReplyKind.APPLE_LEGACY_RSS: saved_forms.read_rss,
    ReplyKind.VIVO_SEARCH: vivo_search.read,
    ReplyKind.IRESEARCH_MONTH: saved_forms.read_month,
}


def read_reply(kind: ReplyKind, text: str, expected: Expected) -> StoreReply:
    """What the reply says. WithheldError where the store gave no data, ChecksFailedError for another form."""
    return READERS[kind](text, expected)
