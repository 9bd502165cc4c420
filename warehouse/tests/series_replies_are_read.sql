-- Warns of replies of a series that have another form than the one that is read: the store is to be looked at.
{{ config(severity='warn') }}
{{ changed_replies('waves.is_series') }}
