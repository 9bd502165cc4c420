"""Between spider and archive: what need not be asked again, and the row that every attempt becomes.

Enters: requests with the ask they stand for, responses, exceptions. Leaves: replayed responses and rows.
Refuses to write in an offline run, and to write on once the archive has proved damaged or full (``failure``).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response, TextResponse

from collector.archive.records import NOTHING, Beside, Draft, Headers
from collector.archive.writer import ArchiveWriter
from collector.decode import is_pdf
from collector.errors import CollectorError
from collector.fetch.calls import is_to_come, judge_answer
from collector.fetch.limits import LedAwayError
from collector.fetch.outcomes import classify_exception, classify_response, is_settled
from collector.fetch.robots import MAX_AGE_HOURS
from collector.fetch.urls import is_within
from collector.fetch.visit import Ask
from collector.words import VISITED, Outcome
from spiders.conditional import ANSWER_HEADERS, HELD, NOT_MODIFIED
from spiders.sent import beside_of, header_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from collector.archive.earlier import EarlierWaves
    from collector.archive.store import Archive
    from collector.fetch.notes import Note
    from collector.models import Fetch

ROBOTS_SOURCE = "robots"
_ROBOTS_AGE = timedelta(hours=MAX_AGE_HOURS)
REFUSED = "refused_hosts"
_SHOWN_HOSTS = 5
_RENDERED_TYPE = "text/html; charset=utf-8"


class Keeper:
    """Holds the archive of one spider process, its writer, the clock of its fetches, and earlier waves."""

    def __init__(
        self, archive: Archive, clock: Callable[[], datetime], earlier: EarlierWaves, *, is_offline: bool
    ) -> None:
        self.failure: CollectorError | None = None
        self.is_offline = is_offline
        self.earlier = earlier
        self._archive = archive
        self._clock = clock
        self._writer = ArchiveWriter(archive, clock())

    def known(self, ask: Ask) -> Fetch | None:
        """The last attempt on ``ask`` where it need not be made again; offline, whatever was last.

        An https attempt that failed is not repeated where the same page over http is settled.
        """
        last = self._last(ask)
        if self.is_offline:
            return last
        if last is None or ask.is_fresh:
            return None
        if ask.source == ROBOTS_SOURCE and self._clock() - last.fetched_at > _ROBOTS_AGE:
            return None
        if is_settled(last) and not is_to_come(ask.call, last.outcome):
            return last
        if ask.url.startswith("https:"):
            twin = self._last(replace(ask, url="http" + ask.url.removeprefix("https")))
            return last if twin and is_settled(twin) else None
        return None

    def is_kept(self, ask: Ask) -> bool:
        """True where ``ask`` is answered from the archive."""
        known = self.known(ask)
        return known is not None and known.segment is not None

    def now(self) -> datetime:
        """The time that fetches are dated with, in UTC."""
        return self._clock()

    def replay(self, request: Request) -> Response | None:
        """The kept response to ``request``; its outcome is put into the request's meta."""
        known = self.known(_ask_of(request))
        if known is None or known.segment is None:
            return None
        try:
            capture = self._archive.read(known)
        except CollectorError as error:
            self.failure = error
            raise
        request.meta["outcome"] = known.outcome
        headers: dict[str, list[str]] = {}
        for name, value in capture.headers:
            headers.setdefault(name, []).append(value)
        status = known.http_status or 200
        return Response(known.final_url, status=status, headers=headers, body=capture.body, request=request)

    def keep_response(self, request: Request, response: Response) -> None:
        """Classify ``response`` and append it."""
        ask, headers, body = _ask_of(request), header_pairs(response), response.body
        content_type = next((value for name, value in headers if name.lower() == "content-type"), None)
        if ask.is_rendered and isinstance(response, TextResponse):
            content_type, body = _RENDERED_TYPE, response.text.encode(errors="replace")
            headers = (("Content-Type", content_type),)
        outcome, detail = classify_response(
            response.status, headers, body, ask.url, response.url, is_rendered=ask.is_rendered
        )
        if ask.call is not None:
            outcome, detail = judge_answer(ask.call, outcome, detail, body, content_type, response.url)
        domains = request.meta.get("domains")
        is_page = outcome in VISITED or outcome is Outcome.EMPTY
        if is_page and domains and not is_within(response.url, domains):
            outcome, detail = Outcome.WRONG_SITE, f"led to {response.url}"
        is_plain = ask.needs_browser and not ask.is_rendered and not is_pdf(body, content_type)
        if outcome in VISITED and is_plain:
            # what scripts would have filled in is missing: not seen must not become absent
            outcome, detail = Outcome.EMPTY, "declared to need a browser, read without one"
        if outcome is Outcome.EMPTY and request.meta.get(REFUSED):
            detail = f"{detail}; not loaded from {', '.join(request.meta[REFUSED][:_SHOWN_HOSTS])}"
        text = response.text if ask.is_rendered and isinstance(response, TextResponse) else ""
        beside = beside_of(request, text=text, is_visit=outcome in VISITED)
        held = request.meta.get(HELD)
        if response.status == NOT_MODIFIED and held is not None:
            beside = replace(beside, earlier=held.original)
            headers, body = request.meta[ANSWER_HEADERS], b""
            fetch = held.capture.fetch
            if outcome is Outcome.NOT_MODIFIED:
                detail = f"as in wave {fetch.wave}, fetch {fetch.fetch_id}"
        elif response.status == NOT_MODIFIED:
            # without the bytes that it speaks of there is nothing to read: no visit
            outcome, detail = Outcome.SERVER_ERROR, "status 304 to a request without a condition"
        draft = replace(
            self._draft(request, outcome, detail),
            final_url=response.url,
            http_status=response.status,
            content_type=content_type,
        )
        self._keep(draft, headers, body, beside)
        request.meta["outcome"] = outcome

    def keep_failure(self, request: Request, exception: BaseException) -> Outcome | None:
        """Classify ``exception`` and append it; None where nothing was attempted (offline, archive full)."""
        if self.is_offline or isinstance(exception, CollectorError):
            return None
        outcome, detail = classify_exception(exception)
        draft = self._draft(request, outcome, detail)
        self._keep(
            replace(
                draft, final_url=exception.url if isinstance(exception, LedAwayError) else draft.final_url
            )
        )
        request.meta["outcome"] = outcome
        return outcome

    def keep_crash(self, ask: Ask, exception: BaseException) -> None:
        """Append that our own code failed on what came for ``ask``."""
        _, detail = classify_exception(exception)
        if not self.is_offline:
            self._keep(self._draft(Request(ask.url, meta={"ask": ask}), Outcome.CRASHED, detail))

    def keep_left_over(self, asks: Iterable[Ask], why: str) -> None:
        """Append asks that the budget had no room for, all at once; those that have a row already keep it.

        Where that row says a greater depth than the ask, it is repeated with the depth that has been found.
        """
        drafts = []
        for ask in asks if not self.is_offline else ():
            last, request = self._last(ask), Request(ask.url, meta={"ask": ask})
            if last is None:
                drafts.append(self._draft(request, Outcome.OVER_BUDGET, why))
            elif last.outcome not in VISITED and last.depth > ask.depth:
                drafts.append(self._draft(request, last.outcome, f"found nearer; {last.detail}"))
        self._guarded(lambda: self._writer.keep_rows(drafts))

    def keep_notes(self, notes: Iterable[Note]) -> None:
        """Append what a visit did not ask for and why; a note that has a row already keeps it."""
        drafts = []
        for note in notes if not self.is_offline else ():
            ask = Ask(note.source, note.owner_id, note.url, note.depth, note.parent_url, note.anchor_text)
            if self._last(ask) is None:
                drafts.append(self._draft(Request(ask.url, meta={"ask": ask}), note.outcome, note.detail))
        self._guarded(lambda: self._writer.keep_rows(drafts))

    def keep_finish(self, source: str, owner_id: str | None, plan: str, *, is_reached: bool) -> None:
        """Append the mark that a visit came to its end."""
        if not self.is_offline:
            at = self._clock()
            self._guarded(lambda: self._writer.finish(source, owner_id, plan, at, is_reached=is_reached))

    def close(self) -> None:
        """Close segment and index."""
        self._writer.close()
        self._archive.close()
        self.earlier.close()

    def _last(self, ask: Ask) -> Fetch | None:
        return self._archive.last(ask.source, ask.owner_id, ask.key, is_rendered=ask.is_rendered)

    def _keep(
        self, draft: Draft, headers: Headers = (), body: bytes | None = None, beside: Beside = NOTHING
    ) -> None:
        self._guarded(lambda: self._writer.keep(draft, headers, body, beside))

    def _guarded(self, write: Callable[[], object]) -> None:
        if self.failure:
            raise self.failure
        try:
            write()
        except CollectorError as error:
            self.failure = error
            raise

    def _draft(self, request: Request, outcome: Outcome, detail: str | None) -> Draft:
        ask = _ask_of(request)
        return Draft(
            source=ask.source,
            owner_id=ask.owner_id,
            url=ask.key,
            final_url=request.url,
            outcome=outcome,
            fetched_at=self._clock(),
            depth=ask.depth,
            is_rendered=ask.is_rendered,
            parent_url=ask.parent_url,
            anchor_text=ask.anchor_text,
            elapsed_ms=round(1000 * request.meta.get("download_latency", 0)),
            detail=detail,
        )


def _ask_of(request: Request) -> Ask:
    """The ask a request stands for."""
    ask: Ask = request.meta["ask"]
    return ask
