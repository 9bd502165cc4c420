"""vivo, search for an app's name → whether the app asked for is among what was found.

Enters: the reply to a search. Leaves: nothing but ``missing_codes``, for what a search shows is no list and
its numbers lead to the detail. A reply whose ``code`` is not 0, or whose ``result`` is not true, is withheld.
"""

from __future__ import annotations

from collector.extract.stores.fields import Reading, code_of, signed_of
from collector.extract.stores.lists import missing_codes
from collector.extract.stores.records import Expected, StoreReply
from collector.store_words import ReplyKind


def read(text: str, expected: Expected) -> StoreReply:
    """Which of the packages asked for the search did not find."""
    reading = Reading("vivo", expected)
    reply = reading.object(reading.parsed(text), "reply")
    code, data = reply.maybe("code", signed_of), reply.object("data")
    if code != 0:
        reading.withheld(f"the search answers code {code}, expected 0")
    if data is None:
        reply.refuse_without("data")
    response = data.object("appSearchResponse")
    if response is None:
        data.refuse_without("appSearchResponse")
    if response.maybe("result", bool) is not True:
        reading.withheld("the search has no result, expected result true")
    rows = response.rows("value")
    if rows is None:
        reading.changed("the search has no value, expected a list of apps")
    found = [row.need("package_name", code_of) for row in rows or []]
    return StoreReply(ReplyKind.VIVO_SEARCH, missing_codes=missing_codes(expected, found))
