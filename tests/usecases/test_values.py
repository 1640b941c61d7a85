"""Small answers of small values: what narrows, who waits, which key fits, what a place is called."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.meeting import CaseId
from mdt_desk.i18n import Texts
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.addresses import server_of
from mdt_desk.usecases.backups import Losses
from mdt_desk.usecases.briefs import CANNOT_WAIT, PUT_AWAY, UNJUDGED, Brief, Counts, Facts
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.documents import last_decided_at
from mdt_desk.usecases.entering import Trouble, trouble_of
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.keys import HeldKey, QueueKey
from mdt_desk.usecases.overview import object_text
from mdt_desk.usecases.preferences import AgeLimits, Preferences, Release, ReleaseRoute, TranslationReview
from mdt_desk.usecases.release import in_force, release_text, status_text
from mdt_desk.usecases.rulebooks import overview
from mdt_desk.usecases.wording import chosen_text
from tests.queues import KEY
from tests.usecases.desk import counting, patient

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
RELEASE = Release(name="Ziekenhuis Voorbeeld", released_on=date(2026, 11, 1), route=ReleaseRoute.IN_HOUSE)


def test_that_a_backup_that_undoes_nothing_says_so() -> None:
    assert Losses().nothing
    assert not Losses(leaflets=1).nothing


def test_that_those_who_wait_are_counted_over_all_lanes() -> None:
    assert Counts(lanes={CANNOT_WAIT: 2, UNJUDGED: 3}).waiting == 5


def test_that_a_case_that_was_put_away_stands_after_all_others() -> None:
    brief = Brief(number=1, id=CaseId(UUID(int=1)), state="open", waiting=True, changed_at=AT, facts=Facts())
    assert (brief.lane, replace(brief, waiting=False).lane) == (UNJUDGED, PUT_AWAY)


@pytest.mark.parametrize(("raw", "salt"), [(b"", KEY.salt), (KEY.raw, b""), (KEY.raw + b"x", KEY.salt)])
def test_that_a_key_of_another_size_is_no_key(raw: bytes, salt: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        QueueKey(raw, salt)


class Keeper:
    """Gives back one key for one passphrase."""

    def with_passphrase(self, passphrase: str) -> QueueKey:
        return KEY if passphrase == "mine" else QueueKey(KEY.raw[::-1], KEY.salt)

    def protection(self) -> None:
        return None


def test_that_a_passphrase_that_opens_another_queue_does_not_unlock_this_one() -> None:
    held = HeldKey(Keeper(), KEY)  # type: ignore[arg-type]  # only what is asked here
    held.check("mine")
    assert not held.protection().passphrase
    with pytest.raises(UserError, match=r"keys\.wrong_passphrase"):
        held.check("another")


def test_that_whatever_else_keeps_a_file_shut_is_the_place_it_lies_in() -> None:
    assert (trouble_of("store.damaged"), trouble_of("store.network")) == (Trouble.DAMAGED, Trouble.BUSY)


def test_that_a_release_holds_from_its_day_on_and_with_a_name(texts: Texts) -> None:
    day = date(2026, 11, 1)
    assert in_force(RELEASE, day) == RELEASE
    assert in_force(RELEASE, date(2026, 10, 31)) is None
    assert in_force(replace(RELEASE, name="  "), day) is None
    assert release_text(None, texts, day) == texts.get("status.demonstration")
    released = status_text(replace(Preferences(), release=RELEASE), texts, day)
    assert "Ziekenhuis Voorbeeld" in released
    assert "01-11-2026" in released


def test_that_what_another_version_wrote_into_the_trail_stays_as_it_is(texts: Texts) -> None:
    assert object_text("magic:7", texts) == "magic:7"
    assert object_text("months:3", texts) != "months:3"


def test_that_a_server_is_named_by_an_address_and_not_by_a_file() -> None:
    assert server_of(" postgresql://mdt@server.example/queue ").host == "server.example"
    with pytest.raises(UserError, match=r"server\.address\.form"):
        server_of(str(Path("queue.db")))


def test_that_every_guideline_tells_how_it_is_founded() -> None:
    rules = load_rules()
    told = overview(rules)
    assert told.rules == rules.rule_set
    for each, source in zip(told.guidelines, rules.sources, strict=True):
        assert each.document == source.document
        assert sum(each.statuses.values()) == len(source.citations) + len(source.provenance)
        assert each.checked <= date(2026, 11, 30)


def test_that_a_review_covers_one_leaflet_from_its_day_on() -> None:
    day = date(2026, 11, 1)
    review = TranslationReview(language="tr", version="3", reviewer="A. Voorbeeld", reviewed_on=day)
    assert review.covers("tr", "3", day)
    assert not review.covers("tr", "4", day)
    assert not review.covers("tr", "3", date(2026, 10, 31))


def test_that_a_section_that_does_not_age_has_no_limit() -> None:
    assert AgeLimits().of("tumour") == AgeLimits().tumour
    assert AgeLimits().of("patient") is None


def test_that_several_choices_are_told_in_the_order_of_their_kind(texts: Texts) -> None:
    routes = frozenset({ReleaseRoute.IN_HOUSE, ReleaseRoute.CE_MARK})
    told = [texts.get(f"value.ReleaseRoute.{each.value}") for each in ReleaseRoute]
    assert chosen_text(texts, routes) == ", ".join(told)
    assert chosen_text(texts, frozenset[ReleaseRoute]()) == ""


def test_that_no_summary_is_made_of_a_case_that_nobody_decided_about(queue: Queue) -> None:
    stored = list_case(queue, counting(), patient("VB-1"), AT)
    with pytest.raises(UserError, match=r"document\.summary\.none"):
        last_decided_at(queue, stored.id)
