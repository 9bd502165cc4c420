-- No reply of a store has another form than the one that is read, in waves that ask once; an attempt that another one
-- of its address made up for does not count. In a series the next day asks again: series_replies_are_read warns.
{{ changed_replies('not waves.is_series and not waves.is_backfill') }}
