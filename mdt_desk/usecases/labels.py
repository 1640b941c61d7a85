"""The names of facts; nothing is imported here but words."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mdt_desk.usecases.ports import Words

_PARTS_OF_LESION_FACT: Final = 3


def fact_key(path: str) -> str:
    """Return a fact by the name its texts have: of a lesion without the level, of all of them ``lesions``."""
    parts = path.split(".")
    return f"{parts[0]}.{parts[2]}" if len(parts) == _PARTS_OF_LESION_FACT else path


def label_of(texts: "Words", path: str) -> str:
    """Return the name of a fact; that of a lesion says at which vertebra."""
    name, parts = texts.get(f"fact.{fact_key(path)}.label"), path.split(".")
    if len(parts) == _PARTS_OF_LESION_FACT:
        return texts.get("fact_at_level", fact=name, level=parts[1])
    return name
