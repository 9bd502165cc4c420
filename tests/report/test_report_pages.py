"""What a reader finds on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import duckdb
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from collector.report.write import write_report

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Wave
    from collector.paths import Paths


def write(paths: Paths, wave: Wave) -> Path:
    """The report without figures, which cost time and are not looked at here."""
    return write_report(paths, wave, say=lambda _: None, font_files=()).folder


def page(folder: Path, name: str) -> LexborHTMLParser:
    return LexborHTMLParser((folder / name).read_text(encoding="utf-8"))


def words(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().replace("\xa0", " ").split())


def row(section: str, head: str, html: LexborHTMLParser) -> list[str]:
    """Cells of the row of a section's tables whose first cell starts with ``head``."""
    rows = html.css(f"#{section} tbody tr")
    found = [one for one in rows if words(one.css_first("th, td")).startswith(head)]
    assert found, f"no row {head}"
    return [words(cell) for cell in found[0].css("th, td")]


def change(paths: Paths, statement: str, values: list[object]) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        connection.execute(statement, values)


def test_unknown_bank_is_named_with_its_reason(paths: Paths, wave: Wave) -> None:
    folder = write(paths, wave)
    named = words(page(folder, "index.html").css_first("#coverage details"))
    assert "日常生活：" in named
    assert "网站未能访问：连接超时（西安银行）" in named
    assert "网站只读到一部分：网站要求人机验证（浦发银行）" in named
    profile = words(page(folder, "banks/xacb.html").css_first("#scenarios"))
    assert "网站未能访问：连接超时" in profile


def test_bank_outside_the_segment_is_not_named_among_its_unknown(paths: Paths, wave: Wave) -> None:
    named = words(page(write(paths, wave), "index.html").css_first("#coverage details"))
    assert "工商银行" not in named


def test_share_stands_with_its_counts_bounds_and_the_value_of_2018(paths: Paths, wave: Wave) -> None:
    html = page(write(paths, wave), "index.html")
    assert row("coverage", "日常生活", html)[1:] == ["100 %", "3/3", "2", "60–100 %", "44–100 %", "88 %"]
    assert row("coverage", "交通旅游", html)[1:] == ["50 %", "2/4", "1", "40–60 %", "15–85 %", "> 50 %"]


def test_unknown_share_is_not_written_as_zero_and_known_zero_is(paths: Paths, wave: Wave) -> None:
    html = page(write(paths, wave), "index.html")
    assert row("coverage", "保险保障", html)[1:] == ["未知", "0/0", "5", "0–100 %", "未知", "—"]
    assert row("coverage", "医疗健康", html)[1:3] == ["0 %", "0/3"]


def test_counts_of_an_unread_bank_are_unknown_and_of_a_partly_read_bank_ranges(
    paths: Paths, wave: Wave
) -> None:
    html = page(write(paths, wave), "index.html")
    unread = row("banks", "西安银行", html)
    assert unread[3:] == ["未知"] * 9
    partly = row("banks", "浦发银行", html)
    assert partly[4] == "1–9"  # one category present, eight unknown
    assert partly[10] == "≥1"  # products of a site that was not read to its end


def test_bank_outside_a_list_is_told_with_the_lists_depth(paths: Paths, wave: Wave) -> None:
    html = page(write(paths, wave), "index.html")
    assert row("banks", "上海银行", html)[11] == "前 200 名之外"
    assert "未进入前 200 名的银行：上海银行。" in words(html.css_first("#activity"))


def test_inherited_app_is_marked(paths: Paths, wave: Wave) -> None:
    folder = write(paths, wave)
    assert row("banks", "东阳农商银行", page(folder, "index.html"))[11] == "113（沿用省级农信 APP）"
    profile = page(folder, "banks/dyrcb.html")
    assert row("scenarios", "水费", profile)[3].startswith("来自所属省级农信机构的 APP")
    assert row("ranks", "apple", profile)[3:] == ["第 113 名", "浙江农信手机银行（沿用省级农信 APP）"]


def test_funnel_counts_banks_by_type_and_adds_up(paths: Paths, wave: Wave) -> None:
    html = page(write(paths, wave), "index.html")
    assert row("funnel", "城市商业银行", html)[1:] == ["2", "2", "2", "1", "1", "0"]
    assert row("funnel", "合计", html)[1:] == ["6", "5", "5", "4", "4", "0"]


def test_what_was_left_alone_is_published_with_its_reason(paths: Paths, wave: Wave) -> None:
    html = page(write(paths, wave), "index.html")
    assert row("funnel", "网站的 robots 规则不允许", html)[1:] == ["3", "1"]
    assert row("funnel", "需要人机验证", html)[1:] == ["4", "1"]
    assert "停止采集" not in words(html.css_first("#funnel"))  # kept nobody out


def test_bank_without_a_complete_visit_is_listed_with_a_remedy(paths: Paths, wave: Wave) -> None:
    folder = write(paths, wave)
    html = page(folder, "index.html")
    assert row("funnel", "网站未能访问：连接超时", html)[1:] == [
        "西安银行（1 家）",
        "换个时段再次采集，或放宽超时限制",
    ]
    assert "如何处理：换个时段再次采集" in words(page(folder, "banks/xacb.html").css_first("p.notice"))


def test_evidence_shows_sentence_term_address_time_and_capture(paths: Paths, wave: Wave) -> None:
    scenarios = page(write(paths, wave), "banks/cmb.html").css_first("#scenarios")
    assert scenarios is not None
    assert words(scenarios.css_first("blockquote")) == "通过手机银行可缴纳水费、电费，足不出户。"
    assert words(scenarios.css_first("mark")) == "水费"
    link = scenarios.css_first(".source a")
    assert link is not None
    assert link.attributes["href"] == "http://www.cmbchina.com/life.html"
    assert "noreferrer" in (link.attributes["rel"] or "").split()
    source = words(scenarios.css_first(".source"))
    assert "2018-11-01 12:00（北京时间）" in source  # fetched at 04:00 UTC
    assert "0123456789abcdef" in source


def test_grid_shows_present_absent_and_unknown(paths: Paths, wave: Wave) -> None:
    html = page(write(paths, wave), "banks/bosc.html")
    assert row("lines", "贷款", html)[1:] == ["✓", "?", "✓", "?", "?"]
    assert row("lines", "存款", html)[1:] == ["✗", "✗", "✗", "✗", "✗"]
    assert "没有说明通过哪个渠道办理（贷款 网上银行/微信银行/直销银行" in words(html.css_first("#lines"))


def test_html_is_escaped(paths: Paths, wave: Wave) -> None:
    hostile = "<script>alert('水费')</script>"
    change(paths, "update fct_mention set sentence = ? where mention_id = 'cmb-water'", [hostile])
    change(paths, "update fct_product set series = ? where series = '朝朝宝'", ["<img src=x onerror=y>"])
    change(paths, "update dim_bank set name_zh = ? where bank_id = 'cmb'", ['招商"><b>银行'])
    html = page(write(paths, wave), "banks/cmb.html")
    assert not html.css("script, main img, b")
    assert words(html.css_first("#scenarios blockquote")) == hostile


def test_address_that_is_no_web_page_is_not_a_link(paths: Paths, wave: Wave) -> None:
    change(paths, "update fct_mention set url = ?", ["javascript:alert(1)"])
    change(paths, "update dim_bank set website_url = ? where bank_id = 'cmb'", ["javascript:alert(2)"])
    html = page(write(paths, wave), "banks/cmb.html")
    assert not html.css("a[href^=javascript]")
    assert "javascript:alert(1)" in words(html.css_first("#scenarios .source"))


def test_every_internal_link_resolves(paths: Paths, wave: Wave) -> None:
    folder = write(paths, wave)
    seen = 0
    for file in folder.rglob("*.html"):
        html = LexborHTMLParser(file.read_text(encoding="utf-8"))
        for node in html.css("[href], [src]"):
            target = urlsplit(node.attributes.get("href") or node.attributes.get("src") or "")
            if target.scheme:
                continue
            linked = (file.parent / unquote(target.path)).resolve() if target.path else file
            assert linked.is_file(), f"{file.name} → {target.path}"
            if target.fragment:
                assert html.css(f"#{target.fragment}"), f"{file.name} → #{target.fragment}"
            seen += 1
    assert seen > 20


def test_pages_load_nothing_from_outside(paths: Paths, wave: Wave) -> None:
    folder = write(paths, wave)
    for file in folder.rglob("*.html"):
        html = LexborHTMLParser(file.read_text(encoding="utf-8"))
        loaded = [node.attributes.get("src") for node in html.css("[src]")]
        loaded += [node.attributes.get("href") for node in html.css("link")]
        assert all(not urlsplit(one or "").netloc for one in loaded)
    assert "url(" not in (folder / "style.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["index.html", "banks/cmb.html"])
def test_sample_says_so_on_every_page(paths: Paths, wave: Wave, name: str) -> None:
    assert "示例数据，不得作为正式结果发布" in words(page(write(paths, wave), name).css_first(".banner"))


def test_wave_without_lists_says_that_ranks_are_unknown(paths: Paths, wave: Wave) -> None:
    change(paths, "delete from fct_bank_app_rank", [])
    change(paths, "delete from app_activity", [])
    folder = write(paths, wave)
    assert "APP 活跃度未知" in words(page(folder, "index.html").css_first("#activity"))
    assert "排名未知" in words(page(folder, "banks/cmb.html").css_first("#ranks"))
