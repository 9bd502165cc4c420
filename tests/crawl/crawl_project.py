"""A project folder with made-up banks, and spiders run on it as they are run for real: as processes."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from collector.archive.store import Archive
from collector.paths import Paths

if TYPE_CHECKING:
    from collector.models import Fetch

CONTACT = "https://survey.test/contact"
CHECKOUT = Path(__file__).parents[2]
_BANK_COLUMNS = [
    *("bank_id", "name_zh", "short_name_zh", "institution_code", "aliases", "name_en", "type", "province"),
    *("city", "website_url", "domains", "union_id", "valid_from", "valid_until", "successor_id"),
    *("succession_kind", "sources", "note"),
]
_APP_COLUMNS = [
    *("app_id", "owner_id", "store", "store_app_code", "name_zh", "kind", "valid_from", "valid_until"),
    *("sources", "note"),
]
_WAVE = {
    "title_zh": "测试",
    "title_en": "test",
    "as_of_date": "2026-11-24",
    "stores": [],
    "seeds": {},
}


@dataclass
class Project:
    """COLLECTOR_HOME and COLLECTOR_DATA of a test."""

    paths: Paths
    banks: dict[str, dict[str, str]] = field(default_factory=dict)

    def add_bank(self, bank_id: str, **more: str) -> None:
        row = {
            "bank_id": bank_id,
            "name_zh": f"{bank_id}银行",
            "short_name_zh": bank_id,
            "type": "city",
            "website_url": f"http://www.{bank_id}.test/",
            "domains": f"{bank_id}.test",
            "sources": "test",
        }
        self.banks[bank_id] = row | more
        self._write("banks.csv", _BANK_COLUMNS, list(self.banks.values()))

    def add_apps(self, *apps: dict[str, str]) -> None:
        self._write("apps.csv", _APP_COLUMNS, list(apps))

    def add_wave(self, wave: str = "test", *, is_live: bool = False, **more: object) -> None:
        budget = {"pages": 20, "depth": 3, "rendered_pages": 5, "delay_seconds": 0.0, "timeout_seconds": 5.0}
        web = {"kind": "folder", "hosts": {"none.test": "none"}, "clock": "2026-11-24T12:00:00+08:00"}
        entry = _WAVE | {
            "wave": wave,
            "is_sample": not is_live,
            "universe": {"banks": [b for b, row in self.banks.items() if row["type"] != "union"]},
            "web": None if is_live else web,
            "budget": budget | more.pop("budget", {}),
            **more,
        }
        # JSON is YAML
        (self.paths.config / "waves" / f"{wave}.yml").write_text(json.dumps(entry, ensure_ascii=False))

    def add_site(self, bank_id: str, **more: object) -> None:
        path = self.paths.config / "sites" / f"{bank_id}.yml"
        path.write_text(json.dumps({"bank_id": bank_id, **more}))

    def archive(self, wave: str = "test") -> Archive:
        return Archive(self.paths.archive(wave), wave)

    def fetches(self, wave: str = "test") -> list[Fetch]:
        archive = self.archive(wave)
        try:
            return archive.fetches()
        finally:
            archive.close()

    def environment(self, proxy: str) -> dict[str, str]:
        return {
            **os.environ,
            "COLLECTOR_HOME": str(self.paths.home),
            "COLLECTOR_DATA": str(self.paths.data),
            "http_proxy": proxy,
            "https_proxy": proxy,
            "no_proxy": "",
            "COLLECTOR_CONTACT": CONTACT,
        }

    def start(self, spider: str, proxy: str, *arguments: str, wave: str = "test") -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "scrapy", "crawl", spider, "-a", f"wave={wave}", *arguments]
        return subprocess.Popen(
            command,
            cwd=self.paths.home,
            env=self.environment(proxy),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def crawl(self, spider: str, proxy: str, *arguments: str, wave: str = "test") -> list[dict[str, object]]:
        """Run a spider to its end; the facts it told."""
        process = self.start(spider, proxy, *arguments, wave=wave)
        out, log = process.communicate(timeout=60)
        assert process.returncode == 0, log.decode()[-3000:]
        return [json.loads(line) for line in out.decode().splitlines()]

    def _write(self, name: str, columns: list[str], rows: list[dict[str, str]]) -> None:
        with (self.paths.config / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)


def make_project(folder: Path) -> Project:
    home, data = folder / "home", folder / "data"
    config = home / "config"
    for name in ("waves", "sites", "stores", "reviews"):
        (config / name).mkdir(parents=True)
    data.mkdir()
    (config / "taxonomy").symlink_to(CHECKOUT / "config" / "taxonomy")
    (config / "stores" / "apple.yml").write_bytes((CHECKOUT / "config/stores/apple.yml").read_bytes())
    for name in ("scrapy.cfg", "spiders"):
        (home / name).symlink_to(CHECKOUT / name)
    project = Project(Paths(home=home, data=data))
    project.add_apps()
    return project
