"""Answers decided a second time, from landed mentions, as docs/reference/warehouse.md says they are.

Enters: landed tables (names as in schema raw), dim_bank and fct_visit, and the thresholds of the tests' own
evidence set, written out here. Leaves: answer, reason, n_mentions and is_inherited by wave, bank, item and
channel, categories included. Unlike the statistics it goes cell by cell: it is for small surveys.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from tests.warehouse.reference.conflicts import Said, count_pages, resolve
from tests.warehouse.reference.frames import CHANNELS
from tests.warehouse.reference.reach import VISITS

if TYPE_CHECKING:
    from datetime import date

    from tests.warehouse.reference.frames import Tables

ROUTES = ((0.75, 1, 1, 1), (0.50, 2, 2, 1))
"""confidence, sentences, pages, full sentences; any of them suffices."""
SURE_DENIAL = 0.75
CURRENT_DAYS = 365
WITH_PAGES = ("apple",)
"""Stores whose replies hold what an app says it does; an index has none."""
ONE_CHANNEL = ("channel", "service_channel", "technology")


def answers(tables: Tables) -> pd.DataFrame:
    """One row per wave, bank, item and channel."""
    said = _said(tables)
    days = {wave: day.date() for wave, day in tables["waves"].set_index("wave")["as_of_date"].items()}
    visits = tables["fct_visit"].set_index(["wave", "bank_id"]).to_dict("index")
    unread = _banks_with_an_unread_app(tables)
    items = tables["items"].to_dict("records")
    rows = []
    for wave, bank in tables["dim_bank"][["wave", "bank_id"]].itertuples(index=False):
        leaves: dict[tuple[str, str], list[tuple[object, ...]]] = defaultdict(list)
        for item in items:
            kind, item_id = item["item_kind"], item["item_id"]
            if kind == "scenario_category":
                continue
            mentions = said.get((wave, bank, kind, item_id), [])
            for channel in CHANNELS[:1] if kind in ONE_CHANNEL else CHANNELS:
                found = _decide(mentions, kind, channel, days[wave])
                if found[1] == "unread":
                    needs_app = "app_store" in item["absent_sources"] and channel in ("any", "mobile_bank")
                    found = _unread(
                        visits[wave, bank], item["absent_depth"], needs_app and (wave, bank) in unread
                    )
                rows.append((wave, bank, kind, item_id, channel, *found))
                if kind == "scenario":
                    leaves[item["parent_id"], channel].append(found)
        rows += [
            (wave, bank, "scenario_category", parent, channel, *_category(found))
            for (parent, channel), found in leaves.items()
        ]
    columns = ["wave", "bank_id", "item_kind", "item_id", "channel_id", "answer", "reason", "n_mentions"]
    # random surveys hold no decision of a person
    return pd.DataFrame(rows, columns=[*columns, "is_inherited"]).assign(is_reviewed=False)


def _decide(said: list[Said], kind: str, channel: str, wave_day: date) -> tuple[str, str | None, int, bool]:
    offers = [one for one in said if one.is_offer]
    denials = [one for one in said if not one.is_offer]
    resolved = {
        scope: resolve(
            [one for one in offers if scope in ("any", one.scope)],
            [one for one in denials if one.scope == scope],
            kind,
            wave_day,
        )
        for scope in {"any", *(one.scope for one in said)}
    }
    standing = [one for one in offers if "denied" not in (resolved[one.scope], resolved["any"])]
    clear = [one for one in standing if "undecided" not in (resolved[one.scope], resolved["any"])]
    here = [one for one in clear if channel in ("any", one.channel)]
    n_mentions, is_inherited = len({one.sentence for one in here}), all(one.is_inherited for one in here)
    if _suffices(here):
        return "present", None, n_mentions, is_inherited
    if here:
        return "unknown", "weak_evidence", n_mentions, is_inherited
    unclear = [one for one in standing if one not in clear]
    if any(channel in ("any", one.channel) or one.channel == "unstated" for one in unclear):
        return "unknown", "contradicted", 0, False
    if kind == "scenario" and any(
        one.scope in ("any", channel)
        and not one.is_announcement
        and resolved[one.scope] in ("denied", "none")
        and ((wave_day - one.page_date).days <= CURRENT_DAYS if one.page_date else one.is_full)
        for one in denials
    ):
        return "absent", "stated_not_offered", 0, False
    if any(one.channel == "unstated" for one in clear):
        return "unknown", "channel_unstated" if _suffices(clear) else "weak_evidence", 0, False
    return "unknown", "unread", 0, False


def _suffices(said: list[Said]) -> bool:
    for confidence, n_sentences, n_pages, n_full in ROUTES:
        sure = [one for one in said if one.confidence >= confidence]
        if (
            len({one.sentence for one in sure}) >= n_sentences
            and len(count_pages(sure)) >= n_pages
            and len({one.sentence for one in sure if one.is_full}) >= n_full
        ):
            return True
    return False


def _unread(visit: dict[str, object], depth: int, is_app_unread: bool) -> tuple[str, str | None, int, bool]:
    status, outcome = visit["visit_status"], visit["main_outcome"]
    is_site_read = status in ("complete", "partial") and visit["complete_depth"] >= depth
    if is_site_read and not is_app_unread:
        return "absent", None, 0, False
    if status in ("no_known_site", "not_attempted"):
        reason = str(status)
    elif status == "unreachable":
        reason = f"unreachable:{outcome}"
    elif is_site_read:
        reason = "app_page_unread"
    else:
        reason = f"partial:{'over_budget' if outcome == 'ok' else outcome}"
    return "unknown", reason, 0, False


def _category(leaves: list[tuple[str, str | None, int, bool]]) -> tuple[str, str | None, int, bool]:
    n_mentions = sum(leaf[2] for leaf in leaves)
    present = [leaf for leaf in leaves if leaf[0] == "present"]
    if present:
        return "present", None, n_mentions, all(leaf[3] for leaf in present)
    if all(leaf[0] == "absent" for leaf in leaves):
        return "absent", None, n_mentions, False
    reasons = Counter(leaf[1] for leaf in leaves if leaf[0] == "unknown")
    return "unknown", min(reasons, key=lambda reason: (-reasons[reason], reason)), n_mentions, False


def _said(tables: Tables) -> dict[tuple[str, str, str, str], list[Said]]:
    """Mentions that count, by wave, bank, kind and item: its own, and of its union those on app pages."""
    pages = tables["pages"][["wave", "capture_id", "page_kind", "page_date"]]
    fetches = tables["fetches"][["wave", "fetch_id", "outcome", "depth"]].rename(
        columns={"fetch_id": "capture_id"}
    )
    rows = (
        tables["mentions"].merge(pages, on=["wave", "capture_id"]).merge(fetches, on=["wave", "capture_id"])
    )
    rows = rows.loc[rows["outcome"].isin(VISITS) & (rows["page_kind"] != "challenge_or_error")]
    rows["is_full"] = (rows["page_kind"] != "notice") & ~rows["is_hidden"]
    is_offer = rows["polarity"] == "offered"
    is_denial = (rows["polarity"] == "not_offered") & ~rows["is_hidden"] & (rows["confidence"] >= SURE_DENIAL)
    rows = rows.loc[is_offer | is_denial]
    banks = tables["dim_bank"]
    own = banks[["wave", "bank_id"]].assign(owner_id=banks["bank_id"], is_inherited=False)
    union = banks.loc[banks["union_id"].notna(), ["wave", "bank_id"]]
    union = union.assign(owner_id=banks["union_id"], is_inherited=True)
    rows = rows.merge(pd.concat([own, union]), on=["wave", "owner_id"])
    rows = rows.loc[~rows["is_inherited"] | rows["source"].str.startswith("store_")]
    found: dict[tuple[str, str, str, str], list[Said]] = defaultdict(list)
    for row in rows.to_dict("records"):
        is_general = row["item_kind"] == "channel" or row["channel_id"] == "unstated"
        found[row["wave"], row["bank_id"], row["item_kind"], row["item_id"]].append(
            Said(
                mention_id=row["mention_id"],
                channel=row["channel_id"],
                scope="any" if is_general else row["channel_id"],
                capture_id=row["capture_id"],
                sentence=row["sentence"],
                is_offer=row["polarity"] == "offered",
                is_inherited=row["is_inherited"],
                is_full=row["is_full"],
                is_announcement=row["rule"].startswith("future"),
                confidence=row["confidence"],
                page_date=None if pd.isna(row["page_date"]) else row["page_date"].date(),
                depth=row["depth"],
            )
        )
    return found


def _banks_with_an_unread_app(tables: Tables) -> set[tuple[str, str]]:
    """Banks of which, or of whose union, a known app in a store of the wave has a page that was not read."""
    banks = tables["dim_bank"]
    own = banks[["wave", "bank_id"]].assign(owner_id=banks["bank_id"])
    union = banks.loc[banks["union_id"].notna(), ["wave", "bank_id"]].assign(owner_id=banks["union_id"])
    known = pd.concat([own, union]).merge(tables["apps"], on="owner_id")
    known = known.merge(tables["wave_stores"][["wave", "store"]], on=["wave", "store"])
    known = known.loc[known["store"].isin(WITH_PAGES)]
    read = tables["app_details"][["wave", "store", "store_app_code"]].drop_duplicates()
    joined = known.merge(read, on=["wave", "store", "store_app_code"], how="left", indicator=True)
    rows = joined.loc[joined["_merge"] == "left_only", ["wave", "bank_id"]]
    return set(rows.itertuples(index=False, name=None))
