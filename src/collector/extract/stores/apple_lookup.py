"""Apple's lookup API → details of the apps asked for, up to a hundred a call.

Enters: the reply to ``/lookup?id=…&country=cn`` (or ``bundleId=…``). Leaves: one detail per app; ids that
Apple does not know are left out by it silently and stand in ``missing_codes``. Genre names are localised,
so the category is the genre's number. Apple gives no downloads anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.stores.dates import day_of_moment
from collector.extract.stores.fields import Reading, code_of, text_of
from collector.extract.stores.lists import missing_codes
from collector.extract.stores.numbers import read_rating, whole
from collector.extract.stores.records import AppDetail, Expected, StoreReply
from collector.extract.stores.refusals import check_final_url
from collector.store_words import Platform, ReplyKind

if TYPE_CHECKING:
    from collector.extract.stores.fields import Fields

_UNUSED = """
    advisories appletvScreenshotUrls artistId artistViewUrl artworkUrl100 artworkUrl512 artworkUrl60
    averageUserRatingForCurrentVersion contentAdvisoryRating currency description features
    fileSizeBytes formattedPrice genreIds genres ipadScreenshotUrls isGameCenterEnabled
    isVppDeviceBasedLicensingEnabled languageCodesISO2A minimumOsVersion price primaryGenreName
    releaseDate releaseNotes screenshotUrls sellerUrl supportedDevices trackCensoredName
    trackContentRating trackViewUrl userRatingCountForCurrentVersion wrapperType
"""


def read(text: str, expected: Expected) -> StoreReply:
    """All apps of the reply, in its order."""
    check_final_url("apple", expected)
    reading = Reading("apple", expected)
    reply = reading.object(reading.parsed(text), "reply")
    rows = reply.rows("results")
    n_rows = reply.maybe("resultCount", whole)
    reply.end()
    if rows is None or n_rows != len(rows):
        reading.changed(f"resultCount is {n_rows} and {len(rows or [])} results came, expected as many")
    details = tuple(detail for row in rows or [] if (detail := _detail(row, reading)) is not None)
    known = [code for one in details for code in (one.store_app_code, one.other_code) if code]
    if expected.canaries and set(expected.canaries).isdisjoint(known):
        reading.changed(f"none of the apps always sold is there ({', '.join(sorted(expected.canaries))})")
    return StoreReply(
        ReplyKind.APPLE_LOOKUP,
        details=details,
        missing_codes=missing_codes(expected, known),
        warnings=reading.warnings(),
    )


def _detail(row: Fields, reading: Reading) -> AppDetail | None:
    kind = row.maybe("kind", text_of)
    if kind != "software":
        reading.warn(f"a result of kind {kind!r} is no app")
        return None
    maker = row.maybe("artistName", text_of)
    detail = AppDetail(
        store_app_code=row.need("trackId", code_of),
        app_name=row.need("trackName", text_of),
        platform=Platform.IOS,
        other_code=row.need("bundleId", code_of),
        seller=row.maybe("sellerName", text_of) or maker,
        version=row.maybe("version", code_of),
        updated_date=row.maybe("currentVersionReleaseDate", day_of_moment),
        category=row.maybe("primaryGenreId", code_of),
        rating=row.maybe("averageUserRating", read_rating),
        n_ratings=row.maybe("userRatingCount", whole),
    )
    row.drop(*_UNUSED.split())
    row.end()
    return detail
