"""config/reviews: what a decision must say, and that none ships."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from collector.config.load import load_config
from collector.config.reviews import load_reviews
from collector.errors import ConfigError
from collector.models import Review
from collector.words import ASKED_CHANNELS, Answer, ItemKind

HOME = Path(__file__).resolve().parents[2]
CONFIG = load_config(HOME)
HEADER = (
    "wave,bank_id,item_kind,item_id,channel_id,answer,expected_answer,"
    "evidence_url,reason,reviewer,reviewed_on"
)
ROW = (
    "sample,spdb,scenario,water,any,present,unknown,"
    "https://www.spdb.com.cn/life,the menu is a picture,AB,2018-12-01"
)


def load(folder: Path, *rows: str, wave: str = "sample") -> tuple[Review, ...]:
    file = folder / "config" / "reviews" / f"{wave}.csv"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return load_reviews(folder, CONFIG.waves, CONFIG.taxonomy)


def test_no_decision_ships() -> None:
    assert CONFIG.reviews == ()


def test_a_decision_is_read(tmp_path: Path) -> None:
    assert load(tmp_path, ROW) == (
        Review(
            wave="sample",
            bank_id="spdb",
            item_kind=ItemKind.SCENARIO,
            item_id="water",
            channel_id="any",
            answer=Answer.PRESENT,
            expected_answer=Answer.UNKNOWN,
            evidence_url="https://www.spdb.com.cn/life",
            reason="the menu is a picture",
            reviewer="AB",
            reviewed_on=date(2018, 12, 1),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "key", "fix"),
    [
        ("sample,", "2026,", "wave", "write sample or move the row"),
        ("spdb", "icbc", "bank_id", "the id of a bank that the wave counts"),
        ("spdb", "spd", "bank_id", "the id of a bank that the wave counts"),
        ("scenario,water", "scenario_category,daily_life", "item_kind", "decide its parts"),
        ("scenario,water", "poem,water", "item_kind", "one of the words"),
        ("water", "loan", "item_id", "an item of that kind"),
        (",any,", ",fax,", "channel_id", "use one of any, web_bank"),
        ("scenario,water,any", "channel,web_bank,web_bank", "channel_id", "use one of any"),
        ("present,unknown", "maybe,unknown", "answer", "one of the words"),
        ("present,unknown", "present,present", "answer", "remove the row"),
        ("https://www", "www", "evidence_url", "write http"),
        ("the menu is a picture", "", "reason", "blanks"),
        (",AB,", ",Zhang San,", "reviewer", ""),
        ("2018-12-01", "yesterday", "reviewed_on", "YYYY-MM-DD"),
    ],
)
def test_a_bad_decision_names_line_key_and_fix(
    tmp_path: Path, old: str, new: str, key: str, fix: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, ROW.replace("spdb", "ceb"), ROW.replace(old, new, 1))
    assert refused.value.subject == f"config/reviews/sample.csv:3 {key}"
    assert fix in refused.value.fix


def test_an_answer_is_decided_once(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"sample\.csv:3 item_id: spdb / scenario / water / any is decided twice"
    ):
        load(tmp_path, ROW, ROW.replace("present", "absent"))


def test_a_file_is_named_after_its_wave(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"sampel\.csv:2 wave: no wave 'sampel'.*did you mean 'sample'"):
        load(tmp_path, ROW, wave="sampel")


def test_the_channels_of_decisions_are_those_that_are_asked() -> None:
    project = (HOME / "warehouse" / "dbt_project.yml").read_text("utf-8")
    assert f"observed_channels: [{', '.join(ASKED_CHANNELS)}]" in project
