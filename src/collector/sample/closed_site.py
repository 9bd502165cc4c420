"""Sites that cannot be read: a bot wall or a maintenance notice on every page, or no answer at all."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from collector.sample import phrases
from collector.sample.page import Reply
from collector.sample.render import HTML, notice_reply, render

if TYPE_CHECKING:
    from collector.sample.sites import SampleSite

DROPPED = Reply(0, "", b"", is_dropped=True)
"""The connection is closed without a byte."""


def closed_reply(site: SampleSite, path: str) -> Reply:
    """What a closed site says to any path."""
    if site.kind == "dead":
        return DROPPED
    if site.kind == "maintenance":
        return notice_reply(site, *phrases.MAINTENANCE, status=200)
    return Reply(412, f"{HTML}; charset=utf-8", _challenge(site.host + path).encode("utf-8"))


def _challenge(seed: str) -> str:
    """A page of opaque tokens that expects a script to solve it; the same tokens for the same address."""
    digest = hashlib.sha256(seed.encode("utf-8")).hexdigest()
    noise = "".join(hashlib.sha256(f"{digest}{turn}".encode("ascii")).hexdigest() for turn in range(24))
    return render("challenge.html.j2", token=digest, noise=noise)
