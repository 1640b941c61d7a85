"""The rulebook as data: a file that a later version reads back and holds beside itself."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from mdt_desk.domain.assess import Rules
from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.rulebook import REFERENCE, Tabulator
from mdt_desk.domain.rulebook_changes import JOINT, Change, Tree, difference, row_spelled, rulebook_tree
from mdt_desk.domain.rulebook_scores import score_tree
from mdt_desk.durable import write_whole
from mdt_desk.reports.rulebook_phrases import Phrases
from mdt_desk.reports.rulebook_words import Speaker
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.errors import SiteError, UserError
from mdt_desk.usecases.rulebooks import ToldChange, ToldDifference

SCHEMA: Final = "mdt-desk/rulebook/1"
_LARGEST: Final = 32_000_000
"""Bytes; a rulebook takes about half a million."""

_PARTS: Final = ("actions", "gaps", "words", "numbers")
_BESIDE: Final = " · "


def rulebook_data(rules: Rules, wordings: Mapping[str, Wording], made_at: datetime) -> Tree:
    """Return a rulebook as a plain tree: every rule in words of the code, and the same in each language."""
    tabulator = Tabulator(REFERENCE)
    books = [tabulator.rulebook(each) for each in rules.sources]
    told = {}
    for language, wording in wordings.items():
        phrases = Phrases(speaker=Speaker(wording=wording))
        told[language] = {
            **{each.source.id: phrases.of(each) for each in books},
            "scores": phrases.scores(),
        }
    return {
        "schema": SCHEMA,
        "rules": {"version": rules.rule_set.version, "hash": rules.rule_set.hash},
        "made_at": made_at.isoformat(),
        "guidelines": [*map(rulebook_tree, books), score_tree(tabulator)],
        "told": told,
    }


def save_rulebook(tree: Tree, file: Path) -> Path:
    """Write a rulebook as data; raises SiteError where the file cannot be written."""
    text = json.dumps(tree, ensure_ascii=False, indent=1)
    try:
        write_whole(file, f"{text}\n".encode())
    except OSError as error:
        why = error.strerror or ""
        raise SiteError("rulebook.difference.not_saved", file=str(file), why=why) from error
    return file


def read_rulebook(file: Path, wording: Wording) -> Tree:
    """Read what `save_rulebook` wrote.

    Raises:
        UserError: the file cannot be read or is no rulebook; its sentence says why.

    """

    def refused(reason: str, **params: str) -> UserError:
        why = wording.get(f"rulebook.difference.why.{reason}", **params)
        return UserError("rulebook.difference.refused", file=file.name, why=why)

    try:
        if file.stat().st_size > _LARGEST:
            raise refused("too_large")
        tree = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        why = error.strerror or ""
        raise UserError("rulebook.difference.unreadable", file=file.name, why=why) from error
    except (ValueError, RecursionError) as error:
        raise refused("not_json") from error
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
        raise refused("schema", schema=SCHEMA)
    if not _is_whole(tree):
        raise refused("shape")
    return tree


def _is_whole(tree: Tree) -> bool:
    """Tell whether a tree has every part that comparing reads, each of its kind."""
    try:
        rules = tree["rules"]
        spelled = all(isinstance(rules[each], str) for each in ("version", "hash"))
        return spelled and isinstance(tree.get("told"), dict) and all(map(_is_guideline, tree["guidelines"]))
    except (KeyError, TypeError, AttributeError):
        return False


def _is_guideline(tree: Tree) -> bool:
    numbers = all({"value", "place", "status"} <= set(each) for each in tree["numbers"].values())
    entries = [entry for part in _PARTS[:3] for entry in tree[part].values()]
    rows = all(isinstance(row["when"], dict) and "answer" in row for each in entries for row in each["rows"])
    notes = all(isinstance(each.get("notes", {}), dict) for each in entries)
    return (
        isinstance(tree["guideline"], str)
        and isinstance(tree["document"], dict)
        and numbers
        and rows
        and notes
    )


# --- what differs, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One of the two rulebooks, as one language tells it."""

    trees: Mapping[str, Tree]
    told: Mapping[str, Any]

    @classmethod
    def of(cls, tree: Tree, language: str) -> "_Side":
        told = tree["told"].get(language)
        trees = {each["guideline"]: each for each in tree["guidelines"]}
        return cls(trees=trees, told=told if isinstance(told, dict) else {})

    def phrase(self, change: Change, spelled: str) -> str:
        """Return what a file tells in its own words of what was spelled in words of the code."""
        if not spelled:
            return ""
        entry = self.entry(change)
        if change.about == "note":
            return str(entry.get("notes", {}).get(spelled, spelled))
        if change.about in {"row", "order", "whole"} and change.part != "numbers":
            phrases = self._rows(change, entry)
            return "; ".join(phrases.get(each, each) for each in spelled.split(JOINT))
        if change.part == "numbers" and "said" in entry:
            return str(entry["said"])
        if change.part == "numbers":
            return f"{entry['title']}. {entry['place']}" if {"title", "place"} <= set(entry) else spelled
        if change.about in {"place", "status"}:
            return str(entry.get("place", spelled))
        return spelled

    def entry(self, change: Change) -> Mapping[str, Any]:
        found: object = self.told
        for each in (change.guideline, change.part, change.name):
            found = found.get(each) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}

    def _rows(self, change: Change, entry: Mapping[str, Any]) -> Mapping[str, str]:
        tree = self.trees[change.guideline][change.part][change.name]
        told = entry.get("rows", ())
        if not isinstance(told, list) or len(told) != len(tree["rows"]):
            return {}
        return {row_spelled(row): str(each) for row, each in zip(tree["rows"], told, strict=True)}


def told_difference(old: Tree, new: Tree, wording: Wording) -> ToldDifference:
    """Return what a newer rulebook says otherwise, in words; a guideline only one of them has is told whole."""
    language = wording.words.language
    sides = _Side.of(old, language), _Side.of(new, language)
    changes: dict[tuple[str, ...], ToldChange] = {}
    for each in _changes(*sides):
        told = _told(each, sides, wording)
        key = (each.part, told.title, told.what, told.before, told.after, told.kind)
        shared = changes.get(key)
        if shared is None:
            changes[key] = told
        elif each.part == "words" and told.chapter not in shared.chapter.split(_BESIDE):
            changes[key] = replace(shared, chapter=f"{shared.chapter}{_BESIDE}{told.chapter}")
    return ToldDifference(
        before=RuleSet(**old["rules"]), after=RuleSet(**new["rules"]), changes=tuple(changes.values())
    )


def _changes(old: _Side, new: _Side) -> Iterator[Change]:
    for name in dict.fromkeys([*new.trees, *old.trees]):
        before, after = old.trees.get(name), new.trees.get(name)
        empty = {"guideline": name, "document": {}, **{part: {} for part in _PARTS}}
        yield from difference(before or empty, after or empty)


def _told(change: Change, sides: tuple[_Side, _Side], wording: Wording) -> ToldChange:
    old, new = sides
    entry = new.entry(change) or old.entry(change)
    before, after = old.phrase(change, change.before), new.phrase(change, change.after)
    if before == after:
        before, after = change.before, change.after
    if change.about == "gated":
        before, after = (
            wording.get(f"rulebook.difference.{'gated' if each == 'yes' else 'not_gated'}")
            for each in (change.before, change.after)
        )
    told_already = change.about in {"place", "status"} or change.part == "numbers"
    return ToldChange(
        kind=change.kind,
        chapter=_chapter(change, sides),
        title=_title(change, entry, wording),
        what=wording.get(
            f"rulebook.difference.what.{'number' if change.part == 'numbers' else change.about}"
        ),
        before=before,
        after=after,
        cited="" if told_already else str(entry.get("place", "")),
    )


def _title(change: Change, entry: Mapping[str, Any], wording: Wording) -> str:
    if change.part == "document":
        return wording.get("rulebook.difference.document")
    title = str(entry.get("title", change.name))
    return title.partition(":")[0] if change.part == "numbers" and "place" in entry else title


def _chapter(change: Change, sides: tuple[_Side, _Side]) -> str:
    for side in reversed(sides):
        told = side.told.get(change.guideline)
        if isinstance(told, dict) and "name" in told:
            return str(told["name"])
    return change.guideline
