"""YAML 1.2 files of config/, read strictly.

What enters: a path. What leaves: plain values (dict, tuple, str, int, float, bool, None) and the line of
every key. Refused: text that is not UTF-8, broken YAML, several documents, anchors, keys that are no text,
duplicate keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from collector.config.places import KeyPath, Place
from collector.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_TAG = "tag:yaml.org,2002:"
_TRUE = frozenset({"true", "True", "TRUE"})


def list_yaml(folder: Path, home: Path) -> list[Path]:
    """The YAML files of a folder, by name; a missing folder is empty, a file of another kind an error."""
    if not folder.is_dir():
        return []
    paths = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    for path in paths:
        if path.suffix != ".yml" and path.name != "README.md":
            raise ConfigError(
                f"{path.relative_to(home).as_posix()}:1",
                "only .yml files are read here",
                fix="rename or move the file",
            )
    return [path for path in paths if path.suffix == ".yml"]


def read_text(path: Path, home: Path) -> tuple[str, str]:
    """The text of a UTF-8 file (a byte-order mark is dropped) and the name messages call it by."""
    label = path.relative_to(home).as_posix()
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"{label}:1", "the file is missing", fix=f"restore {label}") from None
    try:
        return content.decode("utf-8-sig"), label
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problem = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise ConfigError(f"{label}:{line}", problem, fix="save the file as UTF-8") from None


def read_yaml(path: Path, home: Path) -> tuple[object, Place]:
    """The value of a file's only document and the place of every key path in it."""
    text, label = read_text(path, home)
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(part for part in (error.context, error.problem) if part)
        line = mark.line + 1 if mark else 1
        raise ConfigError(f"{label}:{line}", f"broken YAML: {problem}", fix="mend the syntax") from None
    lines: dict[KeyPath, int] = {}
    place = Place(label, lines)
    if node is None:
        raise place.error(problem="the file is empty", fix="write its keys (docs/reference/config.md)")
    return _value(node, (), lines, place), place


def _value(node: Node, path: KeyPath, lines: dict[KeyPath, int], place: Place) -> object:
    lines.setdefault(path, node.start_mark.line + 1)
    if node.anchor is not None:
        raise place.error(*path, problem="anchors and aliases are not used here", fix="write the value out")
    if isinstance(node, MappingNode):
        return _mapping(node, path, lines, place)
    if isinstance(node, SequenceNode):
        return tuple(_value(child, (*path, i), lines, place) for i, child in enumerate(node.value))
    return _scalar(node, path, place)


def _mapping(node: MappingNode, path: KeyPath, lines: dict[KeyPath, int], place: Place) -> dict[str, object]:
    values: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode) or not isinstance(key, str):
            lines[path] = line
            raise place.error(*path, problem="a key must be a text", fix="write `key: value`")
        if key in values:
            first = lines[(*path, key)]
            lines[(*path, key)] = line
            raise place.error(
                *path, key, problem=f"the key stands twice (first in line {first})", fix="remove one"
            )
        lines[(*path, key)] = line
        values[key] = _value(value_node, (*path, key), lines, place)
    return values


def _scalar(node: Node, path: KeyPath, place: Place) -> object:
    text = str(node.value)
    kind = str(node.tag).removeprefix(_TAG)
    try:
        match kind:
            case "null":
                return None
            case "bool":
                return text in _TRUE
            case "int":
                return int(text)
            case "float":
                return float(text)
            case _:
                return text
    except ValueError:
        raise place.error(*path, problem=f"{text!r} is no plain decimal number", fix="quote it") from None
