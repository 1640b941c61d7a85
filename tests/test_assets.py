"""Where shipped files are found."""

from pathlib import Path

import pytest

from mdt_desk import assets
from mdt_desk.assets import resource


def test_that_a_shipped_file_is_found_by_its_parts() -> None:
    assert resource("i18n", "en", "common.toml").read_text(encoding="utf-8")


def test_that_a_shipped_folder_is_found() -> None:
    assert resource("fonts").is_dir()


def test_that_the_folder_inside_the_package_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed, checkout = tmp_path / "package" / "resources", tmp_path / "resources"
    for place in (installed, checkout):
        place.mkdir(parents=True)
        (place / "both.txt").touch()
    (checkout / "one.txt").touch()
    monkeypatch.setattr(assets, "_PLACES", (installed, checkout))
    assert resource("both.txt") == installed / "both.txt"
    assert resource("one.txt") == checkout / "one.txt"


def test_that_a_file_that_was_not_shipped_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/i18n/en/absent\.toml is not there"):
        resource("i18n", "en", "absent.toml")
