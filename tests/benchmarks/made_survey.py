"""A made-up survey of any size: config of its waves and landed Parquet, written by SQL, no row in Python.

Enters: numbers of banks and waves. Leaves: a Config over the project's own taxonomy, stores and evidence rules,
and the landed run of each wave. Every draw is a hash of what it is about, so the same numbers give the same
files; nine of ten draws do not depend on the wave, so most answers stay from wave to wave.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

HOME = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOME), str(HOME / "tests" / "warehouse")]

from tiny_wave import make_bank, make_wave

from collector.config.load import load_config
from collector.landing import TABLES
from collector.models import App
from collector.words import PROVINCES, BankType, ItemKind

if TYPE_CHECKING:
    from collector.models import Bank, Config

STORE = "apple"
CHARTS = ("top-free", "top-free-overall")
BANKS_PER_UNION = 70
"""As in config/banks.csv: of 1,391 rural banks each has one of 21 unions."""
TYPES = (
    *((BankType.LARGE, 6), (BankType.JOINT_STOCK, 12), (BankType.PRIVATE, 19), (BankType.OTHER, 21)),
    *((BankType.CITY, 350), (BankType.RURAL, sys.maxsize)),
)
SITE_SHARE = 0.75
"""Banks whose site is known."""
PAGES_PER_SITE = 40
MENTIONS_PER_SITE = 190
"""Drawn; one in eight falls on a page that was not read and is left out: 125 a bank, 500,000 of 4,000 banks."""
PRODUCTS_PER_SITE = 12

DRAWS = """
    -- 0 to 999, the same in every run; a tenth of them differs by wave
    create macro drawn(what, owner, n) as
        (hash(what || owner || '/' || n || case when hash('w' || what || owner || n || $wave) % 10 = 0
        then $wave else '' end) % 1000)::integer;
"""

FETCHES = """
    with pages as (
        select
            banks.bank_id,
            n::varchar as n,
            drawn('health', banks.bank_id, '') as health,
            drawn('outcome', banks.bank_id, n::varchar) as luck
        from banks, range($pages) as numbers (n)
        where banks.has_site
    )

    select
        $wave || '-' || bank_id || '-' || n as fetch_id,
        $wave as wave,
        'bank_site' as source,
        bank_id as owner_id,
        'https://www.' || bank_id || '.test/' || case when n = '0' then '' else 'p/' || n || '.html' end as url,
        url as final_url,
        case
            when health < 40 then 'timeout'
            when health < 80 and n <> '0' then 'challenge'
            when luck < 950 or n = '0' then 'ok'
            when luck < 970 then 'gone'
            when luck < 985 then 'timeout'
            else 'over_budget'
        end as outcome,
        $day::timestamptz + interval 1 hour + n::integer * interval 2 second as fetched_at,
        24000 as n_bytes,
        case when n = '0' then 0 when n::integer < 10 then 1 else 2 end as depth,
        1 as attempt,
        false as is_rendered,
        case when outcome = 'ok' then 200 end as http_status,
        'text/html' as content_type
    from pages
    union all by name
    select
        $wave || '-app-' || owner_id as fetch_id,
        $wave as wave,
        'store_apple' as source,
        owner_id,
        'https://apps.test/' || code as url,
        url as final_url,
        'ok' as outcome,
        $day::timestamptz + interval 2 hour as fetched_at,
        9000 as n_bytes,
        0 as depth,
        1 as attempt,
        false as is_rendered,
        200 as http_status
    from apps
    where drawn('app', owner_id, '') < 900
    union all by name
    select
        $wave || '-' || chart as fetch_id,
        $wave as wave,
        'store_apple' as source,
        'https://apps.test/' || chart as url,
        url as final_url,
        'ok' as outcome,
        $day::timestamptz as fetched_at,
        90000 as n_bytes,
        0 as depth,
        1 as attempt,
        false as is_rendered,
        200 as http_status
    from charts
    order by fetch_id
"""

PAGES = """
    select
        fetch_id as capture_id, wave, source, url, 'utf-8' as encoding, 60 as n_blocks, 1800 as n_chars,
        false as is_superseded, owner_id,
        case
            when depth = 0 then 'home'
            else (array['product', 'product_list', 'scenario', 'notice', 'help', 'other'])[
                (1 + hash(fetch_id) % 6)::integer]
        end as page_kind,
        false as has_text_in_images,
        case when hash('d' || fetch_id) % 3 = 0
            then $day::date - (hash('a' || fetch_id) % 700)::integer end as page_date
    from fetches
    where outcome = 'ok' and owner_id is not null
    order by capture_id
"""

MENTIONS = """
    with drawn_of as materialized (
        select
            banks.bank_id,
            n::varchar as n,
            drawn('page', banks.bank_id, n::varchar) as page,
            drawn('item', banks.bank_id, n::varchar) as item,
            drawn('channel', banks.bank_id, n::varchar) as channel,
            drawn('said', banks.bank_id, n::varchar) as said,
            drawn('sure', banks.bank_id, n::varchar) as sure
        from banks, range($mentions) as numbers (n)
        where banks.has_site
    ),

    placed as (
        select drawn_of.*, fetches.fetch_id, fetches.url, fetches.source
        from drawn_of
        inner join fetches
            on fetches.fetch_id = $wave || '-' || bank_id || '-' || (page % $pages)::varchar
        where fetches.outcome = 'ok'
        union all
        -- app pages: ten sentences each
        select
            fetches.owner_id, n::varchar, 0,
            drawn('item', fetches.owner_id, 'a' || n::varchar), 500,
            drawn('said', fetches.owner_id, 'a' || n::varchar), drawn('sure', fetches.owner_id, 'a' || n),
            fetches.fetch_id, fetches.url, fetches.source
        from fetches, range(10) as numbers (n)
        where fetches.source = 'store_apple' and fetches.owner_id is not null
    )

    select
        md5(placed.fetch_id || '/' || placed.n)[:16] as mention_id,
        $wave as wave,
        placed.fetch_id as capture_id,
        placed.source,
        placed.bank_id as owner_id,
        placed.url,
        items.item_kind,
        items.item_id,
        case
            when items.item_kind = 'channel' then items.item_id
            when placed.channel < 400 then 'unstated'
            when placed.channel < 680 then 'mobile_bank'
            when placed.channel < 880 then 'web_bank'
            when placed.channel < 960 then 'wechat_bank'
            else 'direct_bank'
        end as channel_id,
        case when said < 930 then 'offered' when said < 960 then 'not_offered' else 'not_about_offer' end
            as polarity,
        'plain' as reason,
        items.title_zh as term,
        -- menus stand on many pages with the same words
        '您可以通过我行的电子渠道随时随地办理' || items.title_zh || '业务，第' || (placed.said % 25)::varchar
            || '条：具体以当地网点公告为准，详情请致电客服热线咨询。' as sentence,
        '电子渠道随时随地办理' || items.title_zh || '业务，具体以当地网点公告为准' as snippet,
        'p' as block_kind,
        'html/body/div[2]/div/div[' || placed.said % 9 || ']/p' as block_path,
        placed.said % 60 as position,
        case when said between 950 and 959 then 'future_word' else 'default' end as rule,
        'sentence' as channel_basis,
        '00000000' as rule_version,
        (array[0.95, 0.95, 0.90, 0.80, 0.60, 0.50])[1 + sure % 6]::decimal(3, 2) as confidence,
        sure > 930 as is_hidden
    from placed
    -- squared: some items are spoken of much, some hardly
    inner join items on items.number = (placed.item * placed.item * $items // 1000000)
    order by mention_id
"""

PRODUCTS = """
    -- materialized, or the banks are joined with the fetches before the numbers
    with numbered as materialized (
        select bank_id, n, $wave || '-' || bank_id || '-' || n as fetch_id
        from banks, range($products) as numbers (n)
        where has_site
    )

    select
        md5($wave || banks.bank_id || 'p' || n)[:16] as product_id,
        $wave as wave,
        banks.fetch_id as capture_id,
        banks.bank_id as owner_id,
        fetches.url,
        '系列' || (drawn('series', banks.bank_id, n::varchar) % 8)::varchar as series,
        series || '第' || n || '期' as name,
        (array['web_bank', 'mobile_bank', 'unstated'])[1 + drawn('pc', banks.bank_id, n::varchar) % 3]
            as channel_id,
        (array['loan', 'wealth', 'deposit', null])[1 + drawn('pl', banks.bank_id, series) % 4]
            as business_line_id,
        name as snippet,
        'html/body/p' as block_path,
        'title' as rule,
        false as is_hidden
    from numbered as banks
    inner join fetches on banks.fetch_id = fetches.fetch_id
    where fetches.outcome = 'ok'
    order by product_id
"""

APP_RANKS = """
    with candidates as (
        select code, 'app ' || code as app_name from apps
        union all
        select 'other-' || n, 'other ' || n from range(150) as numbers (n)
    ),

    ranked as (
        select
            chart,
            code,
            app_name,
            row_number() over (
                partition by chart order by drawn(chart, code, ''), code
            ) as rank
        from candidates, charts
    )

    select
        $wave as wave, 'apple' as store, chart, $day::date as as_of_date, rank, 200 as observed_depth,
        code as store_app_code, $wave || '-' || chart as list_id, list_id as capture_id, app_name
    from ranked
    where rank <= 200
    order by chart, rank
"""

APP_DETAILS = """
    select
        $wave as wave, 'apple' as store, apps.code as store_app_code, $day::date as as_of_date,
        'app ' || apps.code as app_name, 'apple_page' as reply_kind, 'ios' as platform,
        false as is_downloads_saturated, fetches.fetch_id as capture_id, fetches.url,
        4.5 as rating, (hash(apps.code) % 90000)::bigint as n_ratings
    from apps
    inner join fetches on fetches.fetch_id = $wave || '-app-' || apps.owner_id
    order by capture_id
"""

STORE_REPLIES = """
    select
        $wave as wave, 'apple' as store,
        case when owner_id is null then 'apple_chart' else 'apple_page' end as reply_kind,
        $day::date as as_of_date, 'read' as state, 'ok' as outcome,
        case when owner_id is null then 200 else 0 end as n_entries,
        case when owner_id is null then 0 else 1 end as n_details,
        fetch_id as capture_id, url,
        case when owner_id is null then $wave || '-' end as prefix,
        substr(fetch_id, length(prefix) + 1) as chart,
        case when owner_id is null then 0 end as page
    from fetches
    where source = 'store_apple'
    order by capture_id
"""

QUERIES = {
    "fetches": FETCHES,
    "pages": PAGES,
    "mentions": MENTIONS,
    "products": PRODUCTS,
    "app_ranks": APP_RANKS,
    "app_details": APP_DETAILS,
    "store_replies": STORE_REPLIES,
}


def make_config(n_banks: int, n_waves: int) -> Config:
    """The project's taxonomy, stores and evidence over made-up banks, apps and yearly waves."""
    provinces = sorted(PROVINCES)
    unions = tuple(
        replace(make_bank("uuu"), bank_id=f"u{n:03}", name_zh=f"第{n}联社", short_name_zh=f"第{n}联社")
        for n in range(1 + n_banks // BANKS_PER_UNION)
    )
    banks = tuple(_bank(n, provinces[n % len(provinces)], unions) for n in range(n_banks))
    apps = tuple(
        App(
            app_id=f"app-{bank.bank_id}",
            owner_id=bank.bank_id,
            store=STORE,
            store_app_code=str(100000 + number),
            name_zh=f"应用{number}",
            kind="mobile_bank",
            sources=(),
            note=None,
        )
        for number, bank in enumerate((*banks[: n_banks // 5], *unions))
    )
    universe = tuple(bank.bank_id for bank in banks)
    waves = tuple(
        replace(make_wave(f"w{n:02}", universe=universe), as_of_date=date(2016 + n, 11, 1), stores=(STORE,))
        for n in range(n_waves)
    )
    ours = load_config(HOME)
    return replace(
        ours,
        banks=(*banks, *unions),
        apps=apps,
        sites=(),
        waves=waves,
        app_codes=(),
        expectations=(),
        reviews=(),
    )


def _bank(number: int, province: str, unions: tuple[Bank, ...]) -> Bank:
    bank_id, left = f"b{number:05}", number
    for kind, size in TYPES:
        if left < size:
            break
        left -= size
    return replace(
        make_bank("aaa"),
        bank_id=bank_id,
        name_zh=f"第{number}银行股份有限公司",
        short_name_zh=f"第{number}银行",
        type=kind,
        province=province,
        website_url=f"https://www.{bank_id}.test/" if number % 100 < SITE_SHARE * 100 else None,
        union_id=unions[number % len(unions)].bank_id if kind is BankType.RURAL else None,
    )


def land_waves(config: Config, landing: Path) -> None:
    """Write the landed run of every wave into ``landing/<wave>/``."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        banks = [bank for bank in config.banks if bank.type is not BankType.UNION]
        _register(connection, "banks", bank_id=[one.bank_id for one in banks], has_site=[
            one.website_url is not None for one in banks
        ])
        _register(
            connection,
            "apps",
            owner_id=[one.owner_id for one in config.apps],
            code=[one.store_app_code for one in config.apps],
        )
        leaves = [one for one in config.taxonomy.items if one.kind is not ItemKind.CATEGORY]
        _register(
            connection,
            "items",
            number=range(len(leaves)),
            item_kind=[str(one.kind) for one in leaves],
            item_id=[one.item_id for one in leaves],
            title_zh=[one.title_zh for one in leaves],
        )
        _register(connection, "charts", chart=CHARTS)
        for wave in config.waves:
            folder = landing / wave.wave / "made"
            folder.mkdir(parents=True)
            values = {
                "$wave": f"'{wave.wave}'",
                "$day": f"'{wave.as_of_date}'",
                "$pages": str(PAGES_PER_SITE),
                "$mentions": str(MENTIONS_PER_SITE),
                "$products": str(PRODUCTS_PER_SITE),
                "$items": str(len(leaves)),
            }
            connection.execute(_filled(DRAWS.replace("create macro", "create or replace macro"), values))
            for name, schema in TABLES.items():
                table = schema.empty_table()
                if name in QUERIES:
                    found = connection.sql(_filled(QUERIES[name], values)).to_arrow_table()
                    table = _conform(found, schema)
                pq.write_table(table, folder / f"{name}.parquet")
                if name == "fetches":
                    connection.execute(
                        f"create or replace table fetches as from read_parquet('{folder}/fetches.parquet')"
                    )
            (landing / wave.wave / "current").write_text("made", encoding="utf-8")


def _filled(query: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        query = query.replace(name, value)
    return query


def _conform(found: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of the schema, in its order and types; those that the query leaves out are null."""
    columns = [
        found[field.name].cast(field.type)
        if field.name in found.column_names
        else pa.nulls(found.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _register(connection: duckdb.DuckDBPyConnection, name: str, **columns: object) -> None:
    connection.register("incoming", pa.table({key: list(values) for key, values in columns.items()}))  # type: ignore[call-overload]
    connection.execute(f"create table {name} as from incoming")
    connection.unregister("incoming")
