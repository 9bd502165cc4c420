"""What a site file declares of a product source: how to ask, when to stop, and what the reply means.

Records only; they are checked once, in :mod:`collector.config.sources`.
"""

from __future__ import annotations

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]

ATTRIBUTES = (
    "name",
    "code",
    "term",
    "risk",
    "min_amount",
    "yield",
    "yield_low",
    "yield_high",
    "currency",
    "sale_from",
    "sale_until",
    "sale_period",
    "status",
    "launched",
)
"""What a field may fill. ``sale_period`` holds both days, ``yield`` one percentage or two."""

RISK_LEVELS = ("R1", "R2", "R3", "R4", "R5")
STATUSES = ("upcoming", "on_sale", "sold_out", "running", "ended")
"""Closed words of a product's state: not yet sold, sold, quota used up, sale over and running, paid back."""

JSON_FORMS = ("json", "jsonp", "js_literal", "json_in_attribute")
"""Forms whose paths are JMESPath; in ``xml`` they are ElementPath, in ``html`` CSS with an optional @name."""

FORMS = (*JSON_FORMS, "xml", "html")


@dataclass(frozen=True, slots=True)
class Template:
    """A request in which ``{page}``, ``{offset}`` and ``{size}`` may stand.

    ``json_body`` is JSON text; a value that is only a placeholder becomes a number. ``cookies_from`` is a
    page to be asked first, for its cookies.
    """

    method: str
    url: str
    query: Pairs = ()
    form: Pairs = ()
    json_body: str | None = None
    headers: Pairs = ()
    cookies_from: str | None = None
    is_rendered: bool = False


@dataclass(frozen=True, slots=True)
class Paging:
    """``by``: none, page or offset; ``first`` is the number of the first page or row, ``size`` rows a page.

    It stops where ``total_rows`` or ``total_pages`` (paths in the reply) is reached, at a page without rows
    (``is_until_empty``), and in any case after ``max_pages``: more is then a capped list.
    """

    by: str = "none"
    first: int = 1
    size: int | None = None
    total_rows: str | None = None
    total_pages: str | None = None
    is_until_empty: bool = False
    max_pages: int = 1


@dataclass(frozen=True, slots=True)
class Reply:
    """``rows`` is the path of the products; ``nothing_here`` is a path that proves an empty list.

    ``attribute`` names the attribute that holds the JSON (form json_in_attribute); ``charset`` overrides what
    the reply says of itself.
    """

    form: str
    rows: str
    attribute: str | None = None
    nothing_here: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """Where an attribute stands in a row; ``pattern`` (one group) cuts it out, ``values`` is a closed map.

    ``unit``: ``yuan`` or ``wan`` for an amount, ``percent`` or ``share`` for a yield; one in the text wins.
    """

    attribute: str
    path: str
    pattern: str | None = None
    unit: str | None = None
    values: Pairs = ()


@dataclass(frozen=True, slots=True)
class ProductSource:
    """One product list of a bank; ``year`` is when the address was last known to answer in this shape."""

    source_id: str
    is_on: bool
    reason: str
    year: int
    channel_id: str
    business_line_id: str | None
    request: Template
    paging: Paging
    reply: Reply
    fields: tuple[Field, ...]
