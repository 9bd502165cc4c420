with segments as (
    select * from {{ ref('dim_segment') }}
),

-- banks of the same segments are counted together, and then with the others of each segment
earlier_together as (
    select
        read_again.wave,
        read_again.from_wave,
        memberships.segments,
        read_again.cell_number,
        count(*) as n_banks_from,
        bool_or(read_again.again_wave <> read_again.from_wave) as is_read_again,
        {% for answer in ['from', 'read'] -%}
        count(*) filter (where read_again.{{ answer }}_answer = 'present') as n_{{ answer }}_present,
        count(*) filter (where read_again.{{ answer }}_answer = 'absent') as n_{{ answer }}_absent{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('int_answers_read_again') }} as read_again
    inner join {{ ref('int_banks_numbered') }} as banks
        on read_again.bank_number = banks.bank_number
    left join {{ ref('int_memberships_listed') }} as memberships
        on
            read_again.from_wave = memberships.wave
            and banks.bank_id = memberships.bank_id
    group by
        read_again.wave,
        read_again.from_wave,
        memberships.segments,
        read_again.cell_number
),

asked as (
    select
        cells.wave,
        cells.from_wave,
        cells.pair_kind,
        cells.cell_number,
        cells.item_kind,
        cells.item_id,
        cells.channel_id,
        bool_or(together.is_read_again) as is_read_again
    from {{ ref('int_cells_paired') }} as cells
    inner join earlier_together as together
        on
            cells.wave = together.wave
            and cells.from_wave = together.from_wave
            and cells.cell_number = together.cell_number
    group by all
),

earlier as (
    select
        together.wave,
        together.from_wave,
        segments.segment,
        together.cell_number,
        sum(together.n_banks_from)::bigint as n_banks_from,
        {{ share('sum(together.n_from_present)', 'sum(together.n_from_present + together.n_from_absent)') }} as from_value,
        {{ share('sum(together.n_read_present)', 'sum(together.n_read_present + together.n_read_absent)') }} as read_value
    from earlier_together as together
    inner join segments
        on {{ has_segment('together.segments', 'segments.segment') }}
    group by
        together.wave,
        together.from_wave,
        segments.segment,
        together.cell_number
),

-- of a restatement the pages are the same, so what counts is the answer as published
before as (
    select
        compared.*,
        case when pairs.pair_kind = 'restatement' then compared.from_answer else compared.again_answer end as before_answer
    from {{ ref('int_answers_compared') }} as compared
    inner join {{ ref('int_waves_paired') }} as pairs
        on
            compared.wave = pairs.wave
            and compared.from_wave = pairs.from_wave
),

{% set answers_after = ['read', 'decided', 'covered', 'to'] -%}
{% set counts = ['n_banks_to', 'n_matched', 'n_matched_from', 'n_gained', 'n_lost', 'n_stayed_present',
    'n_stayed_absent', 'n_became_known', 'n_became_unknown', 'n_stayed_unknown'] -%}
later_together as (
    select
        wave,
        from_wave,
        segments,
        cell_number,
        count(*) as n_banks_to,
        count(*) filter (where n_from_banks > 0) as n_matched,
        sum(n_from_banks)::bigint as n_matched_from,
        count(*) filter (where before_answer = 'absent' and to_answer = 'present') as n_gained,
        count(*) filter (where before_answer = 'present' and to_answer = 'absent') as n_lost,
        count(*) filter (where before_answer = 'present' and to_answer = 'present') as n_stayed_present,
        count(*) filter (where before_answer = 'absent' and to_answer = 'absent') as n_stayed_absent,
        count(*) filter (where before_answer = 'unknown' and to_answer <> 'unknown') as n_became_known,
        count(*) filter (where before_answer <> 'unknown' and to_answer = 'unknown') as n_became_unknown,
        count(*) filter (where before_answer = 'unknown' and to_answer = 'unknown') as n_stayed_unknown,
        {% for answer in answers_after -%}
        count(*) filter (where {{ answer }}_answer = 'present') as n_{{ answer }}_present,
        count(*) filter (where {{ answer }}_answer = 'absent') as n_{{ answer }}_absent{{ ',' if not loop.last }}
        {% endfor %}
    from before
    group by
        wave,
        from_wave,
        segments,
        cell_number
),

later as (
    select
        together.wave,
        together.from_wave,
        segments.segment,
        together.cell_number,
        {% for count in counts -%}
        sum(together.{{ count }})::bigint as {{ count }},
        {% endfor -%}
        {% for answer in answers_after -%}
        {{ share(
            'sum(together.n_' ~ answer ~ '_present)',
            'sum(together.n_' ~ answer ~ '_present + together.n_' ~ answer ~ '_absent)'
        ) }} as {{ answer }}_value{{ ',' if not loop.last }}
        {% endfor %}
    from later_together as together
    inner join segments
        on {{ has_segment('together.segments', 'segments.segment') }}
    group by
        together.wave,
        together.from_wave,
        segments.segment,
        together.cell_number
),

-- a step after which nothing is determined hands its part on to the next one
stepped as (
    select
        asked.*,
        segments.segment,
        coalesce(earlier.n_banks_from, 0) as n_banks_from,
        {% for count in counts -%}
        coalesce(later.{{ count }}, 0) as {{ count }},
        {% endfor -%}
        earlier.from_value,
        coalesce(earlier.read_value, earlier.from_value) as step_1,
        coalesce(later.read_value, earlier.read_value, earlier.from_value) as step_2,
        coalesce(later.decided_value, later.read_value, earlier.read_value, earlier.from_value) as step_3,
        coalesce(
            later.covered_value, later.decided_value, later.read_value, earlier.read_value, earlier.from_value
        ) as step_4,
        later.to_value,
        earlier.from_value is not null and later.to_value is not null as has_change
    from asked
    cross join segments
    left join earlier
        on
            asked.wave = earlier.wave
            and asked.from_wave = earlier.from_wave
            and segments.segment = earlier.segment
            and asked.cell_number = earlier.cell_number
    left join later
        on
            asked.wave = later.wave
            and asked.from_wave = later.from_wave
            and segments.segment = later.segment
            and asked.cell_number = later.cell_number
),

final as (
    select
        wave,
        from_wave,
        pair_kind,
        case
            when item_kind = 'channel' then 'channel_coverage'
            when item_kind = 'business_line' then 'business_line_channels'
            when item_kind = 'service_channel' then 'service_channel_coverage'
            when item_kind = 'technology' then 'technology_coverage'
            else 'scenario_coverage'
        end as statistic,
        segment,
        item_kind,
        item_id,
        channel_id,
        n_banks_from,
        n_banks_to,
        n_matched,
        n_banks_from - n_matched_from as n_left,
        n_banks_to - n_matched as n_entered,
        n_gained + n_lost + n_stayed_present + n_stayed_absent as n_both_known,
        n_gained,
        n_lost,
        n_stayed_present,
        n_stayed_absent,
        n_became_known,
        n_became_unknown,
        n_stayed_unknown,
        {{ share('n_gained - n_lost', 'n_gained + n_lost + n_stayed_present + n_stayed_absent') }} as matched_change,
        case
            when n_gained + n_lost + n_stayed_present + n_stayed_absent > 0
                then {{ mcnemar_p('n_gained', 'n_lost') }}
        end as mcnemar_p,
        from_value,
        to_value,
        to_value - from_value as value_change,
        case when has_change and is_read_again then step_1 - from_value end as reading_change,
        case when has_change then step_2 - step_1 end as universe_change,
        case when has_change then step_3 - step_2 end as review_change,
        case when has_change then step_4 - step_3 end as coverage_change,
        case when has_change then to_value - step_4 end as source_change,
        case when is_read_again then 'restated' else 'not_separable' end as reading_basis
    from stepped
    order by
        wave,
        from_wave,
        segment,
        item_kind,
        item_id,
        channel_id
)

select * from final
