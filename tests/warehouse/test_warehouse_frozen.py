"""A frozen wave stays as it was published, whatever changes in config, landing or its snapshot's folder."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tiny_wave import HOME, WAVE, make_config, make_item, make_landing, make_wave
from tiny_waves import ask, build_all, land_wave, retyped, rows_of_wave

from collector.errors import ChecksFailedError, ExitCode, RefusedError
from collector.freeze.freeze import freeze_wave
from collector.freeze.restated import find_edition, restated_id
from collector.freeze.snapshot import find_frozen, seal
from collector.paths import Paths
from collector.words import BankType, ItemKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built

    from collector.models import Config

pytestmark = pytest.mark.slow

PRINTED = date(2018, 12, 1)


@dataclass(frozen=True, slots=True)
class Frozen:
    """The tiny wave built, frozen, and built again with another taxonomy, bank type and reading."""

    paths: Paths
    published: dict[str, list[tuple[Any, ...]]]
    said: list[str]

    @property
    def file(self) -> Path:
        return self.paths.warehouse(is_sample=True)


def changed_config() -> Config:
    """bbb is a rural bank without an app, movie_show is asked about no more, gas is, water needs depth 3."""
    config = retyped(make_config(), "bbb", BankType.RURAL)
    config = replace(config, apps=tuple(app for app in config.apps if app.owner_id != "bbb"))
    items = [
        replace(item, absent_depth=4) if item.item_id == "water" else item
        for item in config.taxonomy.items
        if item.item_id not in {"movie_show", "culture_entertainment"}
    ]
    gas = make_item(ItemKind.SCENARIO, "gas", 9, "daily_life", ("site", "app_store"))
    return replace(config, taxonomy=replace(config.taxonomy, items=(*items, gas)))


@pytest.fixture(scope="module")
def frozen(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Frozen:
    paths = Paths(home=HOME, data=tmp_path_factory.mktemp("frozen"))
    shutil.copyfile(built.result.path, paths.warehouse(is_sample=True))
    published = rows_of_wave(paths.warehouse(is_sample=True), WAVE)
    freeze_wave(paths, make_wave(), on=PRINTED)
    rows = make_landing()
    rows["mentions"] = [row for row in rows["mentions"] if row["item_id"] != "movie_show"]
    land_wave(paths, WAVE, rows, digest="d2")
    _, said = build_all(paths, changed_config(), make_wave())
    return Frozen(paths, published, said)


def copy_of(frozen: Frozen, tmp_path: Path) -> Paths:
    shutil.copytree(frozen.paths.data, tmp_path / "data")
    return Paths(home=HOME, data=tmp_path / "data")


def test_every_row_of_a_frozen_wave_is_as_published(frozen: Frozen) -> None:
    now = rows_of_wave(frozen.file, WAVE)
    for table, rows in frozen.published.items():
        assert now[table] == rows, table
    assert len(now["fct_observation"]) == 9 * (9 * 5 + 4)


def test_the_restatement_shows_the_new_numbers_beside_them(frozen: Frozen) -> None:
    city = (
        "select wave, n_banks from scenario_coverage where segment = 'city' and item_id = 'water' "
        "and channel_id = 'any' order by wave"
    )
    # bbb, ccc, eee and hhh are city banks; bbb is rural today
    assert ask(frozen.file, city) == [("tiny", 4), ("tiny_restated", 3)]
    depth = (
        "select wave, answer from fct_observation where bank_id = 'bbb' and item_id = 'water' "
        "and channel_id = 'web_bank' order by wave"
    )
    # read to the depth of the wave's budget, which is less than what is asked now
    assert ask(frozen.file, depth) == [("tiny", "absent"), ("tiny_restated", "unknown")]
    items = (
        "select distinct wave, item_id from scenario_coverage "
        "where item_id in ('gas', 'movie_show') order by 1"
    )
    assert ask(frozen.file, items) == [("tiny", "movie_show"), ("tiny_restated", "gas")]


def test_the_register_of_waves_tells_what_is_frozen_and_what_restates_it(frozen: Frozen) -> None:
    query = "select wave, restates_wave, is_frozen, frozen_date, title_en from dim_wave order by wave"
    assert ask(frozen.file, query) == [
        ("tiny", None, True, PRINTED, "Tiny"),
        ("tiny_restated", "tiny", False, None, "Tiny, restated"),
    ]


def test_an_item_retired_since_can_still_be_looked_up(frozen: Frozen) -> None:
    query = "select item_id, parent_id from dim_item where item_id in ('movie_show', 'gas') order by 1"
    assert ask(frozen.file, query) == [("gas", "daily_life"), ("movie_show", "culture_entertainment")]


def test_an_app_retired_since_can_still_be_looked_up(frozen: Frozen) -> None:
    query = "select app_id, owner_id, app_kind, code_register from dim_app where owner_id < 'c' order by 1"
    assert ask(frozen.file, query) == [
        ("aaa-app", "aaa", "mobile_bank", "apple"),
        ("bbb-app", "bbb", "mobile_bank", "apple"),
    ]


def test_a_bank_of_another_type_is_a_change_of_the_universe(frozen: Frozen) -> None:
    query = "select wave, from_wave, from_bank_id, from_bank_type, bank_type, change from universe_change"
    assert ask(frozen.file, query) == [("tiny_restated", "tiny", "bbb", "city", "rural", "retyped")]


def test_the_published_file_needs_no_snapshot_to_be_read(frozen: Frozen) -> None:
    assert ask(frozen.file, "select count(*) from duckdb_views() where schema_name = 'frozen'") == [(0,)]


def test_a_frozen_wave_is_frozen_once(frozen: Frozen) -> None:
    before = find_frozen(frozen.paths, is_sample=True)
    with pytest.raises(RefusedError, match="frozen already") as refused:
        freeze_wave(frozen.paths, make_wave(), on=date(2019, 1, 1))
    assert refused.value.exit_code == ExitCode.REFUSED
    assert find_frozen(frozen.paths, is_sample=True) == before
    assert [path.name for path in (frozen.paths.data / "frozen").iterdir()] == [WAVE]


def test_a_snapshot_holds_findings_and_config_as_loaded(frozen: Frozen) -> None:
    (one,) = find_frozen(frozen.paths, is_sample=True)
    assert {"mentions", "fetches", "banks", "apps", "items", "evidence", "reviews"} <= set(one.raw)
    kinds = ask(
        frozen.file,
        f"select bank_type from read_parquet('{one.file('raw', 'banks')}') where bank_id = 'bbb'",
    )
    assert kinds == [("city",)]


def flip(path: Path) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def redate(path: Path) -> None:
    path.chmod(0o644)
    path.write_text(path.read_text("utf-8").replace("2018-12-01", "2018-12-02"), encoding="utf-8")


def reseal(path: Path) -> None:
    """Another snapshot in the place of the one that was built with, whole in itself."""
    path.chmod(0o644)
    content = json.loads(path.read_text("utf-8")) | {"frozen_date": "2018-12-02"}
    path.write_text(json.dumps(content | {"digest": seal(content)}), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "damage", "message"),
    [
        (
            "tables/scenario_coverage.parquet",
            flip,
            r"tables/scenario_coverage\.parquet is not what was written",
        ),
        ("raw/banks.parquet", flip, r"raw/banks\.parquet is not what was written"),
        ("raw/banks.parquet", lambda path: path.unlink(), r"raw/banks\.parquet is missing"),
        ("raw/more.parquet", lambda path: path.write_bytes(b""), r"raw/more\.parquet is none of its files"),
        ("manifest.json", redate, r"manifest\.json is not what was written"),
        ("manifest.json", flip, r"manifest\.json (cannot be read|is not what was written)"),
        ("manifest.json", reseal, "is not the one that the published warehouse holds"),
        ("", shutil.rmtree, "is gone"),
    ],
)
def test_a_changed_byte_stops_the_build(
    frozen: Frozen, tmp_path: Path, name: str, damage: Callable[[Path], object], message: str
) -> None:
    paths = copy_of(frozen, tmp_path)
    damage(paths.frozen(WAVE) / name if name else paths.frozen(WAVE))
    before = paths.warehouse(is_sample=True).read_bytes()
    with pytest.raises(ChecksFailedError, match=message) as stopped:
        build_all(paths, changed_config(), make_wave())
    assert stopped.value.exit_code == ExitCode.CHECKS_FAILED
    assert paths.warehouse(is_sample=True).read_bytes() == before


def test_a_frozen_wave_cannot_lose_its_file(frozen: Frozen) -> None:
    config = replace(make_config(), waves=(make_wave("other"),))
    with pytest.raises(ChecksFailedError, match=r"waves/tiny\.yml is gone"):
        build_all(frozen.paths, config, make_wave("other"))


def test_the_same_wave_frozen_twice_from_one_file_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        paths = Paths(home=HOME, data=tmp_path / name)
        paths.data.mkdir()
        shutil.copyfile(built.result.path, paths.warehouse(is_sample=True))
        freeze_wave(paths, make_wave(), on=PRINTED)
        found.append(find_frozen(paths, is_sample=True)[0].digest)
    assert found[0] == found[1]


def test_a_changed_definition_is_reported_and_changes_nothing(frozen: Frozen, tmp_path: Path) -> None:
    paths = copy_of(frozen, tmp_path)
    home = tmp_path / "home"
    shutil.copytree(HOME / "warehouse", home / "warehouse", ignore=shutil.ignore_patterns("target", "logs"))
    model = home / "warehouse" / "models" / "statistics" / "channel_coverage.sql"
    text = model.read_text("utf-8")
    narrower = text.replace(
        "where item_kind = 'channel'", "where item_kind = 'channel' and item_id <> 'web_bank'"
    )
    assert narrower != text
    model.write_text(narrower, encoding="utf-8")
    # the checks that stop a share without an item are not what is looked at here
    for check in ("change_is_between_published_values", "shares_are_complete"):
        (home / "warehouse" / "tests" / f"{check}.sql").unlink()
    paths = Paths(home=home, data=paths.data)
    _, said = build_all(paths, changed_config(), make_wave())
    lines = [line for line in said if "stays as published" in line]
    assert len(lines) == 1
    # eight segments
    assert lines[0].startswith(
        "channel_coverage of frozen wave tiny stays as published, today's SQL gives other"
    )
    assert "published (8 rows)" in lines[0]
    path = paths.warehouse(is_sample=True)
    assert rows_of_wave(path, WAVE)["channel_coverage"] == frozen.published["channel_coverage"]
    counted = "select wave, count(distinct item_id) from channel_coverage group by wave order by wave"
    assert ask(path, counted) == [("tiny", 2), ("tiny_restated", 1)]


def test_a_build_that_changes_no_definition_says_nothing(frozen: Frozen) -> None:
    assert [line for line in frozen.said if "stays as published" in line] == []


def test_the_id_of_a_restatement_names_its_wave() -> None:
    config = make_config()
    assert find_edition(config, "tiny_restated").wave == "tiny_restated"
    assert find_edition(config, "tiny") == make_wave()
    assert restated_id("tiny_restated") == "tiny"
    assert restated_id("tiny") is None
