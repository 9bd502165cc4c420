"""Who offers an app: the owner's full name where the owner is a case bank."""

from __future__ import annotations

from collector.sample.sites import read_sites


def seller_of(owner_id: str | None, otherwise: str) -> str:
    """Full name of the case bank ``owner_id``, else ``otherwise``."""
    return {site.bank_id: site.name_zh for site in read_sites()}.get(owner_id or "", otherwise)
