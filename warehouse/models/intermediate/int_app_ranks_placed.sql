-- One row per list-day, segment and listed bank: its rank and its place among the segment's listed banks (1 = best).
with listed as (
    select * from {{ ref('fct_bank_app_rank') }}
    where state = 'listed'
),

final as (
    select
        listed.wave,
        listed.store,
        listed.chart,
        listed.as_of_date,
        segment_banks.segment,
        listed.bank_id,
        listed.best_rank,
        row_number() over segment_list as place,
        count(*) over (
            partition by
                listed.wave, listed.store, listed.chart, listed.as_of_date, segment_banks.segment
        ) as n_listed
    from listed
    inner join {{ ref('int_segment_banks') }} as segment_banks
        on
            listed.wave = segment_banks.wave
            and listed.bank_id = segment_banks.bank_id
    window segment_list as (
        partition by listed.wave, listed.store, listed.chart, listed.as_of_date, segment_banks.segment
        order by listed.best_rank asc, listed.bank_id asc
    )
)

select * from final
