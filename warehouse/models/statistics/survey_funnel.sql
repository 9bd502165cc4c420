with steps as (
    select *
    from (
        values
        ('in_universe', 1),
        ('source_known', 2),
        ('attempted', 3),
        ('visited', 4),
        ('partly_determined', 5),
        ('fully_determined', 6)
    ) as in_order (step, position)
),

reached as (
    select
        reach.*,
        steps.position as step_position
    from {{ ref('fct_bank_reach') }} as reach
    inner join steps
        on reach.step = steps.step
),

published as (
    select * from {{ ref('published_2018') }}
    where statistic = 'survey_funnel'
),

counted as (
    select
        waves.wave,
        segments.segment,
        steps.step,
        steps.position,
        count(reached.bank_id) as n_banks,
        count(*) filter (where reached.step_position >= steps.position) as n_reached,
        {% for source in ['site', 'app'] -%}
        case steps.step
            when 'source_known' then count(*) filter (where reached.is_{{ source }}_known)
            when 'attempted' then count(*) filter (where reached.is_{{ source }}_attempted)
            when 'visited' then count(*) filter (where reached.is_{{ source }}_visited)
        end as n_by_{{ source }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('dim_wave') }} as waves
    cross join {{ ref('dim_segment') }} as segments
    cross join steps
    left join {{ ref('int_segment_banks') }} as segment_banks
        on
            waves.wave = segment_banks.wave
            and segments.segment = segment_banks.segment
    left join reached
        on
            waves.wave = reached.wave
            and segment_banks.bank_id = reached.bank_id
    group by
        waves.wave,
        segments.segment,
        steps.step,
        steps.position
),

final as (
    select
        counted.wave,
        counted.segment,
        counted.step,
        counted.position,
        counted.n_banks,
        counted.n_reached,
        counted.n_by_site,
        counted.n_by_app,
        {{ share('counted.n_reached', 'counted.n_banks') }} as value,
        cast(published.value as bigint) as published_2018,
        published.line as published_line
    from counted
    left join published
        on
            counted.segment = published.segment
            and counted.step = published.item_id
    order by
        counted.wave,
        counted.segment,
        counted.position
)

select * from final
