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
