-- What single banks gained and lost of an answer is what the numbers of all banks show.
with net as (
    select
        wave,
        from_wave,
        item_kind,
        item_id,
        channel_id,
        count(*) filter (where to_answer = 'present') - count(*) filter (where from_answer = 'present') as n_present,
        count(*) filter (where to_answer = 'absent') - count(*) filter (where from_answer = 'absent') as n_absent
    from {{ ref('bank_change') }}
    group by
        wave,
        from_wave,
        item_kind,
        item_id,
        channel_id
),

answers as (
    select
        wave,
        item_kind,
        item_id,
        channel_id,
        count(*) filter (where answer = 'present') as n_present,
        count(*) filter (where answer = 'absent') as n_absent
    from {{ ref('fct_observation') }}
    group by
        wave,
        item_kind,
        item_id,
        channel_id
)

select
    pairs.wave,
    pairs.from_wave,
    later.item_kind,
    later.item_id,
    later.channel_id
from (select distinct wave, from_wave from {{ ref('wave_change') }}) as pairs
inner join answers as later
    on pairs.wave = later.wave
inner join answers as earlier
    on
        pairs.from_wave = earlier.wave
        and later.item_kind = earlier.item_kind
        and later.item_id = earlier.item_id
        and later.channel_id = earlier.channel_id
left join net
    on
        pairs.wave = net.wave
        and pairs.from_wave = net.from_wave
        and later.item_kind = net.item_kind
        and later.item_id = net.item_id
        and later.channel_id = net.channel_id
where
    {{ computed_here('pairs.wave') }}
    and (
        coalesce(net.n_present, 0) <> later.n_present - earlier.n_present
        or coalesce(net.n_absent, 0) <> later.n_absent - earlier.n_absent
    )
