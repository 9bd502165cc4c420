-- 0 to 999, the same in every run; a tenth of them differs by wave
create or replace macro drawn(what, owner, n) as
    (hash(what || owner || '/' || n || case when hash('w' || what || owner || n || $wave) % 10 = 0
    then $wave else '' end) % 1000)::integer;
