-- One row per wave, bank, item and channel that is both offered and denied: the two sides, counted and dated.
-- A side is as late as its latest page; a page without a date is taken to be undated_days old on the wave's day.
with sides as (
    select * from {{ ref('int_sides_spanned') }}
),

offers as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        count(distinct main_page) as n_offer_pages,
        bool_or(is_full) as has_full_offer,
        max(page_date) as offer_date,
        bool_or(page_date is null) as has_undated_offer,
        min(mention_id) filter (where side_order = 1) as offer_mention_id
    from sides
    where is_evidence
    group by
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id
),

denials as (
    select
        sides.*,
        offers.n_offer_pages,
        offers.has_full_offer,
        offers.offer_date,
        offers.has_undated_offer,
        offers.offer_mention_id,
        -- "coming soon" on a dated page, and offered since, or on a page that stands there today
        sides.is_announcement
        and sides.page_date is not null
        and (offers.has_undated_offer or coalesce(offers.offer_date >= sides.page_date, false)) as is_fulfilled
    from sides
    inner join offers
        on
            {{ same_item('sides', 'offers') }}
            and sides.channel_id = offers.channel_id
    where not sides.is_evidence
),

compared as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        n_offer_pages,
        has_full_offer,
        offer_date,
        has_undated_offer,
        offer_mention_id,
        bool_and(is_fulfilled) as is_fulfilled,
        count(distinct main_page) filter (where not is_fulfilled) as n_denial_pages,
        coalesce(bool_or(is_full) filter (where not is_fulfilled), false) as has_full_denial,
        max(page_date) filter (where not is_fulfilled) as denial_date,
        coalesce(bool_or(page_date is null) filter (where not is_fulfilled), false) as has_undated_denial,
        min(mention_id) filter (where side_order = 1) as denial_mention_id
    from denials
    group by all
),

final as (
    select
        compared.*,
        thresholds.outnumbered,
        list_contains(thresholds.denied_item_kinds, compared.item_kind) as is_denied_kind,
        greatest(
            compared.offer_date,
            case when compared.has_undated_offer then waves.as_of_date - thresholds.undated_days::integer end
        ) as offer_day,
        greatest(
            compared.denial_date,
            case when compared.has_undated_denial then waves.as_of_date - thresholds.undated_days::integer end
        ) as denial_day
    from compared
    inner join {{ ref('stg_config__waves') }} as waves
        on compared.wave = waves.wave
    inner join {{ ref('stg_config__evidence') }} as thresholds
        on compared.wave = thresholds.wave
)

select * from final
