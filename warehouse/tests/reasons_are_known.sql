-- Every reason is a word of the vocabulary, followed by a known outcome where such a reason has one.
select
    observations.wave,
    observations.bank_id,
    observations.reason
from {{ ref('fct_observation') }} as observations
left join {{ ref('stg_config__answer_reasons') }} as reasons
    on
        split_part(observations.reason, ':', 1) = reasons.reason
        and observations.answer = reasons.answer
left join {{ ref('stg_config__outcomes') }} as outcomes
    on split_part(observations.reason, ':', 2) = outcomes.outcome
where
    observations.reason is not null
    and (
        reasons.reason is null
        or reasons.has_outcome <> (outcomes.outcome is not null)
        or reasons.has_outcome <> contains(observations.reason, ':')
    )
