-- One row per store and code by which a list of it may name an app: lists do not say that an app is one of HarmonyOS.
select * from {{ ref('int_app_codes_known') }}
where platform is distinct from 'harmony'
