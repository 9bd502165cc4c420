"""应用宝, ``wechat-apkinfo`` → downloads, stars, category and day of update of one package.

Enters: the reply to one package. Leaves: one detail, or the package in ``missing_codes`` where the store
has no record. ``ret`` other than 0 is withheld. The version's key was in no reading, so the version is
None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.stores.dates import day_of_seconds
from collector.extract.stores.fields import Reading, code_of, downloads_of, signed_of, text_of
from collector.extract.stores.lists import missing_codes
from collector.extract.stores.numbers import read_quantity, read_rating, stars_by_name, whole
from collector.extract.stores.records import AppDetail, Expected, StoreReply
from collector.store_words import Platform, ReplyKind

if TYPE_CHECKING:
    from collector.extract.stores.fields import Fields
    from collector.extract.stores.records import StarCounts

_NAMES = [f"score_cnt{stars}_total" for stars in range(1, 6)]
_UNUSED_REPLY = ("err_msg", "has_next", "offset", "record_key_type", "app_detail_rows")
_UNUSED_INFO = """
    english_name cp_id category_id category_name_new check_level cur_apk_id desc publish_time
    create_time self_developed is_tencent_app icon_timestamp tag alias download_cnt_pc_total
    install_cnt_total online_status icp_number
"""
_UNUSED_APK = ("logo256", "download_week", "sha256", "signatureSha256")


def read(text: str, expected: Expected) -> StoreReply:
    """The one app of the reply."""
    reading = Reading("tencent", expected)
    reply = reading.object(reading.parsed(text), "reply")
    ret, message = reply.need("ret", signed_of), reply.maybe("err_msg", text_of)
    if ret != 0:
        reading.withheld(f"ret is {ret} ({message or 'no message'}), expected 0")
    records = reply.needed_object("app_detail_records")
    reply.drop(*_UNUSED_REPLY)
    details = tuple(_detail(package, records.needed_object(package), reading) for package in records.names())
    reply.end()
    found = [one.store_app_code for one in details]
    if expected.codes and not set(found) <= set(expected.codes):
        reading.changed(f"records of {', '.join(found)} came, expected {', '.join(expected.codes)}")
    missing = missing_codes(expected, found)
    return StoreReply(
        ReplyKind.TENCENT_APKINFO, details=details, missing_codes=missing, warnings=reading.warnings()
    )


def _detail(package: str, record: Fields, reading: Reading) -> AppDetail:
    info = record.needed_object("app_info")
    if (named := info.need("package_name", code_of)) != package:
        reading.changed(f"the record of {package} names {named}, expected the same package")
    stars = _stars({name: info.maybe(name, whole) for name in _NAMES})
    rating, n_ratings = _rating(record, stars, reading)
    if status := info.maybe("status", signed_of):
        reading.warn(f"{package} has status {status}, 0 is on the shelf")
    quantity, shown = info.loose("download_cnt_total", read_quantity)
    detail = AppDetail(
        store_app_code=package,
        app_name=info.need("name", text_of),
        platform=Platform.ANDROID,
        other_code=info.maybe("app_id", code_of),
        seller=info.maybe("author", text_of),
        updated_date=info.maybe("update_time", day_of_seconds),
        category=info.maybe("category_name", text_of),
        rating=rating,
        n_ratings=n_ratings,
        star_counts=stars,
        **downloads_of(quantity, shown),
    )
    info.drop(*_UNUSED_INFO.split())
    info.end()
    if (apk := record.object("apk_all_data")) is not None:
        apk.drop(*_UNUSED_APK)
        apk.end()
    record.end()
    return detail


def _rating(record: Fields, stars: StarCounts | None, reading: Reading) -> tuple[float | None, int | None]:
    about = record.object("app_rating_info")
    if about is None:
        return None, None if stars is None else sum(stars)
    rating = about.maybe("average_rating", read_rating)
    n_ratings = about.maybe("rating_count", whole)
    spread = about.maybe("rating_distribution", stars_by_name)
    if stars is not None and (spread not in {None, stars} or n_ratings not in {None, sum(stars)}):
        reading.warn("the two counts of stars differ, those of app_info are kept")
    about.drop("average_rating7_day")
    about.end()
    return rating, n_ratings


def _stars(counts: dict[str, int | None]) -> StarCounts | None:
    return None if None in counts.values() else stars_by_name(counts, _NAMES)
