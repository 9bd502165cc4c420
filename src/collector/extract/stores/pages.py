"""What readers of HTML share: facts beside their labels, and pages that stand in for the one asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.pages.text import clean
from collector.stand_ins import CHALLENGE_CODE, WALL

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from collector.extract.stores.fields import Reading

_LEAD = 20_000
_COLONS = ":： "
_NOT_SHOWN = frozenset({"script", "style", "noscript"})


def refuse_stand_in(text: str, reading: Reading, wanted: str) -> None:
    """Raise for a page without ``wanted``: a wall is withheld, anything else has another form."""
    found = CHALLENGE_CODE.search(text[:_LEAD]) or WALL.search(text[:_LEAD])
    if found is not None or not text.strip():
        seen = repr(found[0]) if found is not None else "nothing"
        reading.withheld(f"{seen} came, expected {wanted}")
    reading.changed(f"the page holds no {wanted}")


def labelled(top: LexborNode, labels: tuple[str, ...]) -> dict[str, str]:
    """Text beside each label, in the next element or behind a colon; a label's first place counts."""
    texts = [
        line
        for node in top.traverse(include_text=True)
        if node.tag == "-text" and node.parent is not None and node.parent.tag not in _NOT_SHOWN
        if (line := " ".join(clean(node.text_content or "").split())).strip(_COLONS)
    ]
    found: dict[str, str] = {}
    for text, following in zip(texts, [*texts[1:], ""], strict=False):
        label = next((one for one in labels if text.startswith(one)), None)
        if label is None or label in found:
            continue
        rest = text.removeprefix(label)
        if rest.strip(_COLONS):
            value = rest.strip(_COLONS) if rest.lstrip()[0] in _COLONS else ""
        else:
            value = "" if following.rstrip(_COLONS) in labels else following
        if value:
            found[label] = value
    return found
