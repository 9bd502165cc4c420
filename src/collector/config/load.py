"""Everything under config/ as one validated :class:`collector.models.Config`.

The first mistake found stops the load with a ConfigError (exit 2) that names file, line, key and fix.
Which files there are is found by listing the folders; no file names another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.config.app_codes import load_app_codes
from collector.config.apps import load_apps
from collector.config.banks import load_banks
from collector.config.evidence import load_evidence
from collector.config.expectations import load_expectations
from collector.config.politeness import load_politeness
from collector.config.reviews import load_reviews
from collector.config.sites import load_sites
from collector.config.stores import load_stores
from collector.config.taxonomy import load_taxonomy
from collector.config.waves import load_waves
from collector.models import Config

if TYPE_CHECKING:
    from pathlib import Path


def load_config(home: Path) -> Config:
    """The config of the project folder ``home`` (the folder that holds config/). Raises ConfigError."""
    banks = load_banks(home)
    apps = load_apps(home, banks)
    stores = load_stores(home)
    taxonomy = load_taxonomy(home)
    evidence = load_evidence(home)
    waves = load_waves(home, banks, stores, evidence)
    return Config(
        banks=tuple(bank.record for bank in banks),
        apps=tuple(app.record for app in apps),
        taxonomy=taxonomy,
        sites=load_sites(home, banks, taxonomy),
        stores=stores,
        waves=waves,
        politeness=load_politeness(home),
        evidence=evidence,
        app_codes=load_app_codes(home, apps),
        expectations=load_expectations(home, waves, stores),
        reviews=load_reviews(home, waves, taxonomy),
    )
