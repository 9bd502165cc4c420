"""Checks of the successions in config/banks.csv: complete, leading to a bank, and without circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collector.config.places import Located
    from collector.models import Bank


def check_succession(banks: Mapping[str, Located[Bank]]) -> None:
    """Raises ConfigError at the first row whose succession cannot be followed to a bank that still stands."""
    for one in banks.values():
        bank = one.record
        if bank.valid_from and bank.valid_until and bank.valid_from > bank.valid_until:
            problem = f"it ends ({bank.valid_until}) before it begins ({bank.valid_from})"
            raise one.place.error("valid_until", problem=problem, fix="mend one of the two")
        if bank.successor_id is None and bank.succession_kind is None:
            continue
        for column in ("successor_id", "succession_kind", "valid_until"):
            if getattr(bank, column) is None:
                problem = "a succession needs a successor, a kind and an end"
                raise one.place.error(column, problem=problem, fix="fill it, or empty the other two")
        _follow(one, banks)


def _follow(one: Located[Bank], banks: Mapping[str, Located[Bank]]) -> None:
    way = [one.record.bank_id]
    successor_id = one.record.successor_id
    while successor_id is not None:
        if successor_id not in banks:
            problem = f"no bank {successor_id!r} in banks.csv"
            raise one.place.error("successor_id", problem=problem, fix="add its row or mend the id")
        way.append(successor_id)
        if successor_id in way[:-1]:
            problem = f"a circle of successors: {' -> '.join(way)}"
            raise one.place.error("successor_id", problem=problem, fix="end it at the bank that stands")
        successor_id = banks[successor_id].record.successor_id
