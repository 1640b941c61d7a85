"""The audit trail shows every change of its lines."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.audit import (
    START,
    Deed,
    Event,
    Flaw,
    Head,
    Line,
    Result,
    chained,
    digest_of,
    flaw_in,
    head_of,
)
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.people import Role

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
WORDS = st.text(max_size=12)
OTHER_DEEDS = [each for each in Deed if each not in {Deed.PRUNED, Deed.RESTORED}]

events = st.builds(
    Event,
    at=st.integers(0, 10**9).map(lambda seconds: AT + timedelta(seconds=seconds)),
    who=WORDS,
    role=st.sampled_from(Role),
    place=WORDS,
    what=st.sampled_from(OTHER_DEEDS),
    case=st.none() | st.integers(1, 5).map(lambda number: CaseId(UUID(int=number))),
    object=WORDS,
    result=st.sampled_from(Result),
)


def chain(found: list[Event]) -> list[Line]:
    lines: list[Line] = []
    for each in found:
        lines.append(chained(each, head_of(lines)))
    return lines


chains = st.lists(events, min_size=2, max_size=8).map(chain)


@given(chains)
def test_that_a_chain_nobody_touched_is_whole(lines: list[Line]) -> None:
    assert flaw_in(lines, heads=[head_of(lines[:1]), head_of(lines)]) is None


@given(chains, st.data())
def test_that_a_changed_field_of_any_line_shows(lines: list[Line], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(events.filter(lambda each: each != lines[at].event))
    lines[at] = replace(lines[at], event=other)
    found = flaw_in(lines)
    assert found is not None
    assert (found.flaw, found.number) == (Flaw.CHANGED, at + 1)


@given(chains, st.data())
def test_that_a_changed_line_shows_even_with_its_digest_made_anew(
    lines: list[Line], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(lines) - 2))
    other = data.draw(events.filter(lambda each: each != lines[at].event))
    before = head_of(lines[:at]).digest
    lines[at] = Line(number=at + 1, event=other, digest=digest_of(at + 1, other, before))
    found = flaw_in(lines)
    assert found is not None
    assert found.number == at + 2


@given(chains, st.data())
def test_that_a_dropped_line_shows(lines: list[Line], data: st.DataObject) -> None:
    head = head_of(lines)
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    assert flaw_in(lines, heads=[head]) is not None


@given(chains, st.data())
def test_that_two_swapped_lines_show_also_when_they_are_numbered_anew(
    lines: list[Line], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(lines) - 2))
    one, other = lines[at], lines[at + 1]
    lines[at], lines[at + 1] = other, one
    assert flaw_in(lines) is not None
    lines[at], lines[at + 1] = replace(other, number=one.number), replace(one, number=other.number)
    assert (flaw_in(lines) is None) == (one.event == other.event and one.digest == other.digest)


@given(chains, events, st.data())
def test_that_an_inserted_line_shows(lines: list[Line], event: Event, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    new = chained(event, head_of(lines[:at]))
    later = [replace(each, number=each.number + 1) for each in lines[at:]]
    assert flaw_in([*lines[:at], new, *lines[at:]]) is not None
    assert flaw_in([*lines[:at], new, *later]) is not None


@given(chains, st.data())
def test_that_a_chain_cut_short_shows_by_a_head_that_was_written_down(
    lines: list[Line], data: st.DataObject
) -> None:
    head, kept = head_of(lines), data.draw(st.integers(0, len(lines) - 1))
    assert flaw_in(lines[:kept]) is None
    found = flaw_in(lines[:kept], heads=[head])
    assert found is not None
    assert (found.flaw, found.number) == (Flaw.TRUNCATED, head.number)


@given(chains, st.data())
def test_that_a_chain_written_anew_from_some_line_on_shows_by_the_head(
    lines: list[Line], data: st.DataObject
) -> None:
    head, at = head_of(lines), data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(events.filter(lambda each: each != lines[at].event))
    anew = chain([*(each.event for each in lines[:at]), other, *(each.event for each in lines[at + 1 :])])
    assert flaw_in(anew) is None
    assert flaw_in(anew, heads=[head]) is not None


def pruning(lines: list[Line], upto: int) -> tuple[list[Line], Head]:
    anchor = head_of(lines[:upto])
    said = Event(at=AT, who="", role=Role.OWNER, place="desk", what=Deed.PRUNED, object=str(anchor))
    return [*lines[upto:], chained(said, head_of(lines))], anchor


@given(chains, st.data())
def test_that_a_pruned_chain_is_whole_by_its_anchor_and_only_by_it(
    lines: list[Line], data: st.DataObject
) -> None:
    kept, anchor = pruning(lines, data.draw(st.integers(1, len(lines))))
    assert flaw_in(kept, anchor, heads=[head_of(lines), head_of(lines[:1])]) is None
    assert flaw_in(kept) is not None
    assert flaw_in(kept, replace(anchor, digest="f" * 64)) is not None


@given(chains, st.data())
def test_that_lines_taken_from_the_front_show_when_no_line_says_they_were_pruned(
    lines: list[Line], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(lines)))
    found = flaw_in(lines[cut:], head_of(lines[:cut]))
    assert found is not None
    assert found.flaw is Flaw.ANCHOR


@given(chains, st.data())
def test_that_a_line_about_a_restore_accounts_for_the_heads_it_names_and_no_later_one(
    lines: list[Line], data: st.DataObject
) -> None:
    gone = head_of(lines)
    kept = lines[: data.draw(st.integers(0, len(lines) - 1))]
    said = Event(at=AT, who="", role=Role.OWNER, place="desk", what=Deed.RESTORED, object=str(gone))
    restored = [*kept, chained(said, head_of(kept))]
    assert flaw_in(restored, heads=[gone]) is None
    assert flaw_in(restored, heads=[replace(gone, number=gone.number + 1)]) is not None


def test_that_a_chain_begins_after_nothing() -> None:
    assert head_of([]) == START
    assert flaw_in([]) is None
