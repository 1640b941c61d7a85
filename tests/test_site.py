"""What the hospital set wins over what somebody typed, and nobody loses what they had typed before."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from mdt_desk.i18n import Texts
from mdt_desk.settings import SettingsFile
from mdt_desk.site import VARIABLE, SiteSettings, load_site, site_path
from mdt_desk.usecases.preferences import Contact, Release, ReleaseRoute

WHOLE = """
hospital = "Ziekenhuis Voorbeeld"
leading_guideline = "noms"
meeting_time = 13:30:00
names_in_room = true

[contact_day]
name = "Nurse"
telephone = "+44 20 7946 0110"
verified_on = 2026-11-02
verified_by = "M. Proef"

[release]
name = "A. Proef"
released_on = 2026-11-02
route = "in_house"
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    file = tmp_path / "settings.toml"
    file.write_text(WHOLE, encoding="utf-8")
    return file


def over(tmp_path: Path, site: Path) -> SiteSettings:
    return SiteSettings(SettingsFile(tmp_path / "settings.json"), site)


def test_that_what_the_hospital_set_is_what_counts(tmp_path: Path, site: Path) -> None:
    settings = over(tmp_path, site)
    found = settings.current()
    assert found.hospital == "Ziekenhuis Voorbeeld"
    assert found.leading_guideline == "noms"
    assert found.meeting_time == time(13, 30)
    assert found.contact_day == Contact(
        name="Nurse", telephone="+44 20 7946 0110", verified_on=date(2026, 11, 2), verified_by="M. Proef"
    )
    assert found.release == Release(
        name="A. Proef", released_on=date(2026, 11, 2), route=ReleaseRoute.IN_HOUSE
    )
    assert settings.problems() == ()
    assert settings.fixed() == {
        "hospital",
        "leading_guideline",
        "meeting_time",
        "names_in_room",
        "contact_day",
        "release",
    }


def test_that_the_users_own_values_are_there_again_when_the_hospital_sets_nothing(
    tmp_path: Path, site: Path
) -> None:
    own = SettingsFile(tmp_path / "settings.json")
    own.save(replace(own.current(), hospital="Own", department="Spine"))
    settings = over(tmp_path, site)
    settings.save(replace(settings.current(), hospital="Typed", department="Back"))
    assert settings.current().hospital == "Ziekenhuis Voorbeeld"
    assert settings.current().department == "Back"
    site.unlink()
    alone = over(tmp_path, site).current()
    assert (alone.hospital, alone.department, alone.release) == ("Own", "Back", None)


def test_that_no_file_sets_nothing(tmp_path: Path) -> None:
    settings = over(tmp_path, tmp_path / "nowhere.toml")
    assert settings.fixed() == frozenset()
    assert settings.problems() == ()


@pytest.mark.parametrize("content", [b"hospital = ", b"\xff\xfe", b"[" * 10_000])
def test_that_a_file_that_cannot_be_read_counts_for_nothing_and_is_named(
    tmp_path: Path, content: bytes, texts: Texts
) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    settings = over(tmp_path, file)
    assert settings.fixed() == frozenset()
    (problem,) = settings.problems()
    assert str(file) in texts.get(problem.key, **problem.params)


def test_that_a_wrong_value_is_named_and_the_others_count(tmp_path: Path, texts: Texts) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('hospital = "A"\nleading_guideline = "x"\ncolour = 3\n[release]\nname = "A"\n')
    found = load_site(file)
    assert dict(found.values) == {"hospital": "A"}
    assert len(found.problems) == 3
    assert all(texts.get(each.key, **each.params) for each in found.problems)


@pytest.mark.parametrize(
    ("environment", "platform", "path"),
    [
        ({}, "linux", "/etc/mdt-desk/settings.toml"),
        ({}, "darwin", "/etc/mdt-desk/settings.toml"),
        ({VARIABLE: "/srv/desk.toml"}, "linux", "/srv/desk.toml"),
        ({VARIABLE: " ", "PROGRAMDATA": "/data"}, "win32", "/data/MDT Desk/settings.toml"),
    ],
)
def test_that_the_file_lies_where_only_it_can_write(
    environment: dict[str, str], platform: str, path: str
) -> None:
    assert site_path(environment, platform) == Path(path)
