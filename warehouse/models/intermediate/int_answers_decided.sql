-- One row per wave, bank, item (no category) and channel: present, absent or unknown, and why unknown.
with grid as (
    select * from {{ ref('int_grid_spanned') }}
),

evidence as (
    select * from {{ ref('int_evidence_counted') }}
),

judged as (
    select
        grid.*,
        coalesce(evidence.n_mentions, 0) as n_mentions,
        evidence.best_mention_id,
        coalesce(evidence.is_inherited, false) as is_inherited,
        grid.channel_id <> 'any' and unstated.n_mentions is not null as is_channel_unstated,
        visits.visit_status,
        visits.main_outcome,
        visits.complete_depth >= grid.absent_depth as is_site_read,
        not grid.has_app_source
        or grid.channel_id not in ('any', 'mobile_bank')
        or apps_unread.bank_id is null as is_app_read
    from grid
    inner join {{ ref('fct_visit') }} as visits
        on
            grid.wave = visits.wave
            and grid.bank_id = visits.bank_id
    left join evidence
        on
            grid.wave = evidence.wave
            and grid.bank_id = evidence.bank_id
            and grid.item_kind = evidence.item_kind
            and grid.item_id = evidence.item_id
            and grid.channel_id = evidence.channel_id
    left join evidence as unstated
        on
            grid.wave = unstated.wave
            and grid.bank_id = unstated.bank_id
            and grid.item_kind = unstated.item_kind
            and grid.item_id = unstated.item_id
            and unstated.channel_id = 'unstated'
    left join {{ ref('int_apps_unread') }} as apps_unread
        on
            grid.wave = apps_unread.wave
            and grid.bank_id = apps_unread.bank_id
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
            when n_mentions > 0 then 'present'
            when is_channel_unstated then 'unknown'
            when is_site_read and is_app_read then 'absent'
            else 'unknown'
        end as answer,
        case
            when n_mentions > 0 then null
            when is_channel_unstated then 'channel_unstated'
            when is_site_read and is_app_read then null
            when visit_status in ('no_known_site', 'not_attempted') then visit_status
            when visit_status = 'unreachable' then 'unreachable:' || main_outcome
            when is_site_read then 'app_page_unread'
            -- nothing blocks, yet the wave's own depth limit ends above the depth the item asks for
            when main_outcome = 'ok' then 'partial:over_budget'
            else 'partial:' || main_outcome
        end as reason,
        n_mentions,
        best_mention_id,
        is_inherited
    from judged
)

select * from final
