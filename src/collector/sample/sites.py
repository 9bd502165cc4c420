"""How each bank's sample site is made: technique, layout, encodings, size and specialities.

Enters: sites.csv. Leaves: frozen records, in file order. Refuses: other columns than the known ones, and
words that are not in the closed vocabularies below (ConfigError).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar, cast, get_args

from collector.errors import ConfigError
from collector.sample.tables import read_rows, split_cell

SiteKind = Literal[
    "static", "slow", "word", "script_html", "script_blocks", "fetch_json", "fetch_jsonp",
    "wall", "dead", "maintenance",
]  # fmt: skip
READABLE_KINDS = frozenset(get_args(SiteKind)) - {"wall", "dead", "maintenance"}
"""Kinds of site that a polite crawler with a browser can read."""

ArchiveForm = Literal["dated", "art", "t", "param", "id"]
"""How the addresses of articles and their lists look; see addresses.py."""

Trait = Literal[
    "calendar", "card_host", "chained", "details", "ebank_host", "frameset", "iframe", "mirror",
    "mobile_host", "next_only", "no_robots", "off_site", "onclick", "paged_life", "paged_products", "pdf",
    "print", "redirect", "refresh", "session", "sitemap", "soft_404", "years",
]  # fmt: skip
"""Specialities of a site; docs/reference/sample-web.md says what each is."""

_SUBHOSTS = {"ebank_host": "ebank", "mobile_host": "m", "card_host": "creditcard"}
_COLUMNS = (
    "bank_id host kind layout voice suffix body_encoding header_charset meta_charset disallowed_path n_pages"
    " archive traits name_zh short_name_zh"
)
_Word = TypeVar("_Word", bound=str)


@dataclass(frozen=True, slots=True)
class SampleSite:
    """How one bank's site is made: technique, layout, encoding as sent and charsets as declared.

    ``voice`` picks among the ways of saying things, so that neighbouring sites say them differently.
    ``n_pages`` is the number of pages that the plan fills up to; 0 for a site that shows none.
    """

    bank_id: str
    host: str
    kind: SiteKind
    layout: str
    voice: int
    suffix: str
    body_encoding: str
    header_charset: str | None
    meta_charset: str | None
    disallowed_path: str
    n_pages: int
    archive: ArchiveForm
    traits: tuple[Trait, ...]
    name_zh: str
    short_name_zh: str

    @property
    def has_disallowed_link(self) -> bool:
        """Whether a page of the site, two links deep, links to one that its robots.txt disallows."""
        return self.disallowed_path == "/internal/"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The site's own host and the further hosts of its specialities."""
        return (self.host, *(self.subhost(trait) for trait in self.traits if trait in _SUBHOSTS))

    def subhost(self, trait: Trait) -> str:
        """The further host that ``trait`` brings: ``ebank.spdb.com.cn`` of ``www.spdb.com.cn``."""
        return f"{_SUBHOSTS[trait]}.{self.host.partition('.')[2]}"


@cache
def read_sites() -> tuple[SampleSite, ...]:
    """All rows of sites.csv; an unknown kind, form or trait is a ConfigError."""
    return tuple(
        SampleSite(
            bank_id=row["bank_id"],
            host=row["host"],
            kind=_known(row["kind"], get_args(SiteKind), row),
            layout=row["layout"],
            voice=int(row["voice"]),
            suffix=row["suffix"],
            body_encoding=row["body_encoding"],
            header_charset=row["header_charset"] or None,
            meta_charset=row["meta_charset"] or None,
            disallowed_path=row["disallowed_path"],
            n_pages=int(row["n_pages"]),
            archive=_known(row["archive"], get_args(ArchiveForm), row),
            traits=tuple(_known(trait, get_args(Trait), row) for trait in split_cell(row["traits"])),
            name_zh=row["name_zh"],
            short_name_zh=row["short_name_zh"],
        )
        for row in read_rows("sites.csv", _COLUMNS)
    )


def _known(word: str, words: tuple[_Word, ...], row: dict[str, str]) -> _Word:
    """``word`` as a member of a closed vocabulary."""
    if word not in words:
        subject = f"sample/sites.csv {row['bank_id']}"
        raise ConfigError(subject, f"unknown word {word!r}", fix=f"write one of {sorted(words)}")
    return cast("_Word", word)
