"""The closed vocabularies of the project, in the order they are shown (docs/reference/words.md).

An unknown word in a closed vocabulary is an alarm, never a default.
"""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """How one fetch ended. Meaning, retry rule and remedy: docs/reference/outcomes.md."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    TRUNCATED = "truncated"
    EMPTY = "empty"
    MAINTENANCE = "maintenance"
    TIMEOUT = "timeout"
    CONNECT_FAILED = "connect_failed"
    DNS_FAILED = "dns_failed"
    TLS_FAILED = "tls_failed"
    SERVER_ERROR = "server_error"
    RATE_LIMITED = "rate_limited"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    CHALLENGE = "challenge"
    LOGIN_REQUIRED = "login_required"
    ROBOTS_DISALLOWED = "robots_disallowed"
    OVER_BUDGET = "over_budget"
    TOO_LARGE = "too_large"
    UNSAFE_URL = "unsafe_url"
    WRONG_SITE = "wrong_site"
    CRASHED = "crashed"


VISITED = frozenset({Outcome.OK, Outcome.NOT_MODIFIED, Outcome.TRUNCATED})
"""Only these count as visits."""


WALLS = frozenset(
    {
        Outcome.RATE_LIMITED,
        Outcome.FORBIDDEN,
        Outcome.CHALLENGE,
        Outcome.LOGIN_REQUIRED,
        Outcome.WRONG_SITE,
    }
)
"""Answers of a store that refuses: it is left alone until the next time."""
UNREACHED = frozenset({Outcome.TIMEOUT, Outcome.CONNECT_FAILED, Outcome.DNS_FAILED, Outcome.TLS_FAILED})
"""Outcomes that brought no answer of the host at all."""


class Refrained(StrEnum):
    """Why the crawler did not ask a host that it could have asked; the first word of such a row's detail."""

    ROBOTS_RULE = "robots_rule"
    ROBOTS_REFUSED = "robots_refused"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    CRAWL_DELAY = "crawl_delay"
    HOST_OFF = "host_off"
    ASKED_TO_WAIT = "asked_to_wait"


REFRAINED_OUTCOMES = (
    Outcome.CHALLENGE,
    Outcome.FORBIDDEN,
    Outcome.LOGIN_REQUIRED,
    Outcome.RATE_LIMITED,
    Outcome.OVER_BUDGET,
)
"""Outcomes of pages that we could have pressed for and did not; counted beside the reasons above."""


class BankType(StrEnum):
    """Kinds of institution; ``union`` is a provincial rural-credit union, never counted as a bank."""

    LARGE = "large"
    JOINT_STOCK = "joint_stock"
    CITY = "city"
    RURAL = "rural"
    PRIVATE = "private"
    OTHER = "other"
    UNION = "union"


SEGMENTS: dict[str, frozenset[BankType]] = {
    "all": frozenset(BankType) - {BankType.UNION},
    "small_and_medium": frozenset({BankType.JOINT_STOCK, BankType.CITY, BankType.RURAL}),
    "large": frozenset({BankType.LARGE}),
    "joint_stock": frozenset({BankType.JOINT_STOCK}),
    "city": frozenset({BankType.CITY}),
    "rural": frozenset({BankType.RURAL}),
    "private": frozenset({BankType.PRIVATE}),
    "other": frozenset({BankType.OTHER}),
}
"""Segments and the bank types in them; small_and_medium is the 2018 report's definition (line 117 ff.)."""


class ItemKind(StrEnum):
    """What a taxonomy item is."""

    SCENARIO = "scenario"
    CATEGORY = "scenario_category"
    BUSINESS_LINE = "business_line"
    CHANNEL = "channel"
    SERVICE_CHANNEL = "service_channel"
    TECHNOLOGY = "technology"


OBSERVED_KINDS = frozenset({ItemKind.SCENARIO, ItemKind.BUSINESS_LINE, ItemKind.CHANNEL})
"""Kinds of leaves that the survey is about. The others are read beside them, are decided for any channel
only, and change nothing in how these are read."""


class Polarity(StrEnum):
    """What the sentence says about the thing it names."""

    OFFERED = "offered"
    NOT_OFFERED = "not_offered"
    NOT_ABOUT_OFFER = "not_about_offer"


class ChannelBasis(StrEnum):
    """What says through which channel a thing is offered, the nearest first."""

    ITSELF = "itself"
    SENTENCE = "sentence"
    POINT = "point"
    LABEL = "label"
    HEADING = "heading"
    DECLARED = "declared"
    PAGE = "page"
    HOST = "host"
    APP = "app"
    UNSTATED = "unstated"


class PageKind(StrEnum):
    """What sort of page it is, as a visitor would say (the labelling guide's words)."""

    HOME = "home"
    PRODUCT = "product"
    PRODUCT_LIST = "product_list"
    CHANNEL = "channel"
    SCENARIO = "scenario"
    NOTICE = "notice"
    HELP = "help"
    ABOUT = "about"
    APP_MENU = "app_menu"
    CHALLENGE_OR_ERROR = "challenge_or_error"
    OTHER = "other"


class EvidenceWeight(StrEnum):
    """What a sentence is worth by where it stands (config/evidence.yml)."""

    FULL = "full"
    SUPPORTING = "supporting"
    NONE = "none"


class Answer(StrEnum):
    """The decided answer for wave × bank × channel × item."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class AnswerReason(StrEnum):
    """Why an answer is unknown (docs/reference/warehouse.md).

    Of the last two the first says why an answer is absent, the other that a person decided, whatever it is.
    """

    NO_KNOWN_SITE = "no_known_site"
    NOT_ATTEMPTED = "not_attempted"
    UNREACHABLE = "unreachable"
    PARTIAL = "partial"
    APP_PAGE_UNREAD = "app_page_unread"
    CHANNEL_UNSTATED = "channel_unstated"
    WEAK_EVIDENCE = "weak_evidence"
    CONTRADICTED = "contradicted"
    STATED_NOT_OFFERED = "stated_not_offered"
    REVIEWED = "reviewed"


OUTCOME_REASONS = frozenset({AnswerReason.UNREACHABLE, AnswerReason.PARTIAL})
"""Reasons that are followed by the outcome behind them: ``partial:challenge``."""


UNSTATED = "unstated"
"""Channel of a mention when nothing on the page says through which channel."""

ANY_CHANNEL = "any"
"""Channel of an observation over all channels, stated or not."""

ASKED_CHANNELS = ("web_bank", "mobile_bank", "wechat_bank", "direct_bank")
"""Channels that an answer is given for, beside any (``observed_channels`` of the dbt project)."""

PROVINCES = frozenset(
    {
        "北京市",
        "天津市",
        "河北省",
        "山西省",
        "内蒙古自治区",
        "辽宁省",
        "吉林省",
        "黑龙江省",
        "上海市",
        "江苏省",
        "浙江省",
        "安徽省",
        "福建省",
        "江西省",
        "山东省",
        "河南省",
        "湖北省",
        "湖南省",
        "广东省",
        "广西壮族自治区",
        "海南省",
        "重庆市",
        "四川省",
        "贵州省",
        "云南省",
        "西藏自治区",
        "陕西省",
        "甘肃省",
        "青海省",
        "宁夏回族自治区",
        "新疆维吾尔自治区",
    }
)
"""Provinces, autonomous regions and municipalities of the mainland, by full name (GB/T 2260)."""
