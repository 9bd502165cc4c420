-- One row per wave, bank, item (no category) and channel: present, absent or unknown, and why.
with grid as (
    select * from {{ ref('int_grid_spanned') }}
),

evidence as (
    select * from {{ ref('int_evidence_counted') }}
),

routes as (
    select * from {{ ref('int_routes_met') }}
),

denials as (
    select * from {{ ref('int_denials_stated') }}
),

judged as (
    select
        grid.*,
        routes.route is not null as is_present,
        coalesce(evidence.n_mentions, 0) as n_mentions,
        evidence.best_mention_id,
        coalesce(evidence.is_inherited, false) as is_inherited,
        coalesce(evidence.has_undecided or (grid.channel_id <> 'any' and unstated.has_undecided), false)
            as is_contradicted,
        coalesce(own_denials.denied_mention_id, denials.denied_mention_id) as denied_mention_id,
        grid.channel_id <> 'any' and coalesce(unstated.n_mentions, 0) > 0 as is_channel_unstated,
        any_routes.route is not null as is_present_somehow,
        visits.visit_status,
        visits.main_outcome,
        visits.complete_depth >= grid.absent_depth
        and list_contains(thresholds.absent_visit_statuses, visits.visit_status) as is_site_read,
        not grid.has_app_source
        or grid.channel_id not in ('any', 'mobile_bank')
        or apps_unread.bank_id is null as is_app_read
    from grid
    inner join {{ ref('fct_visit') }} as visits
        on
            grid.wave = visits.wave
            and grid.bank_id = visits.bank_id
    inner join {{ ref('stg_config__evidence') }} as thresholds
        on grid.wave = thresholds.wave
    left join evidence
        on
            {{ same_item('grid', 'evidence') }}
            and grid.channel_id = evidence.channel_id
    left join evidence as unstated
        on
            {{ same_item('grid', 'unstated') }}
            and unstated.channel_id = 'unstated'
    left join routes
        on
            {{ same_item('grid', 'routes') }}
            and grid.channel_id = routes.channel_id
    left join routes as any_routes
        on
            {{ same_item('grid', 'any_routes') }}
            and any_routes.channel_id = 'any'
    left join denials as own_denials
        on
            {{ same_item('grid', 'own_denials') }}
            and grid.channel_id = own_denials.channel_id
    left join denials
        on
            {{ same_item('grid', 'denials') }}
            and denials.channel_id = 'any'
    left join {{ ref('int_apps_unread') }} as apps_unread
        on
            grid.wave = apps_unread.wave
            and grid.bank_id = apps_unread.bank_id
),

decided as (
    select
        *,
        case
            when is_present then null
            when n_mentions > 0 then 'weak_evidence'
            when is_contradicted then 'contradicted'
            when denied_mention_id is not null then 'stated_not_offered'
            when is_channel_unstated and is_present_somehow then 'channel_unstated'
            when is_channel_unstated then 'weak_evidence'
            when is_site_read and is_app_read then null
            when visit_status in ('no_known_site', 'not_attempted') then visit_status
            when visit_status = 'unreachable' then 'unreachable:' || main_outcome
            when is_site_read then 'app_page_unread'
            -- nothing blocks, yet the wave's own depth limit ends above the depth the item asks for
            when main_outcome = 'ok' then 'partial:over_budget'
            else 'partial:' || main_outcome
        end as reason
    from judged
),

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        parent_id,
        position,
        channel_id,
        case
            when is_present then 'present'
            when reason is null or reason = 'stated_not_offered' then 'absent'
            else 'unknown'
        end as answer,
        reason,
        n_mentions,
        best_mention_id,
        case when reason = 'stated_not_offered' then denied_mention_id end as denied_mention_id,
        is_inherited
    from decided
)

select * from final
