-- Every bank of every wave has a row for every item and channel it is asked about, and no other. Rows are counted bank by
-- bank (none stands twice: the table's key), and those of the banks that have too few or others are confronted.
with asked as (
    select
        items.item_kind,
        items.item_id,
        channels.channel_id
    from {{ ref('stg_config__items') }} as items
    inner join (
        select unnest(['any', '{{ var("observed_channels") | join("', '") }}']) as channel_id
    ) as channels
        on
            items.item_kind in ('scenario', 'scenario_category', 'business_line')
            or (
                items.item_kind in ('channel', 'service_channel', 'technology')
                and channels.channel_id = 'any'
            )
),

banks as (
    select
        wave,
        bank_id
    from {{ ref('dim_bank') }}
    where {{ computed_here('wave') }}
),

found as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id
    from {{ ref('fct_observation') }}
    where {{ computed_here('wave') }}
),

counted as (
    select
        found.wave,
        found.bank_id,
        count(*) as n_rows,
        count(asked.item_id) as n_asked_rows
    from found
    left join asked
        on
            found.item_kind = asked.item_kind
            and found.item_id = asked.item_id
            and found.channel_id = asked.channel_id
    group by
        found.wave,
        found.bank_id
),

doubtful as (
    select
        coalesce(banks.wave, counted.wave) as wave,
        coalesce(banks.bank_id, counted.bank_id) as bank_id
    from banks
    full join counted
        on
            banks.wave = counted.wave
            and banks.bank_id = counted.bank_id
    cross join (select count(*) as n_asked from asked) as totals
    where
        banks.bank_id is null
        or coalesce(counted.n_rows, 0) <> totals.n_asked
        or counted.n_asked_rows <> totals.n_asked
),

expected_rows as (
    select
        banks.wave,
        banks.bank_id,
        asked.item_kind,
        asked.item_id,
        asked.channel_id
    from banks
    semi join doubtful
        on
            banks.wave = doubtful.wave
            and banks.bank_id = doubtful.bank_id
    cross join asked
),

found_rows as (
    select found.*
    from found
    semi join doubtful
        on
            found.wave = doubtful.wave
            and found.bank_id = doubtful.bank_id
)

(select * from expected_rows except select * from found_rows)
union all
(select * from found_rows except select * from expected_rows)
