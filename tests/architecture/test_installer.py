"""What is installed agrees with the program: version, names, commands, folders."""

import re
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path

import pytest

from mdt_desk import __version__
from scripts import deb, installer, man_page, materials, sizes

ROOT = Path(__file__).parents[2]
LINUX = ROOT / "installer" / "linux"
SPEC = (ROOT / "build_installer.spec").read_text(encoding="utf-8")


def entry() -> dict[str, str]:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names of keys have capitals
    parser.read(LINUX / "mdt-desk.desktop", encoding="utf-8")
    return dict(parser["Desktop Entry"])


def test_that_the_entry_in_the_menu_starts_what_the_specification_builds() -> None:
    found = entry()
    folder, _, program = found["Exec"].rpartition("/")
    assert folder == f"/{deb.PLACE}"
    assert f'"name": "{program}"' in SPEC
    assert found["TryExec"] == found["Exec"]
    assert found["Icon"] == deb.ICON.stem
    assert deb.ICON.is_file()
    for language in ("", "[nl]"):
        said = found[f"Comment{language}"]
        assert re.search(r"not for clinical use|niet voor klinisch gebruik", said)


def test_that_the_window_is_known_by_the_name_of_its_entry() -> None:
    app = (ROOT / "mdt_desk" / "ui" / "app.py").read_text(encoding="utf-8")
    assert f'setDesktopFileName("{entry()["StartupWMClass"]}")' in app


def test_that_the_metainfo_says_the_version_and_the_names_of_the_program() -> None:
    tree = ET.parse(LINUX / "mdt-desk.metainfo.xml")
    releases = [each.get("version") for each in tree.iter("release")]
    assert releases[0] == __version__
    assert tree.findtext("launchable") == "mdt-desk.desktop"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [each.text for each in tree.iter("binary")] == list(project["scripts"])
    assert tree.findtext("project_license") == project["license"]


def test_that_the_script_for_windows_says_the_version_and_that_it_is_untested() -> None:
    script = (ROOT / "installer" / "windows" / "mdt-desk.iss").read_text(encoding="utf-8")
    assert script.startswith("; UNTESTED")
    assert f'#define Version "{__version__}"' in script
    assert "mdt-desk-window.exe" in script
    assert "untested" in (ROOT / "docs" / "windows.md").read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_the_manual_page_tells_every_command_and_option(language: str) -> None:
    page = man_page.man_page(language).replace("\\-", "-")
    assert f"mdt-desk {__version__}" in page
    assert {"assess", "rehearse", "verify", "minutes", "blank-forms"} <= set(man_page.commands())
    for name in man_page.commands():
        assert f".SS {name}\n" in page
    for option in re.findall(r"--[a-z-]+", man_page.help_of()):
        assert option in page
    assert not re.search(r"^['.](?!(TH|SH|SS|TP|B|I|nf|fi)\b)", page, re.MULTILINE)


def test_that_the_package_names_what_it_needs_and_knows_no_other_library() -> None:
    needs = deb.depends(frozenset({"libGL.so.1", "libEGL.so.1"}), "2.36")
    assert needs == "libc6 (>= 2.36), fontconfig-config, libegl1, libgl1, xkb-data"
    with pytest.raises(SystemExit, match=r"libstrange\.so\.3"):
        deb.depends(frozenset({"libstrange.so.3"}), "2.36")


def test_that_the_control_data_are_whole() -> None:
    lines = deb.control("libc6", 1000, "amd64").splitlines()
    fields = dict(each.split(": ", 1) for each in lines if not each.startswith(" "))
    assert fields["Package"] == "mdt-desk"
    assert fields["Version"] == __version__
    assert fields["Installed-Size"] == "1000"
    assert lines[-1] == " It is a demonstration: not for clinical use."


def test_that_debian_s_changelog_begins_with_this_release() -> None:
    first, *_, last = deb.changelog(LINUX / "mdt-desk.metainfo.xml").splitlines()
    assert first == f"mdt-desk ({__version__}) unstable; urgency=medium"
    assert re.fullmatch(r" -- .+ <.+@.+>  \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000", last)


@pytest.mark.parametrize("deed", ["remove", "purge", "upgrade"])
def test_that_removing_the_package_says_that_queues_stay_and_updating_says_nothing(
    deed: str, tmp_path: Path
) -> None:
    script = tmp_path / "postrm"
    script.write_text(deb.after_removal(), encoding="utf-8")
    said = subprocess.run(["/bin/sh", str(script), deed], check=True, capture_output=True, text=True).stdout
    assert ("left alone" in said and "MDT Desk" in said) == (deed != "upgrade")
    assert " rm " not in deb.after_removal()


def test_that_licences_come_from_the_bill_of_materials() -> None:
    part = {
        "name": "reportlab",
        "version": "5.1",
        "scope": "required",
        "licenses": [{"license": {"id": "BSD-3-Clause"}}],
    }
    said = deb.copyright_text({"components": [part, {"name": "ruff", "version": "1", "scope": "excluded"}]})
    assert "License: BSD-3-Clause\n reportlab 5.1\n" in said
    assert "ruff" not in said


def test_that_nothing_that_only_makers_use_travels_with_the_program(tmp_path: Path) -> None:
    makers = materials.makers_modules(materials.required())
    assert {"pytest", "hypothesis", "pandas", "scipy"} <= set(makers)
    assert not {"PySide6", "matplotlib", "numpy", "sqlcipher3", "tzdata", "mdt_desk"} & set(makers)
    for name in ("PySide6", "scipy", "numpy", "libc.so.6"):
        (tmp_path / "_internal" / name).mkdir(parents=True)
    assert installer.strangers(tmp_path) == ["scipy"]
    assert "*makers_modules(required())" in SPEC


def test_that_the_program_proves_itself_without_fonts_and_time_zones_of_the_system(tmp_path: Path) -> None:
    known = installer.bare(tmp_path)
    assert known["PYTHONTZPATH"] == ""
    assert "<dir>" not in Path(known["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
    assert "PYTHONPATH" not in known
    assert 'collect_data_files("tzdata")' in SPEC


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("mdt-desk", "the two programs, each with all Python code inside"),
        ("_internal/numpy.libs/libx.so", "NumPy"),
        ("_internal/PySide6/Qt/lib/libicudata.so.73", "Qt and PySide6"),
        ("_internal/libcups.so.2", "libraries of the system it was built on"),
        ("_internal/strange/data", "the rest"),
    ],
)
def test_that_a_file_counts_for_the_part_it_belongs_to(name: str, part: str) -> None:
    assert sizes.part_of(name) == part
