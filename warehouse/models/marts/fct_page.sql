with pages as (
    select * from {{ ref('stg_landing__pages') }}
),

final as (
    select
        capture_id,
        wave,
        source,
        owner_id,
        url,
        title,
        page_kind,
        page_date,
        page_channel,
        has_text_in_images,
        is_superseded,
        encoding,
        n_blocks,
        n_chars,
        source_id,
        note
    from pages
    order by
        wave,
        capture_id
)

select * from final
