"""A rulebook in sentences, row by row beside its tree, so that a difference between trees can be read by anybody."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from mdt_desk.domain.case import ExternalModel
from mdt_desk.domain.rulebook import (
    REFERENCE,
    Entry,
    Row,
    Rulebook,
    Said,
    Table,
    Tabulator,
    folded,
    one_lesion,
)
from mdt_desk.domain.rulebook_changes import Tree, name_of, tells_itself
from mdt_desk.domain.rulebook_scores import score_tables, score_tree
from mdt_desk.reports.rulebook_words import Speaker, about_one_vertebra, word_key

_OUTCOME: Final = re.compile(
    r"n (?P<n>\d+)|median (?P<median>[\d.]+)|interval (?P<low>[\d.]+)-(?P<high>[\d.]+)"
    r"|(?P<share>[\d.]+) % at (?P<months>\d+)|expected (?P<first>\d+)-(?:(?P<last>\d+)|None)"
    r"|odds (?P<odds>[\d.]+) (?P<least>[\d.]+)-(?P<most>[\d.]+) by (?P<by>\d+)|dead (?P<dead>\d+)"
)
"""The parts in which the tree of the scores spells what became of a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Says a rulebook in one language, in the order of its tree."""

    speaker: Speaker

    def of(self, book: Rulebook) -> Tree:
        """Return title, rows and sentences of every action, gap, word and number."""
        say, source = self.speaker.wording.get, book.source
        return {
            "name": say(f"guideline.{source.id}.name"),
            "actions": {
                each.name: self._entry(book, each, say(f"action.{each.name}"), self._advice(each.name))
                for each in book.actions
            },
            "gaps": {
                each.name: self._entry(book, each, say(f"guideline.{source.id}.{each.name}"), self._gap)
                for each in book.gaps
            },
            "words": {name_of(each.subject): self._word(each) for each in book.words if tells_itself(each)},
            "numbers": {
                name: {"title": self.speaker.number(source, name), "place": self.speaker.citation(cited)}
                for name, cited in source.provenance.items()
            },
        }

    def scores(self) -> Tree:
        """Return title and rows of every item of every score."""
        tabulator = Tabulator(REFERENCE)
        words = {name: self._item(name, each) for name, each in score_tables(tabulator)}
        title = self.speaker.say("scores")
        numbers = {
            name: {"title": self._figure(name), "said": self._figure_said(name, each)}
            for name, each in score_tree(tabulator)["numbers"].items()
        }
        return {"name": title, "actions": {}, "gaps": {}, "words": words, "numbers": numbers}

    # --- parts

    def _entry(self, book: Rulebook, entry: Entry, title: str, answer: Callable[[Any], str]) -> Tree:
        notes = {
            each.key: self._said(each, self.speaker.wording.get(f"guideline.{book.source.id}.{each.key}"))
            for each in entry.notes
        }
        place = self.speaker.citation(book.source.citations[entry.name])
        return {"title": title, "rows": list(self._rows(entry.table, answer)), "notes": notes, "place": place}

    def _word(self, table: Table) -> Tree:
        return {"title": self.word_title(table), "rows": list(self._rows(table, self._value(table)))}

    def _item(self, name: str, table: Table) -> Tree:
        score, _, item = name.partition(".")
        say = self.speaker.wording.get
        named = say(f"score.{score}.name")
        title = named if item == "value" else f"{named}: {say(f'item.{name}')}"
        return {"title": title, "rows": list(self._rows(table, str))}

    def _figure(self, name: str) -> str:
        """Return what a figure is about: a band, the points of a place, what became of a group, or what is asked."""
        say, (model, kind, *rest) = self.speaker.wording.get, name.split(".")
        if kind == "asks":
            return self.speaker.wording.choice(ExternalModel(model))
        if kind == "location":
            return f"{say(f'score.{model}.name')}: {say(f'item.{model}.location')} {rest[0]}"
        return f"{say(f'score.{model}.name')} {self._band(model, rest[0]) if kind == 'outcome' else rest[0]}"

    def _figure_said(self, name: str, figure: Tree) -> str:
        """Return a figure with its place and how well it is founded."""
        model, kind, *_ = name.split(".")
        value = self.speaker.wording.number(figure["value"]) if kind == "location" else str(figure["value"])
        if kind == "asks":
            value = ", ".join(map(self._asked, value.split(", ")))
        if kind == "band":
            value = self._band(model, value)
        if kind == "outcome":
            value = ", ".join(map(self._outcome, value.split(", ")))
        status = self.speaker.say(f"status.{figure['status']}")
        return self.speaker.say("figure", value=value or "–", place=figure["place"], status=status)

    def _asked(self, name: str) -> str:
        wording = self.speaker.wording
        return wording.get(name) if name.startswith("variable.") else wording.label(name)

    def _band(self, model: str, band: str) -> str:
        try:
            return self.speaker.wording.get(f"band.{model}.{band}")
        except LookupError:
            return band

    def _outcome(self, part: str) -> str:
        """Return a part of an outcome, as ``median 4``, in words."""
        found = _OUTCOME.fullmatch(part)
        if found is None:
            return part
        spelled = {
            key: self.speaker.wording.number(float(each)) for key, each in found.groupdict().items() if each
        }
        return self.speaker.say(f"figure_part.{'_'.join(spelled)}", **spelled)

    def word_title(self, table: Table) -> str:
        """Return the name of a word; the event that another word is about is any event."""
        given = table.subject
        name = self.speaker.name(given)
        return self.speaker.say("one_vertebra", label=name) if about_one_vertebra(given) else name

    def _advice(self, action: str) -> Callable[[Any], str]:
        return lambda given: self.speaker.answer(given, action)

    def _gap(self, given: object) -> str:
        return self.speaker.say("said" if given else "not_said")

    def _value(self, table: Table) -> Callable[[Any], str]:
        return lambda given: self.speaker.value(given, table.subject)

    # --- rows

    def _rows(self, full: Table, answer: Callable[[Any], str]) -> Iterator[str]:
        table = one_lesion(full)
        short = folded(table)
        for row in short.rows:
            yield self._row(self._when(row, table), answer(row.answer))
        if short.otherwise is not None:
            yield self._row(self.speaker.say("otherwise"), answer(short.otherwise.answer))

    def _when(self, row: Row, table: Table) -> str:
        if not row.conditions:
            return self.speaker.say("always")
        if word_key(table.subject) == "sins.worst_band":
            return self.speaker.name(row.conditions[0].input)
        return self.speaker.when([row], table)

    def _row(self, when: str, answer: str) -> str:
        return self.speaker.say("difference.row", when=when, answer=answer)

    def _said(self, said: Said, text: str) -> str:
        if said.table is None:
            return self.speaker.say("note_always", note=text)
        table = one_lesion(said.table)
        rows = [each for each in folded(table).rows if each.answer is True]
        when = self.speaker.when(rows, table)
        if said.even_if_open:
            when = f"{when} ({self.speaker.say('note_even_open')})"
        return self.speaker.say("note_when", when=when, note=text)
