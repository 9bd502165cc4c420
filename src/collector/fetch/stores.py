"""One store's visit: its lists, then the apps whose bank is surveyed, one request after the other.

Enters: config, wave, the day. Leaves: asks in an order that depends on nothing but the answers. Refuses apps
of banks outside the wave's universe, made-up codes outside sample waves, and to go on after a wall: a store
that throttles, asks for a captcha or leads elsewhere is left alone until the next time.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from collector.fetch.schemes import Schemes
from collector.fetch.store_calls import StoreCall, first_calls, instead_of
from collector.fetch.urls import domains_of
from collector.fetch.visit import GIVEN_UP, MAX_FAILURES_IN_A_ROW, NOTHING_SEEN, Ask
from collector.words import UNREACHED, VISITED, WALLS, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from collector.fetch.calls import AnyCall
    from collector.fetch.links import Link
    from collector.fetch.notes import Note
    from collector.fetch.seen import Seen
    from collector.models import App, Config, Wave
    from collector.store_models import Store

SAMPLE_CODE = "sample-"


class StoreVisit:
    """The replies of one store, one after the other."""

    owner_id = None

    def __init__(self, config: Config, wave: Wave, store: Store, day: date) -> None:
        """``day``: the day in Asia/Shanghai that a series' answers are kept for."""
        self.source = f"store_{store.store}"
        self.store = store
        self.domains = domains_of(tuple(form.url for form in store.replies))
        self.is_reached = False
        self._schemes = Schemes()
        self._n_failures_in_a_row = 0
        self._wall: Outcome | None = None
        calls = first_calls(store, apps_of(config, wave, store), day, is_series=wave.is_series)
        self.plan = sha256(json.dumps([asdict(call) for call in calls], default=str).encode()).hexdigest()
        self._asks = [self._ask(call) for call in reversed(calls)]

    def next_ask(self) -> Ask | None:
        """The next request; None after the last, after a wall, and when the store has stopped answering."""
        has_stopped = self._wall is not None or self._n_failures_in_a_row >= MAX_FAILURES_IN_A_ROW
        if not self._asks or has_stopped:
            return None
        ask = self._asks.pop()
        return replace(ask, url=self._schemes.applied(ask.url))

    def is_probe(self, ask: Ask) -> bool:
        """True while https is only tried out."""
        return self._schemes.is_probe(ask.url)

    def took(
        self,
        ask: Ask,
        outcome: Outcome,
        final_url: str,
        links: Iterable[Link] = (),
        seen: Seen = NOTHING_SEEN,
        next_call: AnyCall | None = None,
    ) -> None:
        """How ``ask`` ended; ``next_call`` follows it. Links of a store's pages are not followed."""
        if outcome not in UNREACHED:
            self._n_failures_in_a_row = 0
            self._schemes.answered(ask.url)
            self.is_reached = self.is_reached or outcome in VISITED
        elif outcome is not Outcome.DNS_FAILED and (url := self._schemes.fallback(ask.url)):
            self._asks.append(replace(ask, url=url))
            return
        else:
            self._n_failures_in_a_row += 1
        if outcome in WALLS:
            self._wall = outcome
        following = next_call if isinstance(next_call, StoreCall) else None
        if outcome not in VISITED and isinstance(ask.call, StoreCall):
            following = instead_of(ask.call, self.store)
        if following is not None:
            self._asks.append(self._ask(following))

    def left_over(self) -> tuple[list[Ask], str]:
        """What was not asked for because the store had stopped answering or refused, in its order."""
        why = GIVEN_UP if self._wall is None else f"{self._wall.value}: nothing more was asked"
        return self._asks[::-1], why

    def notes(self) -> list[Note]:
        """None: what a store declares is all asked for."""
        return []

    def _ask(self, call: StoreCall) -> Ask:
        asked = ",".join(call.codes) or None
        return Ask(self.source, call.owner_id, call.url, depth=0, anchor_text=asked, call=call)


def apps_of(config: Config, wave: Wave, store: Store) -> list[App]:
    """Apps that ``store`` may hold, of the wave's banks and of their unions, in the order of apps.csv."""
    unions = {bank.union_id for bank in config.banks if bank.bank_id in wave.universe}
    return [
        app
        for app in config.apps
        if app.store == store.apps_store
        and (app.owner_id in wave.universe or app.owner_id in unions)
        and (wave.is_sample or not app.store_app_code.startswith(SAMPLE_CODE))
    ]
