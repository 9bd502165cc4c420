"""Host name → site of a served web: the generated sample, folders of pages, or WARC files.

Enters: a wave that has a web, and what was given with --web-root. Leaves: a function from a request to a
Reply per host; all but the app stores answer a POST with 501. Refuses: a wave without a web, a folder web
without its folder, a WARC web without a WARC (UsageError).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from collector.errors import UsageError
from collector.sample.closed_site import closed_reply
from collector.sample.extras import extra_replies, not_found_reply, robots_reply
from collector.sample.fetch_site import fetch_replies
from collector.sample.folder import folder_reply
from collector.sample.page import Asked, Reply, SitePlan
from collector.sample.plan import plan_site
from collector.sample.script_site import script_replies
from collector.sample.sites import READABLE_KINDS, SampleSite, read_sites
from collector.sample.static_site import static_replies
from collector.sample.stores.hosts import store_hosts
from collector.sample.warc_web import warc_hosts

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Wave
    from collector.store_words import StoreForm

Answer = Callable[[Asked], Reply]
"""What a host says to a request."""

_NO_POST = Reply(501, "text/plain", b"not implemented\n")

_SESSION = re.compile(r";jsessionid=\w*$")
_MAKERS: dict[str, Callable[[SampleSite, SitePlan], dict[str, Reply]]] = {
    "script_html": script_replies,
    "script_blocks": script_replies,
    "fetch_json": fetch_replies,
    "fetch_jsonp": fetch_replies,
}


def open_web(wave: Wave, web_root: Path | None) -> dict[str, Answer]:
    """Every host of the wave's web and the function that answers for it."""
    if wave.web is None:
        raise UsageError(f"wave {wave.wave}", "has no web to serve", fix="name a wave with a web: entry")
    if wave.web.kind == "warc" or (wave.web.kind == "folder" and web_root is not None and web_root.is_file()):
        return {host: _reading(site) for host, site in warc_hosts(web_root).items()}
    if wave.web.kind == "folder":
        return {host: _folder_answer(wave, folder, web_root) for host, folder in wave.web.hosts}
    return sample_hosts(dict(wave.web.store_forms))


def _folder_answer(wave: Wave, folder: str, web_root: Path | None) -> Answer:
    if web_root is None or not (web_root / folder).is_dir():
        raise UsageError(
            f"wave {wave.wave}", f"no folder {folder!r} under web root {web_root}", fix="give --web-root DIR"
        )  # fmt: skip
    place = web_root / folder
    return _reading(lambda path, _query: folder_reply(place, path))


def _reading(site: Callable[[str, str], Reply]) -> Answer:
    """A host that is only read: path and query decide."""
    return lambda asked: _NO_POST if asked.body is not None else site(asked.path, asked.query)


def sample_hosts(forms: Mapping[str, StoreForm] | None = None) -> dict[str, Answer]:
    """The generated sample: the hosts of every case bank, and of the stores in the ``forms`` wanted."""
    hosts: dict[str, Answer] = {
        host: _reading(partial(_site_reply, site, host)) for site in read_sites() for host in site.hosts
    }
    return hosts | store_hosts(forms or {})


@cache
def site_replies(site: SampleSite) -> dict[str, Reply]:
    """Address → reply of everything a readable site holds (robots.txt aside); made once per process.

    An address is a path, with its query where that matters, on the site's own host and a whole URL elsewhere.
    """
    plan = plan_site(site)
    maker = _MAKERS.get(site.kind, static_replies)
    return maker(site, plan) | extra_replies(site, plan)


def _site_reply(site: SampleSite, host: str, path: str, query: str) -> Reply:
    """The page of exactly this address; a query that names none is ignored, and so is a session id."""
    if path == "/robots.txt" and site.kind != "dead":
        return robots_reply(site)
    if site.kind not in READABLE_KINDS:
        return closed_reply(site, path)
    replies = site_replies(site)
    address = _SESSION.sub("", path if host == site.host else f"http://{host}{path}")
    return replies.get(f"{address}?{query}") or replies.get(address) or not_found_reply(site)
