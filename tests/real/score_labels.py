"""Precision and recall of extraction over hand-labelled pages of real banks, by the labelling guide.

Run: ``python tests/real/score_labels.py [FOLDER]``; FOLDER holds labels.jsonl and pages/. A label is right
when the page shows an offered mention of it (labels were made from what is to be seen); pairs are scenario
and channel of one mention.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from collector.config.taxonomy import load_taxonomy
from collector.extract.channels import find_page_channels
from collector.extract.mentions import read_mentions
from collector.extract.page import read_page
from collector.extract.products import read_products
from collector.extract.terms import Lexicon, build_lexicon
from collector.words import UNSTATED, ItemKind, Polarity

HOME = Path(__file__).resolve().parents[2]
LABELLED = HOME.parent / "shared" / "captures" / "dev"
HOSTS = {
    "huaian_rcb_site": "www.huaian-rcb.test",
    "hangzhou_directbank": "directbank.hzbank.com.cn",
    "icbc_mybank_html": "mybank.icbc.com.cn",
    "icbc_branch": "www.icbc.com.cn/branch",
    "ccb_netbank_help_jsp": "help.ccb.com",
    "abc_home_clone_a": "www.abchina.com",
}
FIELDS = ("scenarios", "channels", "business_lines", "pairs", "products")


@dataclass(frozen=True, slots=True)
class Score:
    """Labels found, found beside them, and missed."""

    n_right: int
    n_extra: int
    n_missed: int

    @property
    def precision(self) -> float:
        return self.n_right / max(self.n_right + self.n_extra, 1)

    @property
    def recall(self) -> float:
        return self.n_right / max(self.n_right + self.n_missed, 1)

    @property
    def f1(self) -> float:
        return 2 * self.n_right / max(2 * self.n_right + self.n_extra + self.n_missed, 1)


def labels(folder: Path) -> list[dict[str, object]]:
    """The labelled pages; lines without a page are comments."""
    lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    return [label for line in lines if line.strip() and "page" in (label := json.loads(line))]


def url_of(page: str) -> str:
    """The address a kept page stood at."""
    folder, _, rest = page.partition("/")
    return f"http://{HOSTS[folder]}/{rest}"


def found_on(lexicon: Lexicon, body: bytes, url: str) -> dict[str, set[object]]:
    """What extraction says a page offers, by field."""
    page = read_page(body, None)
    place = find_page_channels(lexicon, page, url)
    mentions = read_mentions(lexicon, page, url, place)
    offers = [one for one in mentions if one.polarity is Polarity.OFFERED and not one.is_hidden]
    kinds = {
        "scenarios": ItemKind.SCENARIO,
        "channels": ItemKind.CHANNEL,
        "business_lines": ItemKind.BUSINESS_LINE,
    }
    found: dict[str, set[object]] = {
        field: {mention.item_id for mention in offers if mention.item_kind is kind}
        for field, kind in kinds.items()
    }
    found["pairs"] = {
        (mention.item_id, mention.channel_id)
        for mention in offers
        if mention.item_kind is ItemKind.SCENARIO and mention.channel_id != UNSTATED
    }
    found["products"] = {
        product.name for product in read_products(lexicon, page, url, place) if not product.is_hidden
    }
    return found


def score(folder: Path) -> dict[str, Score]:
    """Counts over all labelled pages, by field."""
    lexicon = build_lexicon(load_taxonomy(HOME))
    counts = {field: [0, 0, 0] for field in FIELDS}
    for label in labels(folder):
        name = str(label["page"])
        found = found_on(lexicon, (folder / "pages" / name).read_bytes(), url_of(name))
        for field in FIELDS:
            wanted = label["scenario_channels"] if field == "pairs" else label[field]
            true = {tuple(one) if isinstance(one, list) else one for one in wanted}  # type: ignore[attr-defined]
            got = found[field]
            for place, part in enumerate((got & true, got - true, true - got)):
                counts[field][place] += len(part)
    return {field: Score(*numbers) for field, numbers in counts.items()}


def table(scores: dict[str, Score]) -> str:
    """The scores as lines of text."""
    head = f"{'':<15}{'precision':>10}{'recall':>8}{'F1':>7}{'right':>7}{'extra':>7}{'missed':>8}"
    lines = [
        f"{field:<15}{one.precision:>10.3f}{one.recall:>8.3f}{one.f1:>7.3f}{one.n_right:>7}{one.n_extra:>7}{one.n_missed:>8}"
        for field, one in scores.items()
    ]
    return "\n".join([head, *lines])


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else LABELLED
    print(table(score(chosen)))  # noqa: T201  it is a command
