with segment_banks as (
    select * from {{ ref('int_segment_banks') }}
),

read_again as (
    select * from {{ ref('int_answers_read_again') }}
),

compared as (
    select * from {{ ref('int_answers_compared') }}
),

asked as (
    select
        wave,
        from_wave,
        pair_kind,
        item_kind,
        item_id,
        channel_id,
        bool_or(is_read_again) as is_read_again
    from read_again
    group by
        wave,
        from_wave,
        pair_kind,
        item_kind,
        item_id,
        channel_id
),

earlier as (
    select
        read_again.wave,
        read_again.from_wave,
        segment_banks.segment,
        read_again.item_kind,
        read_again.item_id,
        read_again.channel_id,
        count(*) as n_banks_from,
        {{ share_of('read_again.from_answer') }} as from_value,
        {{ share_of('read_again.read_answer') }} as read_value
    from read_again
    inner join segment_banks
        on
            read_again.from_wave = segment_banks.wave
            and read_again.bank_id = segment_banks.bank_id
    group by
        read_again.wave,
        read_again.from_wave,
        segment_banks.segment,
        read_again.item_kind,
        read_again.item_id,
        read_again.channel_id
),

-- of a restatement the pages are the same, so what counts is the answer as published
before as (
    select
        *,
        case when pair_kind = 'restatement' then from_answer else again_answer end as before_answer
    from compared
),

later as (
    select
        wave,
        from_wave,
        segment,
        item_kind,
        item_id,
        channel_id,
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
        {{ share_of('read_answer') }} as moved_value,
        {{ share_of('decided_answer') }} as decided_value,
        {{ share_of('covered_answer') }} as covered_value,
        {{ share_of('to_answer') }} as to_value
    from before
    group by
        wave,
        from_wave,
        segment,
        item_kind,
        item_id,
        channel_id
),

-- a step after which nothing is determined hands its part on to the next one
stepped as (
    select
        asked.*,
        segments.segment,
        coalesce(earlier.n_banks_from, 0) as n_banks_from,
        {% for count in ['n_banks_to', 'n_matched', 'n_matched_from', 'n_gained', 'n_lost', 'n_stayed_present',
            'n_stayed_absent', 'n_became_known', 'n_became_unknown', 'n_stayed_unknown'] -%}
        coalesce(later.{{ count }}, 0) as {{ count }},
        {% endfor -%}
        earlier.from_value,
        coalesce(earlier.read_value, earlier.from_value) as step_1,
        coalesce(later.moved_value, earlier.read_value, earlier.from_value) as step_2,
        coalesce(later.decided_value, later.moved_value, earlier.read_value, earlier.from_value) as step_3,
        coalesce(
            later.covered_value, later.decided_value, later.moved_value, earlier.read_value, earlier.from_value
        ) as step_4,
        later.to_value,
        earlier.from_value is not null and later.to_value is not null as has_change
    from asked
    cross join {{ ref('dim_segment') }} as segments
    left join earlier
        on
            asked.wave = earlier.wave
            and asked.from_wave = earlier.from_wave
            and segments.segment = earlier.segment
            and asked.item_kind = earlier.item_kind
            and asked.item_id = earlier.item_id
            and asked.channel_id = earlier.channel_id
    left join later
        on
            asked.wave = later.wave
            and asked.from_wave = later.from_wave
            and segments.segment = later.segment
            and asked.item_kind = later.item_kind
            and asked.item_id = later.item_id
            and asked.channel_id = later.channel_id
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
