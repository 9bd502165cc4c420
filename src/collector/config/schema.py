"""What every entry of config/ has in common: strict pydantic models and their errors as ConfigErrors.

What enters: plain values and the place they came from. What leaves: a validated entry, or a ConfigError that
names file, line, key and fix; several bad values of one entry are one error, by line.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from collector.config.fields import Entry
from collector.errors import ConfigError, raise_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

    from collector.config.places import KeyPath, Place

REFERENCE = "docs/reference/config.md"
_FIXES = {
    "string_type": "write a text, in quotes if it looks like a number",
    "int_type": "write a whole number without quotes",
    "float_type": "write a number without quotes",
    "bool_type": "write true or false",
    "tuple_type": "write a list: [a, b]",
    "model_type": "write `key: value` pairs",
    "dict_type": "write `key: value` pairs",
    "enum": "use one of the words listed",
    "literal_error": "use one of the words listed",
}


AnyEntry = TypeVar("AnyEntry", bound=Entry)


def near(word: str, known: Iterable[str]) -> str:
    """``, did you mean 'x' or 'y'`` for a word that is not known, or nothing."""
    matches = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
    return f", did you mean {' or '.join(repr(match) for match in matches)}" if matches else ""


def checked(model: type[AnyEntry], value: object, place: Place) -> AnyEntry:
    """The value as an entry of that model. Raises ConfigError."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        errors = _as_config_errors(error.errors(include_url=False), place)
    raise_all(errors)
    raise AssertionError(place.label)  # pydantic names at least one error


def _as_config_errors(details: list[ErrorDetails], place: Place) -> list[ConfigError]:
    """Unknown keys first (a misspelt key is missing too), then by line."""
    missing = {one["loc"] for one in details if one["type"] == "missing"}
    found = [(one["type"] != "extra_forbidden", _as_config_error(one, missing, place)) for one in details]
    return [error for _, error in sorted(found, key=lambda one: (one[0], _line(one[1].subject)))]


def _line(subject: str) -> int:
    return int(subject.split(" ", maxsplit=1)[0].rpartition(":")[2])


def _as_config_error(details: ErrorDetails, missing: set[KeyPath], place: Place) -> ConfigError:
    kind = details["type"]
    path = details["loc"]
    if kind == "collector":
        return place.error(*path, problem=details["ctx"]["problem"], fix=details["ctx"]["fix"])
    if kind == "extra_forbidden":
        meant = near(str(path[-1]), [str(one[-1]) for one in missing if one[:-1] == path[:-1]])
        return place.error(
            *path, problem=f"unknown key{meant}", fix=f"remove it or spell it as in {REFERENCE}"
        )
    if kind == "missing":
        return place.error(*path, problem="the key is missing", fix=f"add it ({REFERENCE})")
    if kind == "too_short":
        needed = details["ctx"]["min_length"]
        problem = f"{details['ctx']['actual_length']} entries, at least {needed} needed"
        return place.error(*path, problem=problem, fix="add entries")
    fix = _FIXES.get(kind, f"see {REFERENCE}")
    return place.error(*path, problem=f"{details['msg']}, got {details['input']!r}", fix=fix)
