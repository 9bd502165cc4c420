"""Closed vocabularies of app stores: forms of reply, by what an app is named in them, robots, platforms."""

from __future__ import annotations

from enum import StrEnum


class ReplyKind(StrEnum):
    """A form of reply; one reader each in collector/extract/stores/ (docs/reference/stores.md)."""

    APPLE_CHART = "apple_chart"
    APPLE_PAGE = "apple_page"
    APPLE_LOOKUP = "apple_lookup"
    APPLE_MARKETING_RSS = "apple_marketing_rss"
    TENCENT_APKINFO = "tencent_apkinfo"
    TENCENT_SHARE = "tencent_share"
    TENCENT_DETAIL = "tencent_detail"
    XIAOMI_LIST = "xiaomi_list"
    XIAOMI_DETAIL = "xiaomi_detail"
    VIVO_DETAIL = "vivo_detail"
    OPPO_LIST = "oppo_list"
    WANDOUJIA_LIST = "wandoujia_list"
    HUAWEI_APPINFO = "huawei_appinfo"
    TALKINGDATA_RANK = "talkingdata_rank"


class Identity(StrEnum):
    """By what a store's replies name an app.

    A package stands in apps.csv under the store ``android``, whichever store it is asked in; a track id under
    ``apple``; numbers of an index are its own.
    """

    TRACK_ID = "track_id"
    PACKAGE = "package"
    INDEX_NUMBER = "index_number"


class RobotsVerdict(StrEnum):
    """What was read in robots.txt about the addresses declared; the crawler reads it anew before it asks."""

    ALLOWED = "allowed"
    DISALLOWED = "disallowed"
    NOT_READ = "not_read"


SLOTS = frozenset({"code", "codes", "number", "page", "start", "month"})
"""Slots in the address or body of a reply.

``code``: one app; ``codes``: several, a comma between them; ``number``: the store's own number of an app;
``page``: number of a page; ``start``: rows before this page; ``month``: YYYY-MM.
"""


class Platform(StrEnum):
    """What an app runs on: one name on two platforms is two apps."""

    IOS = "ios"
    ANDROID = "android"
    HARMONY = "harmony"
