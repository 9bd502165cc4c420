"""What to ask an app store for: its chart pages, then the page of each app whose bank is surveyed.

Enters: config and wave. Leaves: asks in a fixed order. Refuses apps of banks outside the wave's universe, and
made-up codes outside sample waves.
"""

from __future__ import annotations

import json
from dataclasses import astuple, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from collector.fetch.schemes import Schemes
from collector.fetch.urls import canonical_url, domains_of
from collector.fetch.visit import GIVEN_UP, MAX_FAILURES_IN_A_ROW, NOTHING_SEEN, Ask
from collector.words import UNREACHED, VISITED, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.declared.calls import Call
    from collector.fetch.links import Link
    from collector.fetch.notes import Note
    from collector.fetch.seen import Seen
    from collector.models import App, Config, Wave
    from collector.store_models import Store

SAMPLE_CODE = "sample-"


class StoreVisit:
    """The pages of one store, one after the other."""

    owner_id = None

    def __init__(self, config: Config, wave: Wave, store: Store) -> None:
        self.source = f"store_{store.store}"
        self.domains = domains_of((store.base_url,))
        self.is_reached = False
        self._schemes = Schemes()
        self._n_failures_in_a_row = 0
        self._asks = _asks(config, wave, store, self.source)
        self.plan = sha256(json.dumps([astuple(ask) for ask in self._asks]).encode()).hexdigest()
        self._asks.reverse()

    def next_ask(self) -> Ask | None:
        """The next page; None after the last, and when the store has stopped answering."""
        if not self._asks or self._n_failures_in_a_row >= MAX_FAILURES_IN_A_ROW:
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
        next_call: Call | None = None,
    ) -> None:
        """How ``ask`` ended; links of a store's pages are not followed."""
        if outcome not in UNREACHED:
            self._n_failures_in_a_row = 0
            self._schemes.answered(ask.url)
            self.is_reached = self.is_reached or outcome in VISITED
        elif outcome is not Outcome.DNS_FAILED and (url := self._schemes.fallback(ask.url)):
            self._asks.append(replace(ask, url=url))
        else:
            self._n_failures_in_a_row += 1

    def left_over(self) -> tuple[list[Ask], str]:
        """Pages that were not asked for because the store had stopped answering, in their order."""
        return self._asks[::-1], GIVEN_UP

    def notes(self) -> list[Note]:
        """None: a store's pages are all asked for."""
        return []


def apps_of(config: Config, wave: Wave, store: Store) -> list[App]:
    """Apps in ``store`` of the wave's banks and of the unions they belong to, in the order of apps.csv."""
    unions = {bank.union_id for bank in config.banks if bank.bank_id in wave.universe}
    return [
        app
        for app in config.apps
        if app.store == store.store
        and (app.owner_id in wave.universe or app.owner_id in unions)
        and (app.store_app_code.isdigit() or (wave.is_sample and app.store_app_code.startswith(SAMPLE_CODE)))
    ]


def _asks(config: Config, wave: Wave, store: Store, source: str) -> list[Ask]:
    chart_path, app_path = store.chart_path or "", store.app_path
    charts = [(chart_path.format(chart=chart), None) for chart in store.charts]
    apps = [
        (app_path.format(code=app.store_app_code), app.owner_id)
        for app in apps_of(config, wave, store)
        if app_path is not None
    ]
    asks: dict[str, Ask] = {}
    for path, owner_id in charts + apps:
        url = canonical_url(store.base_url + path)
        if url:
            asks.setdefault(url, Ask(source=source, owner_id=owner_id, url=url, depth=0))
    return list(asks.values())
