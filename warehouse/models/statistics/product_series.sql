with products as (
    select * from {{ ref('fct_product') }}
),

waves as (
    select
        wave,
        -- a restatement reads the same pages again: it is the edition that it restates
        coalesce(restates_wave, wave) as edition,
        dense_rank() over (order by as_of_date asc, coalesce(restates_wave, wave) asc) as edition_order
    from {{ ref('dim_wave') }}
),

ordered as (
    select
        products.*,
        waves.edition,
        waves.edition_order
    from products
    inner join waves
        on products.wave = waves.wave
),

final as (
    select
        wave,
        bank_id,
        series,
        channel_id,
        business_line_id,
        min_by(edition, edition_order) over until_now as first_wave,
        min(first_seen_at) over until_now as first_seen_at,
        last_seen_at,
        count(distinct edition_order) over until_now as n_waves,
        min(edition_order) over (
            partition by bank_id, series
            order by edition_order asc
            range between unbounded preceding and current row
        ) = edition_order as is_new
    from ordered
    -- what later waves see changes nothing of a wave that is published
    window until_now as (
        partition by bank_id, series, channel_id
        order by edition_order asc
        range between unbounded preceding and current row
    )
    order by
        wave,
        bank_id,
        series,
        channel_id
)

select * from final
