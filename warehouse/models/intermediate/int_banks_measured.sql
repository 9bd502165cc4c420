-- What was read and determined of the banks of a wave: pages of each, banks visited and answers of each segment.
with pages as (
    select
        wave,
        owner_id as bank_id,
        count(*) as n_answered
    from {{ ref('fct_fetch') }}
    where
        is_final
        and source = '{{ var("site_source") }}'
        and (
            is_visit
            or outcome = 'empty'
        )
    group by
        wave,
        owner_id
),

visits as (
    select
        segments.wave,
        segments.segment,
        count(*) filter (where visits.n_visited > 0) as n_visited
    from {{ ref('int_segment_banks') }} as segments
    inner join {{ ref('fct_visit') }} as visits
        on
            segments.wave = visits.wave
            and segments.bank_id = visits.bank_id
    group by
        segments.wave,
        segments.segment
),

answers as (
    select
        segments.wave,
        segments.segment,
        count(*) filter (where observations.answer <> 'unknown') as n_determined,
        count(*) as n_answers
    from {{ ref('int_segment_banks') }} as segments
    inner join {{ ref('fct_observation') }} as observations
        on
            segments.wave = observations.wave
            and segments.bank_id = observations.bank_id
            and observations.item_kind <> 'scenario_category'
    group by
        segments.wave,
        segments.segment
),

final as (
    select
        banks.wave,
        'pages_answered' as measure,
        banks.bank_id as subject,
        cast(coalesce(pages.n_answered, 0) as decimal(18, 6)) as value
    from {{ ref('dim_bank') }} as banks
    left join pages
        on
            banks.wave = pages.wave
            and banks.bank_id = pages.bank_id
    union all
    select
        waves.wave,
        'banks_visited' as measure,
        segments.segment as subject,
        coalesce(visits.n_visited, 0) as value
    from {{ ref('dim_wave') }} as waves
    cross join {{ ref('dim_segment') }} as segments
    left join visits
        on
            waves.wave = visits.wave
            and segments.segment = visits.segment
    union all
    select
        waves.wave,
        'determined_share' as measure,
        segments.segment as subject,
        coalesce({{ share('answers.n_determined', 'answers.n_answers') }}, 0) as value
    from {{ ref('dim_wave') }} as waves
    cross join {{ ref('dim_segment') }} as segments
    left join answers
        on
            waves.wave = answers.wave
            and segments.segment = answers.segment
)

select * from final
