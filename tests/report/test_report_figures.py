"""The figures: drawn with real glyphs or not at all, and told in words."""

from __future__ import annotations

import json
import re
import struct
from typing import TYPE_CHECKING

import duckdb
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTCollection, TTFont

from collector.errors import RefusedError
from collector.report.figure_activity import activity_figures
from collector.report.figure_coverage import coverage_figure
from collector.report.figure_devices import devices_figures
from collector.report.fonts import find_cjk_font, find_font
from collector.report.read import open_wave, read_survey
from collector.report.shares import main_segment
from collector.report.write import write_report

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Wave
    from collector.paths import Paths
    from collector.report.figure import Figure
    from collector.report.records import Survey

needs_font = pytest.mark.skipif(find_cjk_font() is None, reason="no Chinese font is installed")


def make_font(characters: str, *, family: str = "Noto Sans SC", weight: int = 400) -> TTFont:
    glyphs = [".notdef", *(f"u{ord(character):x}" for character in characters)]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(character): f"u{ord(character):x}" for character in characters})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(usWeightClass=weight)
    builder.setupPost()
    return builder.font


@pytest.fixture
def survey(paths: Paths, wave: Wave) -> Survey:
    with open_wave(paths, wave) as connection:
        return read_survey(connection, wave.wave)


def coverage(survey: Survey) -> Figure:
    segment = main_segment(survey)
    assert segment is not None
    figure = coverage_figure(survey, segment)
    assert figure is not None
    return figure


def values(figure: Figure) -> list[dict[str, object]]:
    datasets = figure.spec["datasets"]
    assert isinstance(datasets, dict)
    (rows,) = datasets.values()
    return list(rows)


def test_figures_are_refused_without_a_cjk_font(paths: Paths, wave: Wave, said: list[str]) -> None:
    result = write_report(paths, wave, say=said.append, font_files=())
    assert result.n_figures == 0
    assert not (result.folder / "figures").exists()
    assert said == [f"no figures: {result.refusal}"]
    assert "apt-get install fonts-noto-cjk" in said[0]
    index = (result.folder / "index.html").read_text(encoding="utf-8")
    assert "本报告没有图" in index
    assert "<img" not in index
    assert "88" in index  # the tables stand all the same


def test_font_that_lacks_a_glyph_is_refused_by_name(tmp_path: Path) -> None:
    make_font("日常生").save(tmp_path / "poor.otf")
    with pytest.raises(RefusedError, match="'活'"):
        find_font(["日常生活"], [tmp_path / "poor.otf"])


def test_font_with_every_glyph_is_found_in_a_collection(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [make_font("日", family="Other"), make_font("日常生活", family="Noto Sans CJK SC")]
    collection.save(str(tmp_path / "many.ttc"))
    found = find_font(["日常 生活"], [tmp_path / "many.ttc"])
    assert (found.path.name, found.family) == ("many.ttc", "Noto Sans CJK SC")


def test_regular_face_is_taken_before_the_bold_one(tmp_path: Path) -> None:
    make_font("日", weight=700).save(tmp_path / "a-bold.otf")
    make_font("日", weight=400).save(tmp_path / "b-regular.otf")
    assert find_font("日", sorted(tmp_path.iterdir())).path.name == "b-regular.otf"


def test_file_that_is_no_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "torn.ttf").write_bytes(b"not a font")
    with pytest.raises(RefusedError, match="boxes"):
        find_font(["日"], [tmp_path / "torn.ttf", tmp_path / "missing.otf"])


def test_coverage_figure_keeps_unknown_apart_from_zero(survey: Survey) -> None:
    by_title = {one["title"]: one for one in values(coverage(survey))}
    assert by_title["保险保障"]["value"] is None
    assert by_title["保险保障"]["high"] == 1
    assert by_title["医疗健康"]["value"] == 0
    assert by_title["交通旅游"]["is_bound"] is True
    assert by_title["教育缴费"]["published"] is None


def test_coverage_alt_text_tells_the_numbers(survey: Survey) -> None:
    alt = coverage(survey).alt_en.replace("\xa0", " ")
    assert "Daily life 100 % (3/3), bounds 60–100 %, published 2018: 88 %" in alt
    assert "Insurance and security unknown, bounds 0–100 %" in alt
    assert alt.isascii() or set(alt) - set(map(chr, range(128))) == {"–"}


def test_activity_figure_shows_listed_banks_in_order_of_rank(survey: Survey) -> None:
    (figure,) = activity_figures(survey)
    assert [(one["bank"], one["rank"]) for one in values(figure)] == [
        ("工商银行", 4),
        ("招商银行", 10),
        ("浦发银行", 41),
        ("东阳农商银行", 113),
    ]
    assert [one["owner"] for one in values(figure)][2:] == ["本行 APP", "沿用省级农信 APP"]
    assert "未进入前 200 名 1 家，未知 1 家" in figure.caption_zh
    assert "大型商业银行 1 家、股份制商业银行 2 家、农村商业银行 1 家" in figure.caption_zh
    assert {one["bank"]: one["published"] for one in values(figure) if "published" in one} == {
        "招商银行": 10,
        "东阳农商银行": 113,
    }
    assert "东阳农商银行 (rural) 113 with its union's app" in figure.alt_en


def test_banks_of_the_same_short_name_keep_a_line_each(paths: Paths, wave: Wave) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        connection.execute("update dim_bank set short_name_zh = '招商银行' where bank_id = 'spdb'")
    with open_wave(paths, wave) as connection:
        (figure,) = activity_figures(read_survey(connection, wave.wave))
    assert [one["bank"] for one in values(figure)][1:3] == ["招商银行（cmb）", "招商银行（spdb）"]


def test_each_list_has_its_own_figure_on_its_latest_day(paths: Paths, wave: Wave) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        connection.execute(
            "insert into fct_bank_app_rank select * replace ('huawei' as store) from fct_bank_app_rank"
        )
        connection.execute(
            "insert into fct_bank_app_rank "
            "select * replace (date '2018-10-31' as as_of_date, 1 as best_rank) from fct_bank_app_rank"
        )
    with open_wave(paths, wave) as connection:
        figures = list(activity_figures(read_survey(connection, wave.wave)))
    assert [figure.name for figure in figures] == [
        "app_activity_apple_finance_free",
        "app_activity_huawei_finance_free",
    ]
    assert all(values(figure)[0]["rank"] == 4 for figure in figures)


def test_list_without_a_listed_bank_has_no_figure(paths: Paths, wave: Wave) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        connection.execute("update fct_bank_app_rank set state = 'not_listed', best_rank = null")
    with open_wave(paths, wave) as connection:
        assert list(activity_figures(read_survey(connection, wave.wave))) == []


def test_many_members_of_a_union_stand_in_one_line(paths: Paths, wave: Wave) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        for number in range(6):
            for table in ("dim_bank", "fct_bank_app_rank"):
                connection.execute(
                    f"insert into {table} select * replace ('rural{number}' as bank_id) from {table} "
                    "where bank_id = 'dyrcb'"
                )
    with open_wave(paths, wave) as connection:
        (figure,) = activity_figures(read_survey(connection, wave.wave))
    assert [one["bank"] for one in values(figure)][3:] == ["浙江农信手机银行（7 家成员行）"]
    assert "上榜 10 家" in figure.caption_zh
    assert "as 6 more members" in figure.alt_en


def test_a_line_of_devices_is_broken_where_a_month_is_missing_and_where_the_base_changed(
    survey: Survey,
) -> None:
    (figure,) = devices_figures(survey)
    spec = json.loads(json.dumps(figure.spec))
    lines = spec["datasets"][spec["layer"][0]["data"]["name"]]
    assert [(one["part"], one["devices"], one["is_break"]) for one in lines] == [
        ("index:1 0", 1000, 0),
        ("index:1 1", 1010, 0),
        ("index:1 1", 1100, 0),
        ("index:2 0", 500, 0),
        ("index:2 1", 510, 0),
        ("index:2 2", 800, 1),
    ]
    assert "（招商银行 2026-03）" in figure.caption_zh
    assert "缺失月份：2025-04" in figure.caption_zh


@needs_font
def test_figure_is_given_as_png_of_twice_the_size_svg_with_text_and_spec(paths: Paths, wave: Wave) -> None:
    result = write_report(paths, wave, say=lambda _: None)
    assert (result.n_figures, result.refusal) == (3, None)
    for name in ("scenario_coverage", "app_activity_apple_finance_free", "app_devices_index_finance"):
        png = (result.folder / "figures" / f"{name}.png").read_bytes()
        svg = (result.folder / "figures" / f"{name}.svg").read_text(encoding="utf-8")
        spec = json.loads((result.folder / "figures" / f"{name}.json").read_text(encoding="utf-8"))
        width = re.search(r'<svg[^>]* width="([0-9.]+)"', svg)
        assert width is not None
        assert abs(struct.unpack(">I", png[16:20])[0] - 2 * float(width[1])) <= 1
        assert "招商银行" in svg or "日常生活" in svg
        assert spec["config"]["font"] in svg


@needs_font
def test_every_figure_on_the_page_has_alt_text(paths: Paths, wave: Wave) -> None:
    index = (write_report(paths, wave, say=lambda _: None).folder / "index.html").read_text(encoding="utf-8")
    alts = re.findall(r'<img src="figures/[^"]+" alt="([^"]+)"', index)
    assert len(alts) == 3
    assert all(re.search(r"\d", alt) for alt in alts)
