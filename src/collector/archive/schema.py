"""The tables of the index. Another version than this one is made again from the segments."""

VERSION = 2
SCHEMA = """
create table fetches (
    fetch_id text primary key, wave text not null, source text not null, owner_id text, url text not null,
    final_url text not null, outcome text not null, fetched_at text not null, http_status integer,
    content_type text, n_bytes integer not null, depth integer not null, parent_url text, anchor_text text,
    attempt integer not null, is_rendered integer not null, elapsed_ms integer not null, detail text,
    segment text, "offset" integer, payload_digest text, same_as text, kept_in text not null
) without rowid;
create index fetches_by_key on fetches (url, source, owner_id, is_rendered, attempt);
create index fetches_by_owner on fetches (source, owner_id);
create index fetches_by_bytes on fetches (payload_digest, final_url);
create view kept as select * from fetches as one
where same_as is null or exists (select 1 from fetches as two where two.fetch_id = one.same_as);
create table segments (name text primary key, n_indexed_bytes integer not null) without rowid;
create table finishes (
    source text not null, owner_id text not null, plan text not null, n_fetches integer not null,
    is_reached integer not null, kept_in text not null, primary key (source, owner_id)
) without rowid;
"""
