-- One row per list-day and segment with a listed bank: quartiles by nearest rank, the ⌈q·n⌉-th best of n ranks.
with placed as (
    select * from {{ ref('int_app_ranks_placed') }}
),

final as (
    select
        wave,
        store,
        chart,
        as_of_date,
        segment,
        max(best_rank) filter (where place = (n_listed + 3) // 4) as q1_rank,
        max(best_rank) filter (where place = (n_listed + 1) // 2) as median_rank,
        max(best_rank) filter (where place = (3 * n_listed + 3) // 4) as q3_rank
    from placed
    group by
        wave,
        store,
        chart,
        as_of_date,
        segment
)

select * from final
