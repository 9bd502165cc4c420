with products as (
    select * from {{ ref('fct_product') }}
),

waves as (
    select
        wave,
        row_number() over (order by as_of_date asc, wave asc) as wave_order
    from {{ ref('dim_wave') }}
),

ordered as (
    select
        products.*,
        waves.wave_order
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
        first_value(wave) over in_order as first_wave,
        last_value(wave) over in_order as last_wave,
        min(first_seen_at) over in_order as first_seen_at,
        max(last_seen_at) over in_order as last_seen_at,
        count(*) over in_order as n_waves,
        min(wave_order) over (partition by bank_id, series) = wave_order as is_new
    from ordered
    window in_order as (
        partition by bank_id, series, channel_id
        order by wave_order asc
        rows between unbounded preceding and unbounded following
    )
    order by
        wave,
        bank_id,
        series,
        channel_id
)

select * from final
