-- Six banks: two read completely, one partly, one unreachable, one not attempted, one with its union's app.
create table dim_wave as
select 'sample' as wave, '示例期：中小银行线上服务' as title_zh, 'Sample wave' as title_en,
    date '2018-11-01' as as_of_date, true as is_sample, false as is_backfill, false as is_series;

create table dim_bank as
select 'sample' as wave, * from (values
    ('cmb', '招商银行股份有限公司', '招商银行', 'China Merchants Bank', 'joint_stock', '广东省', '深圳市', 'http://www.cmbchina.com', null, true, true),
    ('spdb', '上海浦东发展银行股份有限公司', '浦发银行', null, 'joint_stock', '上海市', '上海市', 'http://www.spdb.com.cn', null, true, true),
    ('bosc', '上海银行股份有限公司', '上海银行', 'Bank of Shanghai', 'city', '上海市', '上海市', 'http://www.bankofshanghai.com', null, true, true),
    ('xacb', '西安银行股份有限公司', '西安银行', 'Bank of Xi''an', 'city', '陕西省', '西安市', 'http://www.xacbank.com', null, true, false),
    ('dyrcb', '浙江东阳农村商业银行股份有限公司', '东阳农商银行', null, 'rural', '浙江省', '金华市', 'http://www.dyrcb.com', 'zjnx', true, true),
    ('icbc', '中国工商银行股份有限公司', '工商银行', 'ICBC', 'large', '北京市', '北京市', null, null, false, true)
) as banks (bank_id, name_zh, short_name_zh, name_en, bank_type, province, city, website_url, union_id, has_known_site, has_known_app);

create table fct_visit as
select 'sample' as wave, * from (values
    ('cmb', 'complete', 12, 12, 0, 2, 'ok'),
    ('spdb', 'partial', 9, 5, 4, 0, 'challenge'),
    ('bosc', 'complete', 8, 8, 0, 2, 'ok'),
    ('xacb', 'unreachable', 1, 0, 1, -1, 'timeout'),
    ('dyrcb', 'complete', 3, 3, 0, 2, 'ok'),
    ('icbc', 'no_known_site', 0, 0, 0, -1, null)
) as visits (bank_id, visit_status, n_urls, n_visited, n_blocking, complete_depth, main_outcome);

create table crawl_refrained as
select 'sample' as wave, * from (values
    ('all', 'robots_rule', 1, 6, 1, 3),
    ('all', 'host_off', 5, 6, 0, 0),
    ('all', 'challenge', 7, 6, 1, 4),
    ('city', 'robots_rule', 1, 2, 0, 0)
) as refrained (segment, reason, position, n_banks, n_banks_refrained, n_pages);

-- Nothing of icbc is known, xacb gave no page, and no bank has an answer for all nine categories.
create table survey_funnel as
with letters as (
    select * from (values
        ('all', 6, 5, 5, 4, 4, 0), ('large', 1, 0, 0, 0, 0, 0), ('joint_stock', 2, 2, 2, 2, 2, 0),
        ('city', 2, 2, 2, 1, 1, 0), ('rural', 1, 1, 1, 1, 1, 0), ('private', 0, 0, 0, 0, 0, 0)
    ) as counted (segment, in_universe, source_known, attempted, visited, partly_determined, fully_determined)
)
select 'sample' as wave, segment, step, 1 as position,
    max(n_reached) over (partition by segment) as n_banks,
    n_reached,
    case when step in ('source_known', 'attempted', 'visited') then n_reached end as n_by_site
from (unpivot letters on columns(* exclude segment) into name step value n_reached);

create table dim_segment as
select * from (values
    ('all', '全部银行', 'All banks', 1), ('small_and_medium', '中小银行', 'Small and medium banks', 2),
    ('large', '大型商业银行', 'Large banks', 3), ('joint_stock', '股份制商业银行', 'Joint-stock banks', 4),
    ('city', '城市商业银行', 'City banks', 5), ('rural', '农村商业银行', 'Rural banks', 6),
    ('private', '民营银行', 'Private banks', 7)
) as segments (segment, title_zh, title_en, position);

create table dim_item as
select *, title_en as definition, 2 as absent_depth from (values
    ('scenario_category', 'daily_life', null, 1, '日常生活', 'Daily life'),
    ('scenario_category', 'communications', null, 2, '信息通讯', 'Communications'),
    ('scenario_category', 'transport_travel', null, 3, '交通旅游', 'Transport and travel'),
    ('scenario_category', 'culture_entertainment', null, 4, '文化娱乐', 'Culture and entertainment'),
    ('scenario_category', 'education', null, 5, '教育缴费', 'Education'),
    ('scenario_category', 'healthcare', null, 6, '医疗健康', 'Healthcare'),
    ('scenario_category', 'party_union', null, 7, '党团工会', 'Party and union dues'),
    ('scenario_category', 'government', null, 8, '政务服务', 'Government services'),
    ('scenario_category', 'insurance_security', null, 9, '保险保障', 'Insurance and security'),
    ('scenario', 'water', 'daily_life', 1, '水费', 'Water'),
    ('scenario', 'electricity', 'daily_life', 2, '电费', 'Electricity'),
    ('scenario', 'mobile_topup', 'communications', 1, '话费', 'Mobile top-up'),
    ('scenario', 'hospital_registration', 'healthcare', 1, '预约挂号', 'Hospital registration'),
    ('scenario', 'commercial_insurance', 'insurance_security', 1, '商业保险', 'Commercial insurance'),
    ('business_line', 'loan', null, 1, '贷款', 'Loans'),
    ('business_line', 'deposit', null, 2, '存款', 'Deposits'),
    ('business_line', 'wealth', null, 7, '理财', 'Wealth management'),
    ('channel', 'web_bank', null, 1, '网上银行', 'Web bank'),
    ('channel', 'mobile_bank', null, 2, '手机银行', 'Mobile bank'),
    ('channel', 'wechat_bank', null, 3, '微信银行', 'WeChat bank'),
    ('channel', 'direct_bank', null, 4, '直销银行', 'Direct bank')
) as items (item_kind, item_id, parent_id, position, title_zh, title_en);

-- Answers over any channel as one letter a bank: p(resent), a(bsent), u(nknown), in the order of the columns.
create temp table letters as
select * from (values
    ('scenario_category', 'daily_life', 'p', 'u', 'p', 'u', 'p', 'u'),
    ('scenario_category', 'communications', 'p', 'u', 'a', 'u', 'p', 'u'),
    ('scenario_category', 'transport_travel', 'p', 'p', 'a', 'u', 'a', 'u'),
    ('scenario_category', 'culture_entertainment', 'p', 'u', 'a', 'u', 'a', 'u'),
    ('scenario_category', 'education', 'a', 'u', 'a', 'u', 'p', 'u'),
    ('scenario_category', 'healthcare', 'a', 'u', 'a', 'u', 'a', 'u'),
    ('scenario_category', 'party_union', 'a', 'u', 'a', 'u', 'p', 'u'),
    ('scenario_category', 'government', 'p', 'u', 'p', 'u', 'a', 'u'),
    ('scenario_category', 'insurance_security', 'u', 'u', 'u', 'u', 'u', 'u'),
    ('scenario', 'water', 'p', 'u', 'p', 'u', 'p', 'u'),
    ('scenario', 'electricity', 'p', 'u', 'a', 'u', 'a', 'u'),
    ('scenario', 'mobile_topup', 'p', 'u', 'a', 'u', 'p', 'u'),
    ('scenario', 'hospital_registration', 'a', 'u', 'a', 'u', 'a', 'u'),
    ('scenario', 'commercial_insurance', 'u', 'u', 'u', 'u', 'u', 'u'),
    ('business_line', 'loan', 'p', 'p', 'p', 'u', 'p', 'u'),
    ('business_line', 'deposit', 'p', 'u', 'a', 'u', 'p', 'u'),
    ('business_line', 'wealth', 'p', 'u', 'p', 'u', 'a', 'u'),
    ('channel', 'web_bank', 'p', 'p', 'p', 'u', 'p', 'u'),
    ('channel', 'mobile_bank', 'p', 'u', 'p', 'u', 'p', 'u'),
    ('channel', 'wechat_bank', 'p', 'u', 'a', 'u', 'a', 'u'),
    ('channel', 'direct_bank', 'a', 'u', 'a', 'u', 'a', 'u')
) as answers (item_kind, item_id, cmb, spdb, bosc, xacb, dyrcb, icbc);

-- A specific channel repeats the answer, except that what is present is stated for mobile_bank only.
create table fct_observation as
with tall as (
    unpivot letters on cmb, spdb, bosc, xacb, dyrcb, icbc into name bank_id value letter
),
grid as (
    select tall.*, channels.channel_id
    from tall
    inner join (values ('any'), ('web_bank'), ('mobile_bank'), ('wechat_bank'), ('direct_bank')) as channels (channel_id)
        on tall.item_kind <> 'channel' or channels.channel_id = 'any'
),
answered as (
    select *,
        case
            when letter = 'p' and channel_id in ('any', 'mobile_bank') then 'present'
            when letter = 'a' then 'absent'
            else 'unknown'
        end as answer
    from grid
)
select 'sample' as wave, bank_id, item_kind, item_id, channel_id, answer,
    case
        when answer <> 'unknown' then null
        when letter = 'p' then 'channel_unstated'
        when bank_id = 'spdb' then 'partial:challenge'
        when bank_id = 'xacb' then 'unreachable:timeout'
        when bank_id = 'icbc' then 'no_known_site'
        else 'app_page_unread'
    end as reason,
    (answer = 'present')::bigint as n_mentions,
    case when answer = 'present' then bank_id || '-' || item_id end as best_mention_id,
    answer = 'present' and bank_id = 'dyrcb' and item_kind in ('scenario', 'scenario_category') as is_inherited
from answered;

create table fct_mention as
select 'sample' as wave, * from (values
    ('cmb-water', '0123456789abcdef', 'cmb', 'http://www.cmbchina.com/life.html', '水费', '通过手机银行可缴纳水费、电费，足不出户。'),
    ('cmb-daily_life', '0123456789abcdef', 'cmb', 'http://www.cmbchina.com/life.html', '水费', '通过手机银行可缴纳水费、电费，足不出户。'),
    ('dyrcb-water', 'fedcba9876543210', 'zjnx', 'http://apps.apple.com/cn/app/id1', '水费', '丰收互联支持水费缴纳。'),
    ('cmb-loan', '0123456789abcdef', 'cmb', 'http://www.cmbchina.com/loan.html', '贷款', '个人贷款在线申请。')
) as mentions (mention_id, capture_id, owner_id, url, term, sentence);

create table fct_fetch as
select 'sample' as wave, * from (values
    ('0123456789abcdef', timestamptz '2018-11-01 04:00:00+00'),
    ('fedcba9876543210', timestamptz '2018-11-01 04:00:00+00')
) as fetches (fetch_id, fetched_at);

create table fct_product as
select 'sample' as wave, * from (values
    ('cmb', '朝朝宝', 'mobile_bank', 2, 'http://www.cmbchina.com/wealth.html'),
    ('cmb', '闪电贷', 'unstated', 1, 'http://www.cmbchina.com/loan.html'),
    ('spdb', '天添盈', 'web_bank', 1, 'http://www.spdb.com.cn/wealth.html')
) as products (bank_id, series, channel_id, n_captures, url);

create table fct_bank_app_rank as
select 'sample' as wave, 'apple' as store, 'finance_free' as chart, date '2018-11-01' as as_of_date, * from (values
    ('icbc', 'listed', 4, 200, '中国工商银行', false),
    ('cmb', 'listed', 10, 200, '招商银行', false),
    ('spdb', 'listed', 41, 200, '浦发手机银行', false),
    ('dyrcb', 'listed', 113, 200, '浙江农信手机银行', true),
    ('bosc', 'not_listed', null, 200, null, false),
    ('xacb', 'unknown', null, 200, null, false)
) as ranks (bank_id, state, best_rank, observed_depth, app_name, is_inherited);

create table app_activity as
select 'sample' as wave, 'apple' as store, 'finance_free' as chart, date '2018-11-01' as as_of_date, segment,
    n_banks, n_listed, n_not_listed, n_unknown, n_listed as n_apps, 200 as observed_depth, q1_rank::decimal(9, 2) as q1_rank,
    median_rank::decimal(9, 2) as median_rank, q3_rank::decimal(9, 2) as q3_rank,
    share_top_15::decimal(9, 6) as share_top_15, share_top_100::decimal(9, 6) as share_top_100,
    share_top_200::decimal(9, 6) as share_top_200, published_2018_listed
from (values
    ('all', 6, 4, 1, 1, 8.5, 25.5, 59, 0.4, 0.6, 0.8, 79),
    ('small_and_medium', 5, 3, 1, 1, 25.5, 41, 77, 0.25, 0.5, 0.75, null),
    ('large', 1, 1, 0, 0, 4, 4, 4, 1, 1, 1, 5),
    ('private', 0, 0, 0, 0, null, null, null, null, null, null, null)
) as rows (segment, n_banks, n_listed, n_not_listed, n_unknown, q1_rank, median_rank, q3_rank, share_top_15, share_top_100, share_top_200, published_2018_listed);

create table app_rank_movement as
select 'sample' as wave, store, chart, as_of_date, bank_id, date '2018-10-01' as previous_date,
    case bank_id when 'icbc' then 6 when 'cmb' then 10 when 'spdb' then 30 end as previous_rank,
    case bank_id when 'icbc' then 'up' when 'cmb' then 'unchanged' when 'spdb' then 'down' when 'dyrcb' then 'entered'
        when 'bosc' then 'outside' else 'unknown' end as movement,
    null::date as last_year_date, null::integer as last_year_rank, null::varchar as movement_since_last_year,
    case bank_id when 'cmb' then 10 when 'dyrcb' then 113 end as published_2018_rank
from fct_bank_app_rank;

create table app_kind_activity as
select 'sample' as wave, 'apple' as store, 'finance_free' as chart, date '2018-11-01' as as_of_date, * from (values
    ('all', 'mobile_bank', 4, 4, 4), ('all', 'credit_card', 1, 1, 20), ('all', 'life', 0, 0, null)
) as kinds (segment, app_kind, n_listed, n_apps, best_rank);

create table app_devices as
select 'sample' as wave, 'index' as store, 'finance' as chart, app_id, month, owner_id, 'mobile_bank' as app_kind,
    app_name, state, n_devices_wan, published::decimal(9, 2) as published_growth_percent,
    computed::decimal(9, 2) as computed_growth_percent, is_break
from (values
    ('index:1', date '2025-03-01', 'icbc', '工商银行', 'given', 1000, null, null, null),
    ('index:1', date '2025-04-01', 'icbc', '工商银行', 'month_missing', null, null, null, null),
    ('index:1', date '2025-05-01', 'icbc', '工商银行', 'given', 1010, 1, null, null),
    ('index:1', date '2026-03-01', 'icbc', '工商银行', 'given', 1100, 1, 1.5, false),
    ('index:2', date '2025-03-01', 'cmb', '招商银行', 'given', 500, null, null, null),
    ('index:2', date '2025-04-01', 'cmb', '招商银行', 'month_missing', null, null, null, null),
    ('index:2', date '2025-05-01', 'cmb', '招商银行', 'given', 510, 2, null, null),
    ('index:2', date '2026-03-01', 'cmb', '招商银行', 'given', 800, 2.5, 56.86, true)
) as devices (app_id, month, owner_id, app_name, state, n_devices_wan, published, computed, is_break);

create table app_downloads as
select 'sample' as wave, * from (values
    ('myapp', date '2018-11-01', 'com.zjrc', 'android', 'zjnx', true, 1, null, '丰收互联', null, null, null, false, date '2018-10-30', null, 'not_given', 3.5, 9, null),
    ('myapp', date '2018-10-31', 'com.cmb', 'android', 'cmb', false, 1, 'mobile_bank', '招商银行', 90, null, false, false, null, null, 'first_reading', null, null, null),
    ('myapp', date '2018-11-01', 'com.cmb', 'android', 'cmb', false, 1, 'mobile_bank', '招商银行', 123456789, null, false, false, date '2018-10-29', 1234, null, 4.5, 98765, date '2018-10-30'),
    ('myapp', date '2018-11-01', 'com.icbc', 'android', 'icbc', false, 1, 'mobile_bank', '工商银行', null, null, null, true, null, null, 'saturated', null, 12, null),
    ('myapp', date '2018-10-30', 'com.zjrc', 'android', 'zjnx', true, 1, null, '丰收互联', 1200000, '120万次', true, false, date '2018-10-29', null, 'exact_and_rounded', 3.0::double, null, null),
    ('other', date '2018-11-01', 'com.cmb', 'harmony', 'cmb', false, 1, 'mobile_bank', '招商银行', 7, null, false, false, null, null, 'first_reading', null, null, null)
) as downloads (store, as_of_date, store_app_code, platform, owner_id, is_of_union, n_banks_served, app_kind, app_name, n_downloads, downloads_text,
    is_downloads_rounded, is_downloads_saturated, previous_date, n_downloads_growth, no_growth_reason, rating, n_ratings, updated_date);

create table app_list_days as
select 'sample' as wave, * from (values
    ('apple', 'finance_free', date '2018-10-28', 'day', 'read', 'ok', 200, 200),
    ('apple', 'finance_free', date '2018-10-29', 'day', 'missing', null, 0, null),
    ('apple', 'finance_free', date '2018-10-30', 'day', 'missing', null, 0, null),
    ('apple', 'finance_free', date '2018-10-31', 'day', 'unfetched', 'timeout', 0, null),
    ('apple', 'finance_free', date '2018-11-01', 'day', 'read', 'ok', 199, 199),
    ('index', 'finance', date '2018-10-31', 'month', 'read', 'ok', 30, null),
    ('index', 'finance', date '2018-11-01', 'month', 'not_due', null, 0, null)
) as days (store, chart, as_of_date, every, state, outcome, n_rows, observed_depth);

create table fct_app_rank as
select 'sample' as wave, 'apple' as store, 'chart-capture' as capture_id;

create table fct_import as
select 'sample' as wave, 'import-1' as import_id, 'index' as store, 'finance' as chart, 'iresearch_json' as form, '某数据公司' as source,
    '2026-03.json' as file_name, repeat('ab', 32) as sha256, date '2025-03-01' as first_date,
    date '2026-03-31' as last_date, 'month' as date_precision;

create table bank_profile as
select 'sample' as wave, * from (values
    ('cmb', '招商银行', 'joint_stock', 'complete', 'ok', 3, 1, '网上银行、手机银行、微信银行', 2, 10, 200, 'listed', false),
    ('spdb', '浦发银行', 'joint_stock', 'partial', 'challenge', 0, 5, '网上银行', 1, 41, 200, 'listed', false),
    ('bosc', '上海银行', 'city', 'complete', 'ok', 1, 1, '网上银行、手机银行', 0, null, 200, 'not_listed', false),
    ('xacb', '西安银行', 'city', 'unreachable', 'timeout', 0, 5, null, 0, null, 200, 'unknown', false),
    ('dyrcb', '东阳农商银行', 'rural', 'complete', 'ok', 2, 1, '网上银行、手机银行', 0, 113, 200, 'listed', true),
    ('icbc', '工商银行', 'large', 'no_known_site', null, 0, 5, null, 0, 4, 200, 'listed', false)
) as profiles (bank_id, short_name_zh, bank_type, visit_status, main_outcome, n_scenarios, n_scenarios_unknown, channels_zh,
    n_products, best_app_rank, app_rank_depth, app_rank_state, is_app_inherited);

-- Counted by hand from the letters above; small_and_medium leaves icbc out.
create temp table shares as
select segment, item_kind, item_id, channel_id, n_banks, n_present, n_absent, n_banks - n_present - n_absent as n_unknown,
    value::decimal(9, 6) as value, low::decimal(9, 6) as low, high::decimal(9, 6) as high,
    ci_low::decimal(9, 6) as ci_low, ci_high::decimal(9, 6) as ci_high,
    published_2018::decimal(9, 6) as published_2018, published_qualifier
from (values
    ('small_and_medium', 'scenario_category', 'daily_life', 'any', 5, 3, 0, 1, 0.6, 1, 0.438503, 1, 0.88, 'exact'),
    ('small_and_medium', 'scenario_category', 'communications', 'any', 5, 2, 1, 0.666667, 0.4, 0.8, 0.207660, 0.938508, 0.81, 'exact'),
    ('small_and_medium', 'scenario_category', 'transport_travel', 'any', 5, 2, 2, 0.5, 0.4, 0.6, 0.150036, 0.849964, 0.5, 'over'),
    ('small_and_medium', 'scenario_category', 'culture_entertainment', 'any', 5, 1, 2, 0.333333, 0.2, 0.6, 0.061492, 0.792340, 0.5, 'over'),
    ('small_and_medium', 'scenario_category', 'education', 'any', 5, 1, 2, 0.333333, 0.2, 0.6, 0.061492, 0.792340, null, null),
    ('small_and_medium', 'scenario_category', 'healthcare', 'any', 5, 0, 3, 0, 0, 0.4, 0, 0.561497, 0.23, 'exact'),
    ('small_and_medium', 'scenario_category', 'party_union', 'any', 5, 1, 2, 0.333333, 0.2, 0.6, 0.061492, 0.792340, null, null),
    ('small_and_medium', 'scenario_category', 'government', 'any', 5, 2, 1, 0.666667, 0.4, 0.8, 0.207660, 0.938508, null, null),
    ('small_and_medium', 'scenario_category', 'insurance_security', 'any', 5, 0, 0, null, 0, 1, null, null, null, null),
    ('small_and_medium', 'scenario', 'water', 'any', 5, 3, 0, 1, 0.6, 1, 0.438503, 1, null, null),
    ('large', 'scenario_category', 'daily_life', 'any', 1, 0, 0, null, 0, 1, null, null, null, null),
    ('private', 'scenario_category', 'daily_life', 'any', 0, 0, 0, null, null, null, null, null, null, null),
    ('small_and_medium', 'business_line', 'loan', 'any', 5, 4, 0, 1, 0.8, 1, 0.510109, 1, null, null),
    ('small_and_medium', 'business_line', 'loan', 'mobile_bank', 5, 4, 0, 1, 0.8, 1, 0.510109, 1, null, null),
    ('small_and_medium', 'business_line', 'loan', 'web_bank', 5, 0, 0, null, 0, 1, null, null, null, null),
    ('small_and_medium', 'business_line', 'deposit', 'any', 5, 2, 1, 0.666667, 0.4, 0.8, 0.207660, 0.938508, null, null),
    ('small_and_medium', 'channel', 'web_bank', 'any', 5, 4, 0, 1, 0.8, 1, 0.510109, 1, null, null),
    ('large', 'channel', 'web_bank', 'any', 1, 0, 0, null, 0, 1, null, null, null, null)
) as rows (segment, item_kind, item_id, channel_id, n_banks, n_present, n_absent, value, low, high, ci_low, ci_high, published_2018, published_qualifier);

create table scenario_coverage as select 'sample' as wave, * from shares where item_kind in ('scenario', 'scenario_category');
create table business_line_channels as select 'sample' as wave, * from shares where item_kind = 'business_line';
create table channel_coverage as select 'sample' as wave, * from shares where item_kind = 'channel';

-- Given out as CSV and not shown.
create table service_channel_coverage as select * from channel_coverage where false;
create table technology_coverage as select * from channel_coverage where false;
create table online_products as select * from channel_coverage where false;
create table scenario_breadth as select * from channel_coverage where false;
create table online_product_counts as select wave, bank_id from fct_product where false;
create table product_series as select wave, bank_id from fct_product where false;
create table scenario_counts as select wave, bank_id from fct_product where false;
create table bank_index as select wave, bank_id from fct_product where false;
