"""Whatever is wrong under config/, the message names file, line, key and fix, and the exit code is 2."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from collector.cli import main
from collector.config.load import load_config
from collector.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

Complaint = Callable[[], str]
Edit = Callable[[str, str, str], int]

EVIDENCE = "evidence.yml"
HEALTH = "taxonomy/scenarios/healthcare.yml"
SAMPLE = "waves/sample.yml"
SERVED = 'kind: "sample"'


@pytest.mark.parametrize(
    ("name", "old", "new", "lines_after", "key", "fix"),
    [
        # taxonomy
        (HEALTH, 'id: "nursing"', 'id: "nursing"\n    id: "nurse"', 1, "items[2].id", "remove one"),
        (HEALTH, "title_zh: 护理体检", "titel_zh: 护理体检", 0, "items[2].titel_zh", "remove it or spell it"),
        (HEALTH, "position: 6", 'position: "6"', 0, "category.position", "whole number"),
        (HEALTH, "position: 6", "position: 5", 0, "category.position", "renumber one"),
        (HEALTH, 'id: "healthcare"', 'id: "health"', 0, "category.id", "write healthcare"),
        (HEALTH, 'id: "nursing"', 'id: "water"', 0, "items[2].id", "its own id"),
        (HEALTH, 'id: "nursing"', 'id: "Nursing"', 0, "items[2].id", "small letters"),
        (
            HEALTH,
            "title_en: nursing and check-ups",
            "title_en: &a x",
            0,
            "items[2].title_en",
            "write the value out",
        ),
        (HEALTH, "terms: [护理体检, ", "terms: [护理体检, 护理体检, ", 0, "items[2].terms[1]", "remove one"),
        (
            HEALTH,
            "lookalikes: [员工健康体检",
            "lookalikes: [天气预报",
            0,
            "items[2].lookalikes[0]",
            "remove it",
        ),
        (
            HEALTH,
            "lookalikes: [员工健康体检",
            "lookalikes: [健康体检",
            0,
            "items[2].lookalikes[0]",
            "in one list",
        ),
        (
            HEALTH,
            "- 健康频道可购买体检套餐并预约时间。",
            "- 欢迎光临。",
            0,
            "items[2].positives[1]",
            "add the term",
        ),
        (
            HEALTH,
            "- 本行组织员工健康体检，关爱职工健康。",
            "- 欢迎光临。",
            0,
            "items[2].negatives[2]",
            "be mistaken",
        ),
        (HEALTH, "- 健康频道可购买体检套餐并预约时间。", "", -2, "items[2].positives", "add entries"),
        (
            "taxonomy/channels.yml",
            "absent_sources: [site, app_store]",
            "absent_sources: [web]",
            0,
            "items[1].absent_sources[0]",
            "words listed",
        ),
        # waves
        (
            "waves/2026.yml",
            "universe:\n",
            'universe:\n  exclude: ["huaian_rcb"]\n',
            1,
            "universe.exclude[0]",
            "'huaian-rcb'",
        ),
        (
            "waves/captures.yml",
            'banks: ["huaian-rcb", ',
            'banks: ["huaian-rcb", "datong", ',
            0,
            "universe.banks[1]",
            "mend its dates in banks.csv",
        ),
        (
            "waves/captures.yml",
            'banks: ["huaian-rcb", ',
            'banks: ["zjnx", ',
            0,
            "universe.banks[0]",
            "member banks",
        ),
        (
            "waves/captures.yml",
            'banks: ["huaian-rcb", ',
            'banks: ["spdb", ',
            17,
            "seeds.huaian-rcb",
            "use a bank_id",
        ),
        (
            "waves/captures.yml",
            'banks: ["huaian-rcb", "hangzhou", "icbc"]',
            "banks: []",
            -1,
            "universe",
            "name types or banks",
        ),
        ("waves/2026.yml", '"other"]', '"union"]', 0, "universe.types", "remove union"),
        ("waves/2026.yml", '"other"]', '"village"]', 0, "universe.types[5]", "words listed"),
        ("waves/2026.yml", 'stores: ["apple"]', 'stores: ["appel"]', 0, "stores[0]", "use one of apple"),
        ("waves/2026.yml", 'wave: "2026"', 'wave: "2027"', 0, "wave", "write 2026"),
        ("waves/2026.yml", 'wave: "2026"', "wave: 2026", 0, "wave", "in quotes"),
        ("waves/2026.yml", '"2026-11-24"', '"2026-24-11"', 0, "as_of_date", "YYYY-MM-DD"),
        ("waves/2026.yml", "pages: 300", "pages: 0", 0, "budget.pages", "docs/reference/config.md"),
        ("waves/2026.yml", "is_sample: false", "is_sample: no", 0, "is_sample", "true or false"),
        ("waves/sample.yml", "is_sample: true", "is_sample: false", 0, "is_sample", "web: null"),
        ("waves/sample.yml", "T12:00:00+08:00", "T12:00:00", 0, "web.clock", "+08:00"),
        (
            "waves/captures.yml",
            "http://www.huaian-rcb.test/index.html",
            "www.huaian-rcb.test",
            0,
            "seeds.huaian-rcb[0]",
            "http://host/",
        ),
        ("waves/2026.yml", "web: null", 'web: null\nquiet_hours: "8-20"', 1, "quiet_hours", "08:00-20:00"),
        ("waves/2026.yml", "web: null", 'web: null\nevidence: "defualt"', 1, "evidence", "one of default"),
        (SAMPLE, SERVED, f'{SERVED}\n  store_replies: "slow"', 1, "web.store_replies", "short, empty"),
        (
            SAMPLE,
            SERVED,
            f'{SERVED}\n  store_replies: {{xiaomi: "blank"}}',
            1,
            "web.store_replies",
            "normal,",
        ),
        (
            SAMPLE,
            SERVED,
            f'{SERVED}\n  store_replies: {{xiaome: "empty"}}',
            1,
            "web.store_replies.xiaome",
            "use one of apple",
        ),
        (
            "waves/captures.yml",
            'kind: "folder"',
            'kind: "folder"\n  store_replies: "empty"',
            1,
            "web.store_replies",
            "remove store_replies",
        ),
        # evidence
        (EVIDENCE, "default:\n", "strict:\n", 0, "", "below `default:`"),
        (EVIDENCE, "    home: full\n", "", -1, "default.page_kinds", "for every page kind"),
        (EVIDENCE, "home: full", "homepage: full", 0, "default.page_kinds.homepage.[key]", "words listed"),
        (EVIDENCE, "notice: supporting", "notice: half", 0, "default.page_kinds.notice", "words listed"),
        (EVIDENCE, "confidence: 0.50,", "confidence: 50,", 0, "default.present[1].confidence", "0 to 1"),
        (EVIDENCE, "confidence: 0.50,", "confidence: 0.505,", 0, "default.present[1].confidence", "0 to 1"),
        (EVIDENCE, "pages: 2,", "pages: 3,", 0, "default.present[1].pages", "at most 2"),
        (EVIDENCE, "pages: 2, full: 1", "pages: 2, full: 3", 0, "default.present[1].full", "at most 2"),
        (
            EVIDENCE,
            '["scenario"]',
            '["technology"]',
            0,
            "default.denied.item_kinds[0]",
            "one of business_line",
        ),
        (EVIDENCE, '"partial"]', '"reached"]', 0, "default.absent.visit_statuses[1]", "words listed"),
        (EVIDENCE, "undated_days", "undated_day", 0, "default.conflicts.undated_day", "spell it"),
        # politeness
        ("politeness.yml", "contact: null", 'contact: "call us"', 0, "contact", "mail address"),
        ("politeness.yml", "contact: null", 'contact: "me@example.com"', 0, "contact", "of yours"),
        ("politeness.yml", "is_crawling_on: true", "is_crawling_on: 1", 0, "is_crawling_on", "true or false"),
        (
            "politeness.yml",
            "hosts_off: []",
            'hosts_off: [{host: "http://a.test/", since: "2026-11-01", reason: "x"}]',
            0,
            "hosts_off[0].host",
            "a host name",
        ),
        # sites and stores
        ("sites/pab.yml", 'bank_id: "pab"', 'bank_id: "spdb"', 0, "bank_id", "write pab"),
        ("sites/pab.yml", '"/life/"', '"life/"', 0, "render_paths[0]", "begin it with /"),
        ("sites/pab.yml", 'render: "auto"', 'render: "never"', 1, "render_paths", "drop the paths"),
        (
            "stores/apple.yml",
            "https://apps.apple.com/cn/app",
            "ftp://apps.apple.com/cn/app",
            0,
            "replies[1].url",
            "http://host/",
        ),
        ("stores/apple.yml", "/cn/app/id{code}", "/cn/app/id{id}", 0, "replies[1].url", "use one of"),
        (
            "stores/apple.yml",
            "min_depth: 20",
            "min_depth: -1",
            0,
            "replies[0].min_depth",
            "docs/reference/config.md",
        ),
        # tables
        ("banks.csv", "http://www.xacbank.com", "xacbank", 0, "website_url", "http://host/"),
        ("banks.csv", "http://www.xacbank.com", "http://www.xacbank.cn", 0, "domains", "add www.xacbank.cn"),
        ("banks.csv", ",xacbank.com,", ",xac bank,", 0, "domains[0]", "host name"),
        ("banks.csv", "\nxacb,", "\nspdb,", 1, "bank_id", "give each row its own"),
        ("banks.csv", "西安银行股份有限公司", "渤海银行股份有限公司", 0, "name_zh", "give each row its own"),
        ("banks.csv", "B0274H261010001", "B0017H112000001", 0, "institution_code", "give each row its own"),
        (
            "banks.csv",
            ",陕西省,西安市,http://www.xacbank",
            ",陕西,西安市,http://www.xacbank",
            0,
            "province",
            "'陕西省'",
        ),
        ("banks.csv", ",xacbank.com,", ",xacbank.com|spdb.com.cn,", 0, "domains", "a union and its members"),
        (
            "banks.csv",
            ",,2021,shanxi,merged,lianlian|paycq|gold.caiding5.cn/huilv/144955|dijiulou.com/137649,\njincheng",
            ",,,shanxi,merged,lianlian|paycq|gold.caiding5.cn/huilv/144955|dijiulou.com/137649,\njincheng",
            0,
            "valid_until",
            "empty the other two",
        ),
        (
            "banks.csv",
            ",,,,,,nfra20251231|xray_nfra20250630|laosheng2024|laosheng2023|zhouhongf2021|report:l.1928,",
            ",,,2019-13,,,nfra20251231,",
            0,
            "valid_until",
            "YYYY-MM",
        ),
        ("banks.csv", "zjdybank.com,zjnx,", "zjdybank.com,zjnz,", 0, "union_id", "'zjnx'"),
        ("banks.csv", "西安银行,B0274H261010001", ",B0274H261010001", 0, "short_name_zh", "write text"),
        ("banks.csv", "xacb,西安", "xacb,more,西安", 0, "", "hold a comma"),
        ("banks.csv", "institution_code,", "institution_no,", 0, "institution_no", "institution_code"),
        ("apps.csv", "apple:1472477795,ccb", "apple:1472477795,ccbb", 0, "owner_id", "'ccb'"),
        (
            "apps.csv",
            "apple:1472477795,ccb,apple,1472477795",
            "apple:1,ccb,apple,1472477795",
            0,
            "app_id",
            "write apple:1472477795",
        ),
        (
            "apps.csv",
            "apple:1472477795,ccb,apple,1472477795",
            "apple:391965015,ccb,apple,391965015",
            0,
            "store_app_code",
            "one row per app",
        ),
        ("apps.csv", "1472477795,建行生活,life", "1472477795,建行生活,lifestyle", 0, "kind", "words listed"),
        ("app_codes.csv", "apple:337876534", "apple:337876535", 0, "app_id", "use an app_id"),
        ("app_codes.csv", "apple,bundle:com.boc.", "android,bundle:com.boc.", 0, "store", "write apple"),
        ("app_codes.csv", "bundle:com.boc.BOCMBCI", "399608199", 0, "code", "one app per code"),
        (
            "apps.csv",
            "report:l.1928,stands in the sample web only; real id",
            "report:l.1928,id",
            0,
            "note",
            "real id not known",
        ),
    ],
)
def test_a_mistake_is_named_with_file_line_key_and_fix(
    edit: Edit, complaint: Complaint, name: str, old: str, new: str, lines_after: int, key: str, fix: str
) -> None:
    line = edit(name, old, new) + lines_after
    text = complaint()
    assert text.startswith(f"config/{name}:{line} {key}".rstrip() + ":")
    assert fix in text


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("waves/2026.yml", "budget:", "budget: [", 12),
        ("taxonomy/channels.yml", "items:\n", "items:\n\t- x\n", 4),
    ],
)
def test_broken_yaml_is_named_with_its_line(
    edit: Edit, complaint: Complaint, name: str, old: str, new: str, line: int
) -> None:
    edit(name, old, new)
    text = complaint()
    assert text.startswith(f"config/{name}:{line}: broken YAML")
    assert "mend the syntax" in text


def test_a_missing_key_is_asked_for_at_its_parent(edit: Edit, complaint: Complaint) -> None:
    line = edit("waves/2026.yml", "  depth: 4\n", "")
    text = complaint()
    assert text.startswith(f"config/waves/2026.yml:{line - 2} budget.depth: the key is missing")
    assert "add it (docs/reference/config.md)" in text


def test_several_mistakes_are_counted_and_the_first_line_is_named(edit: Edit, complaint: Complaint) -> None:
    edit("waves/2026.yml", "pages: 300", "pages: many")
    edit("waves/2026.yml", "is_sample: false", "is_sample: maybe")
    text = complaint()
    assert text.startswith("config/waves/2026.yml:6 is_sample")
    assert "1 more in this file" in text


def test_a_csv_in_another_encoding_is_refused(home: Path, complaint: Complaint) -> None:
    path = home / "config" / "banks.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_bytes(
        b"".join(line.encode("utf-8" if number < 4 else "gb18030") for number, line in enumerate(lines))
    )
    text = complaint()
    assert text.startswith("config/banks.csv:5: byte 0x")
    assert "save the file as UTF-8" in text


def test_a_csv_saved_with_a_byte_order_mark_is_read(home: Path) -> None:
    path = home / "config" / "banks.csv"
    path.write_text(path.read_text("utf-8"), "utf-8-sig")
    assert load_config(home).banks[0].bank_id == "spdb"


def test_a_circle_of_successors_is_named(home: Path, complaint: Complaint) -> None:
    path = home / "config" / "banks.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    number = next(number for number, line in enumerate(lines) if line.startswith("shanxi,"))
    lines[number] = lines[number].replace(",,2021,,,,", ",,2021,2025,datong,merged,")
    path.write_text("".join(lines), "utf-8")
    text = complaint()
    assert "a circle of successors: " in text
    assert "successor_id: " in text
    assert "end it at the bank that stands" in text


def test_a_successor_that_is_not_there_is_named(home: Path, complaint: Complaint) -> None:
    path = home / "config" / "banks.csv"
    path.write_text(
        path.read_text("utf-8").replace(",2021,shanxi,merged,", ",2021,shanxy,merged,", 1), "utf-8"
    )
    assert "no bank 'shanxy' in banks.csv. Fix: add its row or mend the id" in complaint()


def test_a_missing_column_is_named(home: Path, complaint: Complaint) -> None:
    path = home / "config" / "apps.csv"
    rows = [line.rpartition(",")[0] for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    text = complaint()
    assert text.startswith("config/apps.csv:1 note: the column is missing")
    assert "the columns are app_id,owner_id" in text


def test_a_missing_file_is_named(home: Path, complaint: Complaint) -> None:
    (home / "config" / "apps.csv").unlink()
    assert complaint().startswith("config/apps.csv:1: the file is missing. Fix: restore")


def test_an_empty_file_is_refused(home: Path, complaint: Complaint) -> None:
    (home / "config" / "waves" / "2027.yml").write_text("# nothing yet\n", "utf-8")
    assert complaint().startswith("config/waves/2027.yml:1: the file is empty. Fix: write its keys")


def test_a_file_that_would_be_overlooked_is_refused(home: Path, complaint: Complaint) -> None:
    (home / "config" / "waves" / "2027.yaml").write_text("wave: x\n", "utf-8")
    text = complaint()
    assert text.startswith("config/waves/2027.yaml:1: only .yml files are read here")
    assert "rename or move the file" in text


def test_a_new_wave_is_found_by_listing_the_folder(home: Path) -> None:
    folder = home / "config" / "waves"
    text = (folder / "2026.yml").read_text("utf-8").replace('wave: "2026"', 'wave: "2027"')
    (folder / "2027.yml").write_text(text, "utf-8")
    assert [wave.wave for wave in load_config(home).waves] == [
        "2026",
        "2027",
        "backfill",
        "captures",
        "rankings",
        "sample",
    ]


def test_one_changed_letter_changes_the_taxonomy_digest(home: Path, edit: Edit) -> None:
    before = load_config(home).taxonomy.digest
    edit(HEALTH, "title_en: nursing and check-ups", "title_en: nursing and check_ups")
    after = load_config(home).taxonomy.digest
    assert len(before) == 64
    assert before != after


def test_every_mistake_of_banks_csv_is_listed(edit: Edit, home: Path) -> None:
    first = edit("banks.csv", "https://www.spdb.com.cn", "ftp://www.spdb.com.cn")
    edit("banks.csv", "B0007H111000001", "B0003H111000001")
    with pytest.raises(ConfigError) as caught:
        load_config(home)
    texts = [str(error) for error in caught.value.errors]
    assert len(texts) == 2
    assert texts[0].startswith(f"config/banks.csv:{first} website_url")
    assert "'B0003H111000001' stands twice" in texts[1]


def test_the_command_line_prints_every_mistake(
    edit: Edit, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("banks.csv", "https://www.spdb.com.cn", "ftp://www.spdb.com.cn")
    edit("banks.csv", "https://www.cebbank.com", "www.cebbank.com")
    monkeypatch.setenv("COLLECTOR_HOME", str(home))
    monkeypatch.setattr("sys.argv", ["collector", "banks", "check"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert [line[:7] for line in capsys.readouterr().err.splitlines()] == ["error: ", "error: "]
