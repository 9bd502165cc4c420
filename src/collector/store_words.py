"""Closed vocabularies of app stores: forms of reply, by what an app is named in them, robots, platforms."""

from __future__ import annotations

import re
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
    APPLE_LEGACY_RSS = "apple_legacy_rss"
    VIVO_SEARCH = "vivo_search"
    IRESEARCH_MONTH = "iresearch_month"


DESCRIBING = frozenset({ReplyKind.APPLE_PAGE, ReplyKind.TENCENT_DETAIL})
"""Replies that hold what an app says it does: those that "absent" needs read."""


class ReplyState(StrEnum):
    """What became of a declared reply (docs/reference/stores.md)."""

    READ = "read"
    WITHHELD = "withheld"
    """The store answered and gave no data: throttled, a captcha, another storefront. Never an empty list."""
    CHANGED = "changed"
    """Another form than the one that is read, a list too short, or without the apps that are always in it."""
    UNFETCHED = "unfetched"
    """No answer that could be read; the outcome of the fetch says why."""


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


class Every(StrEnum):
    """How often a daily series asks for a reply; other waves ask once."""

    DAY = "day"
    MONTH = "month"
    """The reply of a month is asked for until it has come."""
    WAVE = "wave"


SLOTS = frozenset({"code", "codes", "bundles", "name", "number", "page", "start", "month", "month_number"})
"""Slots in the address or body of a reply.

``code``: one app; ``codes``: several, a comma between them; ``bundles``: the same of apps that are known by
their bundle id alone; ``name``: an app's name; ``number``: the store's own number of an app, from the reply
before; ``page``: number of a page; ``start``: rows before this page; ``month`` (YYYY-MM), ``month_number``
(YYYYMM): the last month that is likely out, the one before fifteen days ago.
"""


class StoreForm(StrEnum):
    """In which form the stores of the sample web answer (docs/reference/sample-web.md)."""

    NORMAL = "normal"
    SHORT = "short"
    """A list with fewer rows than is declared, the reply about one app cut off in the middle."""
    EMPTY = "empty"
    """A list or record set without anything in it, in the store's own way."""
    THROTTLED = "throttled"
    """What the store sends to who asks too often, or from the wrong place."""
    CHANGED = "changed"
    """The same content with other keys and classes."""


SLOT = re.compile(r"\{(\w+)\}")
"""A slot in an address or body; group 1 is its name."""

BUNDLE = "bundle:"
"""How a code begins by which an app is known when only its bundle id is: no page can be asked for by it."""


class Platform(StrEnum):
    """What an app runs on: one name on two platforms is two apps."""

    IOS = "ios"
    ANDROID = "android"
    HARMONY = "harmony"
