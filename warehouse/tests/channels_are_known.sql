-- Every channel that a page is said to name is a channel of the taxonomy, or unstated.
with named as (
    select
        mention_id as row_id,
        channel_id
    from {{ ref('fct_mention') }}
    union all
    select
        best_product_id as row_id,
        channel_id
    from {{ ref('fct_product') }}
)

select
    row_id,
    channel_id
from named
where
    channel_id <> 'unstated'
    and channel_id not in (select item_id from {{ ref('dim_item') }} where item_kind = 'channel')
