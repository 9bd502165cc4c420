-- An unknown answer says why, a present one says nothing, an absent one only that the bank said so, with its sentence.
select
    wave,
    bank_id,
    item_kind,
    item_id,
    channel_id
from {{ ref('fct_observation') }}
where
    case answer
        when 'unknown' then coalesce(reason, 'stated_not_offered') = 'stated_not_offered'
        when 'absent' then coalesce(reason, 'stated_not_offered') <> 'stated_not_offered'
        else reason is not null
    end
    or coalesce(reason = 'stated_not_offered', false) <> (denied_mention_id is not null)
