"""Settings: declared once, written whole or not at all, and never a telephone number that nobody entered."""

import json
import stat
from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.assets import leaflet_languages
from mdt_desk.domain.guidelines import registry
from mdt_desk.i18n import Texts, available_languages, load_texts
from mdt_desk.settings import (
    GUIDELINES,
    SETTINGS,
    TRANSLATED,
    SettingsFile,
    default_path,
    load_settings,
    save_settings,
)
from mdt_desk.usecases.errors import SiteError, UserError
from mdt_desk.usecases.preferences import (
    LANGUAGES,
    AgeLimits,
    Contact,
    MeetingChange,
    OnCall,
    Preferences,
    Release,
    ReleaseRoute,
    Theme,
    TranslationReview,
    Weekday,
)

line = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])).filter(str.isprintable).map(str.strip)
filled = line.filter(bool)
telephones = st.from_regex(r"\+?[0-9][0-9 ()-]{4,12}[0-9]", fullmatch=True).filter(str.isascii)
contacts = st.builds(Contact, name=filled, telephone=telephones, verified_on=st.dates(), verified_by=filled)
on_calls = st.builds(OnCall, role=filled, telephone=telephones, hours=filled, verified_on=st.dates())
reviews = st.builds(
    TranslationReview,
    language=st.sampled_from(TRANSLATED),
    version=filled,
    reviewer=filled,
    reviewed_on=st.dates(),
)
minutes = st.times().map(lambda each: each.replace(second=0, microsecond=0, fold=0))
changes = st.builds(
    MeetingChange,
    day=st.dates(),
    moved_to=st.none() | st.dates(),
    at=st.none() | minutes,
    why=line,
)
some_days = st.none() | st.integers(min_value=1, max_value=3650)
releases = st.builds(Release, name=filled, released_on=st.dates(), route=st.sampled_from(ReleaseRoute))
preferences = st.builds(
    Preferences,
    hospital=line,
    department=line,
    contact_day=st.none() | contacts,
    contact_night=st.none() | contacts,
    leading_guideline=st.sampled_from(GUIDELINES),
    other_guidelines=st.lists(st.sampled_from(GUIDELINES), unique=True).map(tuple),
    language=st.sampled_from(LANGUAGES),
    theme=st.sampled_from(Theme),
    meeting_weekday=st.sampled_from(Weekday),
    meeting_time=minutes,
    time_zone=st.sampled_from(["Europe/Amsterdam", "Europe/London", "UTC"]),
    on_call=st.lists(on_calls, max_size=3).map(tuple),
    leaflet_uk_additions=st.booleans(),
    translation_reviews=st.lists(reviews, max_size=3).map(tuple),
    names_in_room=st.booleans(),
    meeting_changes=st.lists(changes, max_size=3, unique_by=lambda each: each.day).map(tuple),
    fact_ages=st.builds(AgeLimits, labs=some_days, neurology=some_days, wishes=some_days),
    fewest_patients=st.integers(min_value=5, max_value=1000),
    audit_years=st.integers(min_value=5, max_value=100),
    lock_after_minutes=st.integers(min_value=0, max_value=240),
    release=st.none() | releases,
    database=st.sampled_from(["", "/tmp/queue.db", "postgresql+psycopg://desk@server.voorbeeld/mdt"]),
)
CONTACT = {
    "name": "Polikliniek Voorbeeld",
    "telephone": "+44 20 7946 0101",
    "verified_on": "2026-10-01",
    "verified_by": "A. Voorbeeld",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "settings.json"


def written(file: Path, **tree: object) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(tree), encoding="utf-8")
    return file


def test_that_every_setting_is_declared_once_and_named_in_both_languages() -> None:
    assert sorted(each.key for each in SETTINGS) == sorted(each.name for each in fields(Preferences))
    for language in LANGUAGES:
        texts = load_texts(language)
        assert all(texts.get(each.label) for each in SETTINGS)
        kinds = (*Theme, *Weekday)
        assert all(texts.get(f"value.{type(each).__name__}.{each}") for each in kinds)


def test_that_every_guideline_and_language_there_is_can_be_chosen() -> None:
    assert set(GUIDELINES) == set(registry.GUIDELINES)
    assert set(LANGUAGES) == set(available_languages())
    assert {*TRANSLATED} == {*leaflet_languages()} - {"nl", "en"}


def test_that_the_defaults_are_those_of_the_preferences() -> None:
    assert {each.key: each.default for each in SETTINGS} == {
        each.name: getattr(Preferences(), each.name) for each in fields(Preferences)
    }
    assert Preferences().leading_guideline == "erasmus-2022"
    assert (Preferences().meeting_weekday, Preferences().meeting_time) == (Weekday.WEDNESDAY, time(8))
    assert not Preferences().leaflet_uk_additions
    assert not Preferences().names_in_room


def test_that_no_file_means_the_defaults_without_a_problem(file: Path) -> None:
    loaded = load_settings(file)
    assert (loaded.preferences, loaded.problems) == (Preferences(), ())


@given(preferences)
def test_that_whatever_was_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, chosen: Preferences
) -> None:
    file = tmp_path_factory.getbasetemp() / "chosen.json"
    save_settings(file, chosen)
    loaded = load_settings(file)
    assert (loaded.preferences, loaded.problems) == (chosen, ())


def test_that_the_file_is_for_this_users_eyes_only(file: Path) -> None:
    save_settings(file, Preferences())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    ("tree", "setting", "code"),
    [
        ({"hospital": 3}, "hospital", "text"),
        ({"hospital": "two\nlines"}, "hospital", "text"),
        ({"language": "fr"}, "language", "choice"),
        ({"theme": None}, "theme", "choice"),
        ({"leading_guideline": ["noms"]}, "leading_guideline", "choice"),
        ({"other_guidelines": ["noms", "noms"]}, "other_guidelines", "order"),
        ({"other_guidelines": ["elsewhere"]}, "other_guidelines", "choice"),
        ({"meeting_time": "8 o'clock"}, "meeting_time", "time"),
        ({"meeting_time": "25:00"}, "meeting_time", "time"),
        ({"time_zone": "Europe/Nowhere"}, "time_zone", "zone"),
        ({"time_zone": "../secret"}, "time_zone", "zone"),
        ({"names_in_room": "no"}, "names_in_room", "switch"),
        ({"contact_day": {**CONTACT, "telephone": "call us"}}, "contact_day.telephone", "telephone"),
        ({"contact_day": {**CONTACT, "telephone": "٠١٢٣٤٥٦"}}, "contact_day.telephone", "telephone"),
        ({"contact_day": {**CONTACT, "name": " "}}, "contact_day.name", "empty"),
        ({"contact_day": {**CONTACT, "verified_on": "1-10-2026"}}, "contact_day.verified_on", "day"),
        ({"contact_day": {"name": "A"}}, "contact_day.telephone", "text"),
        ({"contact_day": {**CONTACT, "fax": "1"}}, "contact_day", "parts"),
        ({"contact_day": "+44 20 7946 0101"}, "contact_day", "parts"),
        ({"on_call": CONTACT}, "on_call", "list"),
        ({"on_call": [{"role": "x"}]}, "on_call.telephone", "text"),
    ],
)
def test_that_a_wrong_value_is_one_sentence_and_counts_as_not_entered(
    file: Path, tree: dict[str, Any], setting: str, code: str, texts: Texts
) -> None:
    loaded = load_settings(written(file, **tree))
    assert loaded.preferences == Preferences()
    (problem,) = loaded.problems
    assert (problem.key, problem.params["setting"]) == (f"settings.wrong.{code}", setting)
    assert setting in texts.get(problem.key, **problem.params)


def test_that_a_bad_contact_is_none_while_the_rest_counts(file: Path) -> None:
    bad = {**CONTACT, "telephone": "112?"}
    loaded = load_settings(written(file, contact_day=CONTACT, contact_night=bad, hospital="Voorbeeld"))
    assert loaded.preferences.contact_night is None
    assert loaded.preferences.contact_day is not None
    assert loaded.preferences.contact_day.verified_on == date(2026, 10, 1)
    assert loaded.preferences.hospital == "Voorbeeld"
    assert len(loaded.problems) == 1


def test_that_every_problem_is_reported(file: Path, texts: Texts) -> None:
    loaded = load_settings(written(file, hospitaal="x", language="fr", theme="pink"))
    assert [each.params["setting"] for each in loaded.problems] == ["hospitaal", "language", "theme"]
    assert "hospitaal" in texts.get(loaded.problems[0].key, **loaded.problems[0].params)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"theme": "dark", "theme": "light"}', "[" * 100_000])
def test_that_a_file_that_cannot_be_read_is_named(file: Path, content: str, texts: Texts) -> None:
    file.parent.mkdir()
    file.write_text(content, encoding="utf-8")
    loaded = load_settings(file)
    assert loaded.preferences == Preferences()
    (problem,) = loaded.problems
    assert str(file) in texts.get(problem.key, **problem.params)


def test_that_a_value_that_could_not_be_read_again_is_not_saved(file: Path) -> None:
    save_settings(file, replace(Preferences(), hospital="Ziekenhuis Voorbeeld"))
    nameless = Contact(name="", telephone="1", verified_on=date(2026, 10, 1), verified_by="A")
    for wrong in (
        replace(Preferences(), contact_day=nameless),
        replace(Preferences(), hospital="two\nlines"),
        replace(Preferences(), leading_guideline="elsewhere"),
    ):
        with pytest.raises(UserError):
            save_settings(file, wrong)
    assert load_settings(file).preferences.hospital == "Ziekenhuis Voorbeeld"


def test_that_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(SiteError, match=r"settings\.not_written"):
        save_settings(tmp_path / "taken" / "settings.json", Preferences())


def test_that_a_file_with_problems_is_kept_beside_the_new_one(file: Path) -> None:
    settings = SettingsFile(written(file, language="fr", hospital="Voorbeeld"))
    assert (settings.current().hospital, len(settings.problems())) == ("Voorbeeld", 1)
    settings.save(replace(settings.current(), theme=Theme.DARK))
    assert (settings.current().theme, settings.problems()) == (Theme.DARK, ())
    assert json.loads(file.with_suffix(".before.json").read_text(encoding="utf-8"))["language"] == "fr"
    assert SettingsFile(file).current() == settings.current()


def test_that_a_file_with_problems_stays_where_the_new_one_cannot_be_written(file: Path) -> None:
    settings = SettingsFile(written(file, language="fr", hospital="Voorbeeld"))
    with pytest.raises(UserError):
        settings.save(replace(settings.current(), hospital="two\nlines"))
    assert SettingsFile(file).current().hospital == "Voorbeeld"


def test_that_the_usual_place_is_this_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert default_path() == tmp_path / "MDT Desk" / "settings.json"


@pytest.mark.parametrize(
    "said",
    [
        "postgresql+psycopg://desk:geheim@server.voorbeeld/mdt",
        "postgresql+psycopg://desk@server.voorbeeld/mdt?sslmode=disable",
        "mysql://desk@server.voorbeeld/mdt",
    ],
)
def test_that_an_address_with_a_password_or_less_protection_counts_for_nothing(file: Path, said: str) -> None:
    loaded = load_settings(written(file, database=said))
    assert loaded.preferences.database == ""
    assert [each.key for each in loaded.problems] == ["settings.wrong.address"]
    assert "geheim" not in str(loaded.problems)
