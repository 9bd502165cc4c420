-- An unknown answer says why, a present one says nothing, an absent one only that the bank said so, with its sentence;
-- one that a person decided says that.
select
    wave,
    bank_id,
    item_kind,
    item_id,
    channel_id
from {{ ref('fct_observation') }}
where
    case
        when is_reviewed and item_kind <> 'scenario_category' then coalesce(reason <> 'reviewed', true)
        when answer = 'unknown' then coalesce(reason, 'stated_not_offered') = 'stated_not_offered'
        when answer = 'absent' then coalesce(reason, 'stated_not_offered') <> 'stated_not_offered'
        else reason is not null
    end
    or coalesce(reason = 'stated_not_offered', false) <> (denied_mention_id is not null)
