"""The statistics and the observations of one wave as CSV for spreadsheets, in the form of every other export.

Rows are sorted by all their columns from left to right, numbers stand as the warehouse holds them, an empty
cell is unknown or not applicable, text that a spreadsheet would run has an apostrophe before it, and nothing
in a file tells when it was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.warehouse.answer_files import FileForm, open_writer, write_answer

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is given out: its name is the file's name."""

    name: str
    title_zh: str


TABLES = (
    Table("scenario_coverage", "场景覆盖率：按银行分组、场景、渠道"),
    Table("business_line_channels", "业务线：按银行分组、业务线、渠道"),
    Table("channel_coverage", "渠道覆盖率：按银行分组、渠道"),
    Table("service_channel_coverage", "客服渠道：按银行分组、渠道"),
    Table("technology_coverage", "技术应用：按银行分组、技术"),
    Table("online_products", "线上产品：按银行分组、业务线、渠道"),
    Table("online_product_counts", "线上产品系列数：按银行、业务线、渠道"),
    Table("product_series", "产品系列：首次与最近一次出现"),
    Table("scenario_counts", "场景数：按银行、渠道"),
    Table("scenario_breadth", "覆盖类别数：按银行分组、渠道"),
    Table("survey_funnel", "调查进度：按银行分组、步骤"),
    Table("bank_index", "产品与渠道指数：每家银行一行"),
    Table("app_activity", "APP 活跃度：按榜单、银行分组"),
    Table("app_kind_activity", "APP 类别：按榜单、银行分组、类别"),
    Table("app_rank_movement", "名次变化：按榜单、银行"),
    Table("app_downloads", "下载与评分：按商店、日期、APP"),
    Table("app_list_days", "榜单读取情况：按榜单、日期"),
    Table("bank_profile", "银行画像：每家银行一行"),
    Table("crawl_refrained", "没有读取的网页：按银行分组、原因"),
    Table("fct_observation", "全部判定结果：银行 × 项目 × 渠道，含未知原因"),
)


def write_csv_files(connection: duckdb.DuckDBPyConnection, wave: str, folder: Path) -> int:
    """Write ``<table>.csv`` of each of :data:`TABLES` for one wave; how many files were written."""
    folder.mkdir()
    with open_writer() as writer:
        for table in TABLES:
            query = f"select * from {table.name} where wave = ? order by all"  # noqa: S608 - names of our own list
            reader = connection.sql(query, params=[wave]).to_arrow_reader(BATCH)
            write_answer(writer, reader, FileForm.CSV, folder / f"{table.name}.csv", has_bom=True)
    return len(TABLES)
