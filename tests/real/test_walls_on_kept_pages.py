"""Of some 900 kept pages of real banks three are walls; no other page is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector.fetch.outcomes import classify_response
from collector.words import Outcome

CAPTURES = Path(__file__).resolve().parents[3] / "shared" / "captures"
URL = "https://www.alpha.test/a.html"
WALLS = {"ceb_product_query.html", "waf_challenge.html", "ruishu_waf_challenge.html"}
NAMED = frozenset({Outcome.CHALLENGE, Outcome.MAINTENANCE, Outcome.WRONG_SITE, Outcome.SERVER_ERROR})


def test_only_the_three_walls_are_walls() -> None:
    paths = sorted(CAPTURES.rglob("*.html")) if CAPTURES.is_dir() else []
    if not paths:
        pytest.skip("kept pages (../shared/captures) are not on this machine")
    headers = (("Content-Type", "text/html"),)
    found = {
        (path.name, outcome)
        for path in paths
        if (outcome := classify_response(200, headers, path.read_bytes(), URL, URL)[0]) in NAMED
    }
    assert found == {(name, Outcome.CHALLENGE) for name in WALLS}
