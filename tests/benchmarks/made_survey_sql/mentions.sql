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
