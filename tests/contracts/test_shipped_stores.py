"""Claims on config/stores/: what is on, by what an app is known, and what each wave may ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from collector.config.lookup import find_store
from collector.extract.stores.readers import READERS
from collector.store_words import ReplyKind, RobotsVerdict

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Config

Complaint = Callable[[], str]
Edit = Callable[[str, str, str], int]

NEVER_ON = {"apple_rss", "huawei", "talkingdata"}


def test_what_is_closed_undecided_or_historic_is_off_with_its_reason(config: Config) -> None:
    assert {store.store for store in config.stores if not store.is_on} == NEVER_ON
    assert all(store.reason for store in config.stores)


def test_no_store_that_robots_disallow_is_on(config: Config) -> None:
    closed = [store for store in config.stores if store.robots_verdict is RobotsVerdict.DISALLOWED]
    assert [store.store for store in closed] == ["apple_rss"]
    assert not any(store.is_on for store in closed)


def test_waves_ask_the_stores_they_asked_before(config: Config) -> None:
    assert {wave.wave: wave.stores for wave in config.waves} == {
        "2026": ("apple",),
        "backfill": ("apple", "iresearch"),
        "captures": (),
        "rankings": ("apple", "tencent", "xiaomi", "vivo", "oppo", "wandoujia", "iresearch"),
        "sample": ("apple", "tencent", "xiaomi", "vivo", "oppo", "wandoujia", "iresearch"),
    }


def test_every_kind_of_reply_has_a_reader() -> None:
    assert set(READERS) == set(ReplyKind)


def test_every_kind_is_declared_by_one_store(config: Config) -> None:
    declared = [kind for store in config.stores for kind in {reply.kind for reply in store.replies}]
    assert sorted(declared) == sorted(ReplyKind)


def test_every_store_has_a_spider_of_its_name_and_the_other_way_round(config: Config, checkout: Path) -> None:
    spiders = {path.stem for path in (checkout / "spiders" / "stores").glob("[!_]*.py")}
    assert spiders == {store.store for store in config.stores}


def test_every_canary_is_an_app_of_ours_under_the_stores_identity(config: Config) -> None:
    codes = {(app.store, app.store_app_code) for app in config.apps}
    for store in config.stores:
        canaries = {code for reply in store.replies for code in reply.canaries}
        for code in canaries:
            assert (store.apps_store, code) in codes, f"{store.store}: {code}"


def test_no_store_is_asked_twice_in_a_second(config: Config) -> None:
    assert min(store.delay_seconds for store in config.stores) >= 1.5


def test_the_reference_lists_every_store_and_reply_as_it_ships(config: Config, checkout: Path) -> None:
    text = (checkout / "docs" / "reference" / "stores.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (yes|no) \|", text, re.MULTILINE)
    assert dict(rows) == {store.store: "yes" if store.is_on else "no" for store in config.stores}
    documented = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert [kind.value for kind in ReplyKind if kind.value not in documented] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "lines_after", "key", "fix"),
    [
        ("stores/apple_rss.yml", "is_on: false", "is_on: true", 0, "is_on", "write false"),
        ("stores/apple.yml", 'robots_read_on: "2026-10"\n', "", -1, "robots_verdict", "day or month"),
        (
            "stores/apple.yml",
            'robots_verdict: "allowed"',
            'robots_verdict: "fine"',
            0,
            "robots_verdict",
            "words",
        ),
        ("stores/xiaomi.yml", 'identity: "package"', 'identity: "name"', 0, "identity", "words listed"),
        ("stores/xiaomi.yml", '"xiaomi_detail"', '"xiaomi_page"', 0, "replies[1].kind", "words listed"),
        ("stores/xiaomi.yml", "page={page}", "page={pages}", 0, "replies[0].url", "use one of bundles"),
        ("stores/xiaomi.yml", "    page_size: 30\n", "", -4, "replies[0].page_size", "both or leave both"),
        ("stores/tencent.yml", '"{code}"', '"{package}"', 0, "replies[0].body", "use one of bundles"),
        (
            "stores/apple.yml",
            "min_depth: 90",
            "min_depth: 101",
            0,
            "replies[4].min_depth",
            "at most the depth",
        ),
        ("stores/oppo.yml", "row_mark:", "row_marks:", 0, "replies[0].row_marks", "spell it"),
        (
            "stores/tencent.yml",
            'of: "tencent_apk',
            'of: "tencent_ap',
            0,
            "replies[1].fallback_of",
            "words",
        ),
        ("stores/vivo.yml", "{kind: ", "{sort: ", 0, "replies[0].leads_to.sort", "spell it"),
        ("stores/vivo.yml", "detail/{number}", "detail/{code}", 0, "replies[1].url", "write both"),
        ("stores/oppo.yml", "    depth: 100\n", "", -5, "replies[0].depth", "how many rows"),
    ],
)
def test_a_mistake_is_named_with_file_line_key_and_fix(
    edit: Edit, complaint: Complaint, name: str, old: str, new: str, lines_after: int, key: str, fix: str
) -> None:
    line = edit(name, old, new) + lines_after
    text = complaint()
    assert text.startswith(f"config/{name}:{line} {key}:")
    assert fix in text


def test_a_store_without_anything_to_ask_is_refused(complaint: Complaint, home: Path) -> None:
    path = home / "config" / "stores" / "talkingdata.yml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?ms)^replies:.*?(?=^delay)", "", text), "utf-8")
    assert "declare replies or imported_charts" in complaint()


def test_what_a_file_leaves_out_has_its_default(config: Config) -> None:
    first = find_store(config, "tencent").replies[0]
    assert first.body == '{"packagename":"{code}"}'
    assert (first.chart, first.batch, first.every, first.fallback_of) == (None, None, "day", None)
