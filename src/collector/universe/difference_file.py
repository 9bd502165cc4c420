"""A difference as a CSV file for review: one row a finding, with the cells of a proposed row for what is new.

Enters: a Difference and a path that does not exist yet. Refuses to write over a file and into config/.
"""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from collector.errors import RefusedError, UsageError
from collector.files import write_atomically
from collector.universe.names import without_company

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from collector.universe.difference import Changed, Difference

_HINTS = {
    "renamed": "same code: the new name is legal, the old one an alias",
    "recoded": "same legal name",
    "retyped": "same code: the list says {type_zh}",
    "unexpected": "our row says that it does not exist on that day: mend valid_from or valid_until",
    "english_changed": "English name",
}
_GONE = "find out when it ended and what it went into, then fill valid_until and successor_id"


@dataclass(frozen=True, slots=True)
class _Finding:
    finding: str
    institution_code: str = ""
    bank_id: str = ""
    ours: str = ""
    theirs: str = ""
    hint: str = ""
    list_row: str = ""
    proposed_name_zh: str = ""
    proposed_short_name_zh: str = ""
    proposed_name_en: str = ""
    proposed_type: str = ""
    proposed_province: str = ""


def write_difference(difference: Difference, path: Path) -> None:
    """Write the findings as CSV (UTF-8 with a mark, so that spreadsheet programs show Chinese).

    Raises RefusedError for a path in config/, UsageError where a file stands already or none can be written.
    """
    if _is_in_config(path.resolve()):
        problem = "config/ is written by people, after review"
        raise RefusedError(str(path), problem, fix="name a file in another folder")
    if path.exists():
        raise UsageError(str(path), "stands already and is not written over", fix="name a new file")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(_Finding))
    writer.writerows(astuple(finding) for finding in _findings(difference))
    try:
        write_atomically(path, text.getvalue().encode("utf-8-sig"))
    except OSError as error:
        problem = f"cannot be written ({error.strerror})"
        raise UsageError(str(path), problem, fix="name a file in a folder of yours") from None


def _is_in_config(path: Path) -> bool:
    folders = [folder for folder in path.parents if folder.name == "config"]
    return any(path == folder / "banks.csv" or (folder / "banks.csv").exists() for folder in folders)


def _findings(difference: Difference) -> Iterator[_Finding]:
    for new in difference.new:
        listed = new.listed
        yield _Finding(
            "new",
            institution_code=listed.institution_code,
            theirs=listed.name_zh,
            hint=f"the list says {listed.type_zh}; choose a bank_id",
            list_row=str(listed.row),
            proposed_name_zh=listed.name_zh,
            proposed_short_name_zh=new.short_name_zh,
            proposed_name_en=listed.name_en or "",
            proposed_type=new.type,
            proposed_province=new.province or "",
        )
    for bank in difference.gone:
        code = bank.institution_code or ""
        yield _Finding("gone", institution_code=code, bank_id=bank.bank_id, ours=bank.name_zh, hint=_GONE)
    for name, changes in difference.changes:
        yield from (_changed(name, change) for change in changes)
    for hint in difference.maybe_merged:
        yield _Finding(
            "merged?",
            institution_code="|".join(one.institution_code for one in hint.new),
            bank_id="|".join(bank.bank_id for bank in hint.gone),
            ours="|".join(bank.short_name_zh for bank in hint.gone),
            theirs="|".join(without_company(one.name_zh) for one in hint.new),
            hint=hint.question,
        )


def _changed(name: str, change: Changed) -> _Finding:
    return _Finding(
        name,
        institution_code=change.listed.institution_code,
        bank_id=change.bank.bank_id,
        ours=change.ours or "",
        theirs=change.theirs,
        hint=_HINTS[name].format(type_zh=change.listed.type_zh),
        list_row=str(change.listed.row),
    )
