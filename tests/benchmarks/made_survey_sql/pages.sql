select
    fetch_id as capture_id, wave, source, url, 'utf-8' as encoding, 60 as n_blocks, 1800 as n_chars,
    false as is_superseded, owner_id,
    case
        when depth = 0 then 'home'
        else (array['product', 'product_list', 'scenario', 'notice', 'help', 'other'])[
            (1 + hash(fetch_id) % 6)::integer]
    end as page_kind,
    false as has_text_in_images,
    case when hash('d' || fetch_id) % 3 = 0
        then $day::date - (hash('a' || fetch_id) % 700)::integer end as page_date
from fetches
where outcome = 'ok' and owner_id is not null
order by capture_id
