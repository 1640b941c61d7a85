"""The scores in the rulebook: items with their points, bands, whom a model does not cover, published outcomes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from mdt_desk.domain.assess import SCORES
from mdt_desk.domain.case import Bilsky
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.rulebook import ONE_LESION, REFERENCE, Table, Tabulator, folded
from mdt_desk.domain.scores.external import EXTERNAL
from mdt_desk.domain.scores.lesions import BILSKY, SINS, LesionScoreModel
from mdt_desk.domain.scores.model import Score, ScoreItem
from mdt_desk.domain.scores.nesms import CEILING, NESMS, raw
from mdt_desk.domain.scores.outcomes import OUTCOMES, Cohort, Odds, Outcome
from mdt_desk.domain.scores.tomita import TOMITA, growth_rate
from mdt_desk.domain.settle import Unbound
from mdt_desk.reports.breaking import Led, chapter
from mdt_desk.reports.flowables import LISTED, Cell, Command, Start, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import Press
from mdt_desk.reports.rulebook_tables import Tables
from mdt_desk.reports.rulebook_words import Speaker
from mdt_desk.reports.style import INK, RULE, TEXT_WIDTH, TINT

_SHORT: Final = 210.0
"""A score whose table ends within so many points, a third of a page, is not cut."""

_NAME: Final = 58 * mm
_HEADED: Final[tuple[Command, ...]] = (
    ("BACKGROUND", (0, 0), (-1, 0), TINT),
    ("LINEABOVE", (0, 0), (-1, 0), 0.8, INK),
    ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeBook:
    """Lays out the bands of a score and what became of published cohorts."""

    press: Press
    speaker: Speaker
    tables: Tables

    def bands(self, score: Score | LesionScoreModel, possible: Sequence[Any]) -> list[Flowable]:
        if score.band is None or score.id in {"bollen", "nesms"}:
            return []
        groups: dict[str, list[Any]] = {}
        for each in sorted(possible):
            groups.setdefault(score.band(each), []).append(each)
        said = [
            self.speaker.say(
                "score_band",
                band=self.press.wording.get(f"band.{score.id}.{band}"),
                values=self._range(values),
            )
            for band, values in groups.items()
        ]
        return self.press.field(self.speaker.say("score_bands"), "; ".join(said))

    def _range(self, values: Sequence[Any]) -> str:
        if len(values) == 1 or isinstance(values[0], Bilsky):
            return ", ".join(str(each) for each in values)
        return self.speaker.say("from_to", low=values[0], high=values[-1])

    def outcomes(self, score: Score) -> list[Flowable]:
        own = [each for each in OUTCOMES if each.score == score.id]
        cohorts = {each.cohort.id: each.cohort for each in own}
        story: list[Flowable] = []
        for cohort in cohorts.values():
            rows: list[list[Cell]] = [
                [
                    self.tables.text(self.press.wording.get(f"band.{score.id}.{each.band}")),
                    self.tables.text(self._outcome(each)),
                ]
                for each in own
                if each.cohort is cohort
            ]
            status = next(each.status for each in own if each.cohort is cohort)
            said = self._evidence(cohort, status)
            above = self.press.small(f"{self.speaker.say('score_outcomes')}: {self._cohort(cohort)}. {said}")
            table = grid(rows, [_NAME, TEXT_WIDTH - _NAME], LISTED)
            story += [Spacer(0, 3), KeepTogether([*above, Spacer(0, 2.5), table])]
        return story

    def _evidence(self, cohort: Cohort, status: Status) -> str:
        say = self.speaker.say
        told = say("score_status", status=say(f"status.{status}"))
        if cohort.described is None:
            return told
        what = "score_described" if cohort.concordance is None else "score_concordance"
        return f"{told} {say(what, status=say(f'status.{cohort.described}'))}"

    def _cohort(self, cohort: Cohort) -> str:
        name = self.press.wording.get(f"cohort.{cohort.id}")
        parts = [self.speaker.say("cohort", cohort=name, reference=cohort.reference, n=cohort.n)]
        if cohort.years is not None:
            parts.append("–".join(map(str, cohort.years)))
        if cohort.concordance is not None:
            value = self.press.wording.number(cohort.concordance)
            parts.append(self.speaker.say("cohort_concordance", value=value))
        return ", ".join(parts)

    def _outcome(self, outcome: Outcome) -> str:
        say, number = self.speaker.say, self.press.wording.number
        parts = [] if outcome.n is None else [say("outcome_n", n=outcome.n)]
        if outcome.median_months is not None:
            median = say("outcome_median", months=number(outcome.median_months))
            if outcome.interval is not None:
                low, high = map(number, outcome.interval)
                median = f"{median} {say('outcome_interval', low=low, high=high)}"
            parts.append(median)
        parts += [
            say("outcome_alive", share=number(round(100 * each.survival, 1)), months=number(each.months))
            for each in outcome.survival
        ]
        if outcome.expected_months is not None:
            low_end, high_end = outcome.expected_months
            key, value = ("from", low_end) if high_end is None else ("under", high_end)
            parts.append(say(f"outcome_expected_{key}", **{"low" if key == "from" else "high": value}))
        return ", ".join([*parts, *map(self._odds, outcome.odds)])

    def _odds(self, odds: Odds) -> str:
        if odds.ratio is None or odds.interval is None:
            return self.speaker.say("outcome_odds_none", months=odds.months)
        low, high = (self.press.wording.number(each) for each in odds.interval)
        ratio = self.press.wording.number(odds.ratio)
        return self.speaker.say("outcome_odds", ratio=ratio, low=low, high=high, months=odds.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBook:
    """Lays out every score and survival model."""

    press: Press
    speaker: Speaker
    tables: Tables

    def story(self) -> list[Flowable]:
        """Return the part about scores."""
        title = self.speaker.say("scores")
        story: list[Flowable] = [
            *chapter(Start(key="scores", outline=title)),
            *self.press.gate.paragraphs(title, self.press.styles.title, Face.BOLD),
            Spacer(0, 6),
        ]
        for score in SCORES:
            story += self._score(score)
        for lesion in (SINS, BILSKY):
            story += self._lesion_score(lesion)
        return [*story, *self._external()]

    @property
    def _published(self) -> OutcomeBook:
        return OutcomeBook(press=self.press, speaker=self.speaker, tables=self.tables)

    def _head(self, score: Score | LesionScoreModel) -> list[Flowable]:
        wording = self.press.wording
        status = self.speaker.say("score_status", status=self.speaker.say(f"status.{score.status}"))
        return [
            *self.tables.heading(f"score-{score.id}", wording.get(f"score.{score.id}.name")),
            *self.press.small(f"{score.reference}. {status}"),
            *self.press.body(wording.get(f"score.{score.id}.help")),
            Spacer(0, 3),
        ]

    def _score(self, score: Score) -> list[Flowable]:
        tabulator = Tabulator(REFERENCE)
        if score.items:
            told = [self._items(tabulator, score.id, score.items)]
        else:
            told = self.tables.table(tabulator.table(score.value), str)
        story: list[Flowable] = [Led([*self._head(score), *told], whole=_SHORT), Spacer(0, 4)]
        if score.id == NESMS.id:
            story += [KeepTogether([self._truth(tabulator)]), Spacer(0, 4)]
        if score.id == TOMITA.id:
            rates = tabulator.table(growth_rate)
            title = self.press.small(self.tables.word_title(rates.subject))
            story += [KeepTogether([*title, *self.tables.word(rates)]), Spacer(0, 4)]
        if score.outside:
            said = " ".join(self.press.wording.get(each.reason) for each in score.outside)
            story += self.press.field(self.speaker.say("score_outside"), said)
        possible = Unbound(REFERENCE).settle(score.value).possible
        return [
            *story,
            *self._published.bands(score, possible),
            *self._published.outcomes(score),
            Spacer(0, 10),
        ]

    # --- items

    def _items(self, tabulator: Tabulator, score: str, items: Sequence[ScoreItem], *args: Any) -> Flowable:  # noqa: ANN401  # arguments of an item
        heads = (self.speaker.say("score_item"), self.speaker.say("score_points"))
        rows: list[list[Cell]] = [[self.tables.text(each, Face.BOLD) for each in heads]]
        for item in items:
            name = self.press.wording.get(f"item.{score}.{item.name}")
            rows.append([self.tables.text(name), self._points(tabulator.table(item.points, *args), item)])
        return grid(rows, [_NAME, TEXT_WIDTH - _NAME], _HEADED, heads=1)

    def _points(self, table: Table, item: ScoreItem) -> Cell:
        if item.name == "location":
            return self.tables.text(self.speaker.say("level_points"))
        return [line for each in self._said(table) for line in self.tables.text(each)]

    def _said(self, table: Table) -> Iterator[str]:
        """Say the points of an item, which depend on one fact, or on one word that is named."""
        for row in folded(table).rows:
            (condition,) = row.conditions
            values = self.speaker.values(condition, table.domain(condition.input.name))
            named = f"{self.speaker.label(condition.input)}: " if condition.input.kind == "word" else ""
            yield f"{named}{values}: {row.answer}"

    def _truth(self, tabulator: Tabulator) -> Flowable:
        names = ("truth_bauer", "truth_walks", "truth_albumin", "raw", "capped")
        rows: list[list[Cell]] = [
            [self.tables.text(self.speaker.say(f"score_{each}"), Face.BOLD) for each in names]
        ]
        table = tabulator.table(raw)
        found = []
        for bauer in (0, 2):
            for walks in (0, 1):
                for albumin in (0, 1):
                    points = {"bauer_points": bauer, "walks_independently": walks, "albumin": albumin}
                    total = _answer(table, points)
                    found.append([*map(bool, points.values()), total, min(CEILING, total)])
        rows.extend([self.tables.text(self.speaker.value(each)) for each in line] for line in found)
        return grid(rows, [TEXT_WIDTH / 5] * 5, _HEADED, heads=1)

    # --- of vertebrae, and computed elsewhere

    def _lesion_score(self, score: LesionScoreModel) -> list[Flowable]:
        possible: Sequence[Any] = range(19)
        if score.items:
            table = self._items(Tabulator(REFERENCE), score.id, score.items, *ONE_LESION)
        else:
            rows: list[list[Cell]] = [
                [
                    self.tables.text(each.value, Face.BOLD),
                    self.tables.text(self.press.wording.get(f"meaning.Bilsky.{each.value}")),
                ]
                for each in Bilsky
            ]
            table = grid(rows, [12 * mm, TEXT_WIDTH - 12 * mm], LISTED)
            possible = tuple(Bilsky)
        told = Led([*self._head(score), table], whole=_SHORT)
        return [told, Spacer(0, 4), *self._published.bands(score, possible), Spacer(0, 10)]

    def _external(self) -> list[Flowable]:
        say, wording = self.speaker.say, self.press.wording
        told: list[Flowable] = [
            *self.tables.heading("score-external", say("external")),
            *self.press.body(say("external_lead")),
        ]
        for model, score in EXTERNAL.items():
            asked = [
                *(wording.label(each) for each in score.facts),
                *(wording.get(each) for each in score.others),
            ]
            status = say("score_status", status=say(f"status.{score.status}"))
            said = say("external_asks", variables=", ".join(asked))
            told += [
                Spacer(0, 4),
                *self.press.field(wording.choice(model), said),
                *self.press.small(f"{score.reference}. {status}"),
            ]
        return [KeepTogether(told)]


def _answer(table: Table, points: dict[str, int]) -> int:
    """Return what a table of points adds up to."""
    return next(
        int(row.answer)
        for row in table.rows
        if all(points[each.input.name.rpartition(".")[2]] in each.values for each in row.conditions)
    )
