"""App stores and indices as declared in config/stores/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.store_words import Every, Identity, RobotsVerdict

if TYPE_CHECKING:
    from collector.store_words import ReplyKind


_APPS_STORE = {Identity.TRACK_ID: "apple", Identity.PACKAGE: "android"}


@dataclass(frozen=True, slots=True)
class LeadsTo:
    """A reply that is asked for after another one: ``number`` is the JMESPath of the app's number in that."""

    kind: ReplyKind
    number: str


@dataclass(frozen=True, slots=True)
class StoreReplyForm:
    """One form of reply of a store: where it comes from, who reads it, how much of a list must be there.

    ``url`` and ``body`` (sent by POST) have slots, see collector.store_words.SLOTS. Of a list: ``chart`` is
    its name, ``depth`` how many rows are asked for at most (None: what one reply holds), ``min_depth`` and
    ``canaries`` what must be there; of one in pages, ``row_mark`` is a text that stands once in every row.
    ``batch``: apps in one request. ``every``: how often a daily series asks. ``fallback_of``: asked only for
    an app of which that reply gave nothing. ``refused_when``: JMESPath that is true of an answer in which the
    store refuses.
    """

    kind: ReplyKind
    url: str
    body: str | None = None
    chart: str | None = None
    row_mark: str | None = None
    first_page: int = 0
    page_size: int | None = None
    depth: int | None = None
    min_depth: int = 0
    canaries: tuple[str, ...] = ()
    batch: int | None = None
    every: Every = Every.DAY
    fallback_of: ReplyKind | None = None
    refused_when: str | None = None
    leads_to: LeadsTo | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """config/stores/<store>.yml: what an app store or index answers, and why it is on or off.

    ``imported_charts``: lists of which saved files are imported, beside those that ``replies`` ask for.
    """

    store: str
    title_zh: str
    title_en: str
    is_on: bool
    reason: str
    delay_seconds: float
    robots_note: str
    identity: Identity = Identity.TRACK_ID
    robots_verdict: RobotsVerdict = RobotsVerdict.NOT_READ
    robots_read_on: str | None = None
    terms_note: str | None = None
    imported_charts: tuple[str, ...] = ()
    replies: tuple[StoreReplyForm, ...] = ()

    @property
    def apps_store(self) -> str:
        """Under which store apps.csv holds what the replies name apps by; an index has apps of its own."""
        return _APPS_STORE.get(self.identity, self.store)

    @property
    def charts(self) -> tuple[str, ...]:
        """Names of its lists, each once."""
        asked = (form.chart for form in self.replies if form.chart is not None)
        return tuple(dict.fromkeys((*asked, *self.imported_charts)))
