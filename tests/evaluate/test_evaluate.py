"""Scores are counts a person can check on two small pages; labels that are none are named by line and fix."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from collector.cli import app
from collector.config.taxonomy import load_taxonomy
from collector.errors import UsageError
from collector.evaluate.names import normalise_name
from collector.evaluate.run import evaluate_folder, write_evaluation
from tests.real.labelled import HOME

if TYPE_CHECKING:
    from pathlib import Path

OFFER = "<title>手机银行</title><h1>手机银行</h1><p>可缴纳水费、电费。</p><p>学费暂未开通。</p>"
LOAN = "<title>贷款</title><h1>个人贷款</h1><p>请提供近三个月燃气费发票。</p>"
LABELS: list[dict[str, Any]] = [
    {
        "page": "x/offer.html",
        "page_kind": "channel",
        "business_lines": [],
        "channels": ["mobile_bank"],
        "scenarios": ["water", "tuition"],  # electricity is found beside them, tuition is missed
        "scenario_channels": [["water", "mobile_bank"]],
        "products": [],
    },
    {"page": "x/loan.html", "page_kind": "product", "business_lines": ["loan"], "scenarios": []},
]


def make_folder(folder: Path, labels: list[dict[str, Any]]) -> Path:
    (folder / "pages" / "x").mkdir(parents=True, exist_ok=True)
    (folder / "pages" / "x" / "offer.html").write_text(OFFER, "utf-8")
    (folder / "pages" / "x" / "loan.html").write_text(LOAN, "utf-8")
    lines = [json.dumps(label, ensure_ascii=False) for label in labels]
    (folder / "labels.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


@pytest.fixture(scope="module")
def taxonomy():
    return load_taxonomy(HOME)


def test_right_extra_and_missed_are_counted_over_all_pages(tmp_path, taxonomy):
    found = evaluate_folder(make_folder(tmp_path, LABELS), taxonomy)
    scenarios = found.overall("scenarios")
    assert (scenarios.n_right, scenarios.n_extra, scenarios.n_missed) == (1, 1, 1)
    assert (scenarios.precision, scenarios.recall, scenarios.f1) == (0.5, 0.5, 0.5)
    assert found.overall("channels").f1 == 1
    pairs = found.overall("scenario_channels")
    assert (pairs.n_right, pairs.n_extra, pairs.n_missed) == (1, 1, 0)
    assert found.n_pages == 2


def test_each_code_has_its_own_score(tmp_path, taxonomy):
    found = evaluate_folder(make_folder(tmp_path, LABELS), taxonomy)
    by_code = {
        one.code: (one.n_right, one.n_extra, one.n_missed) for one in found.scores if one.field == "scenarios"
    }
    assert by_code == {"all": (1, 1, 1), "electricity": (0, 1, 0), "tuition": (0, 0, 1), "water": (1, 0, 0)}


def test_what_was_neither_found_nor_labelled_has_no_score(tmp_path, taxonomy):
    products = evaluate_folder(make_folder(tmp_path, LABELS), taxonomy).overall("products")
    assert (products.precision, products.recall, products.f1) == (None, None, None)


def test_a_disagreement_shows_the_sentence_behind_it(tmp_path, taxonomy):
    found = evaluate_folder(make_folder(tmp_path, LABELS), taxonomy)
    rows = {(one.field, one.code): one for one in found.disagreements}
    assert rows["scenarios", "electricity"].verdict == "extra"
    assert "可缴纳水费、电费" in rows["scenarios", "electricity"].sentence
    missed = rows["scenarios", "tuition"]
    assert (missed.verdict, missed.rule, missed.sentence) == ("missed", "not_yet", "学费暂未开通。")


def test_the_files_hold_what_was_found(tmp_path, taxonomy):
    found = evaluate_folder(make_folder(tmp_path / "in", LABELS), taxonomy)
    scores, disagreements, rules = write_evaluation(found, tmp_path / "out")
    rows = list(csv.DictReader(disagreements.open(encoding="utf-8")))
    assert len(rows) == len(found.disagreements)
    assert {"page", "field", "code", "verdict", "sentence"} <= rows[0].keys()
    assert {row["field"] for row in csv.DictReader(scores.open(encoding="utf-8"))} >= {
        "scenarios",
        "products",
    }
    counted = {(row["sort"], row["rule"]): row for row in csv.DictReader(rules.open(encoding="utf-8"))}
    assert (counted["refused", "not_yet"]["n_right"], counted["refused", "not_yet"]["n_wrong"]) == ("0", "1")


def test_hidden_blocks_and_the_folder_of_a_collection_do_not_speak(tmp_path, taxonomy):
    folder = make_folder(tmp_path, LABELS)
    page = folder / "pages" / "mobilebank" / "a.html"
    page.parent.mkdir()
    page.write_text("<p>可缴水费。</p><div style='display:none'><p>可缴电费。</p></div>", "utf-8")
    label = {"page": "mobilebank/a.html", "scenarios": ["water"], "scenario_channels": []}
    (folder / "labels.jsonl").write_text(json.dumps(label), "utf-8")
    found = evaluate_folder(folder, taxonomy)
    assert (found.overall("scenarios").f1, found.overall("scenario_channels").n_extra) == (1, 0)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "labels.jsonl:1: is not JSON"),
        ("[1]", "labels.jsonl:1: is not a JSON object"),
        ('{"page": "x/none.html"}', "labels.jsonl:1: there is no page x/none.html"),
        ('{"page": "../../labels.jsonl"}', "is no path below"),
        ('{"page": "x/offer.html", "scenarios": "water"}', "scenarios is no list of texts"),
        (
            '{"page": "x/offer.html", "scenario_channels": [["water"]]}',
            "is no list of [scenario, channel]",
        ),
        ('{"page": "x/offer.html", "page_kind": "shop"}', "page_kind 'shop' is unknown"),
        ('{"note": "a remark"}', "holds no label"),
    ],
)
def test_a_line_that_is_no_label_is_named_with_its_fix(tmp_path, taxonomy, line, problem):
    folder = make_folder(tmp_path, LABELS)
    (folder / "labels.jsonl").write_text(line, "utf-8")
    with pytest.raises(UsageError) as error:
        evaluate_folder(folder, taxonomy)
    assert problem in str(error.value)
    assert "Fix:" in str(error.value)


def test_a_page_is_labelled_once(tmp_path, taxonomy):
    with pytest.raises(UsageError, match="labelled twice"):
        evaluate_folder(make_folder(tmp_path, [LABELS[0], LABELS[0]]), taxonomy)


def test_a_folder_without_labels_is_refused(tmp_path, taxonomy):
    with pytest.raises(UsageError, match=r"has no labels\.jsonl"):
        evaluate_folder(tmp_path, taxonomy)


def test_the_command_prints_scores_and_names_its_files(tmp_path):
    folder = make_folder(tmp_path, LABELS)
    result = CliRunner().invoke(app, ["evaluate", str(folder), "--output", str(tmp_path / "out"), "--codes"])
    assert result.exit_code == 0
    assert "electricity" in result.output
    assert "2 pages" in result.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "disagreements.csv",
        "rules.csv",
        "scores.csv",
    ]


def test_names_printed_in_two_ways_are_one():
    assert normalise_name("“工银Ｅ支付”") == normalise_name("工银 e支付")
    assert normalise_name("阳光贷") != normalise_name("阳光贷款")
