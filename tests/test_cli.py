"""The command line as other programs meet it."""

import gc
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mdt_desk.cli import main

AT = "2026-11-18T10:00:00+01:00"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, list[str]]:
    try:
        status = main(arguments)
    except SystemExit as left:
        status = int(left.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err.splitlines()


def assess(
    capsys: pytest.CaptureFixture[str], folder: Path, facts: dict[str, Any], *more: str
) -> dict[str, Any]:
    file = folder / "case.json"
    file.write_text(json.dumps({"schema": "mdt-desk/case/1", **facts}), encoding="utf-8")
    status, out, err = run(capsys, "assess", str(file), "--at", AT, *more)
    assert (status, err) == (0, [])
    tree: dict[str, Any] = json.loads(out)
    return tree


def actions(tree: dict[str, Any], guideline: str) -> dict[str, Any]:
    return {each["action"]: each for each in tree["guidelines"][guideline]}


def test_that_back_pain_alone_leaves_the_score_and_the_deadline_open(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    tree = assess(capsys, tmp_path, {"symptoms": {"back_or_neck_pain": True}})
    assert tree["scores"]["nesms"]["possible"] == [0, 1, 2, 3]
    mri = actions(tree, "erasmus-2022")["mri_whole_spine"]
    assert (mri["status"], mri["within_hours"]) == ("applies", 12)
    assert mri["possible_hours"] == [12, 24, 48, 168, 336]
    assert mri["because"] == ["symptoms.back_or_neck_pain"]
    assert mri["missing"] == [
        "symptoms.radicular_pain",
        "symptoms.lhermitte",
        "neurology.radicular_deficit",
        "neurology.radicular_deficit_onset",
        "neurology.deficit_progressive",
        "neurology.cord_or_cauda_signs",
    ]
    assert tree["urgency"]["wait_for_meeting"] is None
    assert "neurology.cord_or_cauda_signs" in tree["urgency"]["missing"]


def test_that_the_clock_of_imaging_starts_at_the_worsening_and_shows_local_time(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    facts = {
        "referral": {"received_at": "2026-11-18T09:00:00+01:00"},
        "symptoms": {"worsened_at": "2026-11-17T17:00:00+00:00"},
        "neurology": {"cord_or_cauda_signs": True},
    }
    tree = assess(capsys, tmp_path, facts)
    assert actions(tree, "erasmus-2022")["mri_whole_spine"]["due"] == "2026-11-18T06:00:00+01:00"
    assert tree["urgency"]["wait_for_meeting"] is False


def test_that_only_the_guidelines_asked_for_answer(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    tree = assess(capsys, tmp_path, {}, "--guideline", "noms", "lwno-2015")
    assert list(tree["guidelines"]) == ["noms", "lwno-2015"]


def test_that_the_next_meeting_is_wednesday_at_eight_unless_another_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    facts = {
        "imaging": {
            "mri_whole_spine_at": "2026-11-18T08:00:00+01:00",
            "compression_on_mri": True,
            "confirmed_spinal_metastases": True,
        },
        "symptoms": {
            "back_or_neck_pain": True,
            "radicular_pain": "none",
            "lhermitte": False,
            "pain_severity": 3,
        },
        "neurology": {
            "cord_or_cauda_signs": False,
            "radicular_deficit": "none",
            "frankel": "E",
            "sphincter_dysfunction": False,
        },
        "stability": {"clinically_unstable": False},
    }
    # Seventy-two hours from the MRI lie before Wednesday the 25th, not before a meeting on Friday the 20th.
    only = ("--guideline", "erasmus-2022")
    usual = assess(capsys, tmp_path, facts, *only)
    sooner = assess(capsys, tmp_path, facts, *only, "--meeting", "2026-11-20T08:00:00+01:00")
    starts = {"guideline": "erasmus-2022", "action": "start_treatment"}
    assert usual["urgency"]["wait_for_meeting"] is False
    assert starts in usual["urgency"]["because"]
    assert starts not in sooner["urgency"]["because"]


def test_that_a_refused_file_is_told_line_by_line_and_nothing_is_assessed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "case.json"
    tree = {"schema": "mdt-desk/case/1", "labs": {"albumin_g_per_l": 3.5}, "condition": {"ecog": 9}}
    file.write_text(json.dumps(tree), encoding="utf-8")
    status, out, err = run(capsys, "assess", str(file), "--at", AT)
    assert (status, out) == (2, "")
    assert err == [
        "condition.ecog: 9 lies outside 0 to 5.",
        "labs.albumin_g_per_l: 3.5 lies outside 10 to 60 g/L; if it is in g/dL, write 35.",
    ]


def test_that_standard_input_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = io.TextIOWrapper(io.BytesIO(b'{"schema": "mdt-desk/case/1"}'))
    monkeypatch.setattr(sys, "stdin", piped)
    status, out, _ = run(capsys, "assess", "-", "--at", AT)
    assert status == 0
    assert json.loads(out)["schema"] == "mdt-desk/assessment/1"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("assess", "nowhere.json"), "nowhere.json"),
        (("assess", "-", "--at", "yesterday"), "yesterday"),
        (("assess", "-", "--at", "2026-11-18T10:00:00"), "2026-11-18T10:00:00"),
        (("assess", "-", "--guideline", "erasmus"), "erasmus"),
        (("assess", "-", "--format", "xml"), "xml"),
        (("asses",), "asses"),
        (("leaflet", "--language", "nl"), "--day-contact"),
    ],
)
def test_that_a_wrong_command_line_is_refused_in_one_line_that_names_it(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], named: str
) -> None:
    status, out, err = run(capsys, *arguments)
    assert (status, out, len(err)) == (2, "", 1)
    assert named in err[0]


def test_that_text_for_a_terminal_names_the_status_and_what_is_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "case.json"
    file.write_text(
        '{"schema": "mdt-desk/case/1", "symptoms": {"back_or_neck_pain": true}}', encoding="utf-8"
    )
    status, out, _ = run(capsys, "assess", str(file), "--at", AT, "--format", "text")
    assert status == 0
    assert out.startswith("demonstration: not for clinical use")
    assert "MRI of the whole spine" in out
    assert "neurology.cord_or_cauda_signs" in out


def test_that_a_reader_who_leaves_early_sees_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text('{"schema": "mdt-desk/case/1"}', encoding="utf-8")
    program = [sys.executable, "-m", "mdt_desk", "assess", str(file), "--at", AT]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.read(10)
        started.stdout.close()
        assert started.stderr.read() == b""
        assert started.wait() == 141


def test_that_a_year_out_of_all_bounds_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    for at in ("0001-01-01T00:00:00+01:00", "9999-12-31T23:30:00-01:00"):
        status, out, err = run(capsys, "assess", "-", "--at", at)
        assert (status, out, len(err)) == (2, "", 1)
        assert at in err[0]


CONTACTS = (
    *("--day-contact", "Ziekenhuis Voorbeeld|+44 20 7946 0123"),
    *("--night-contact", "Ziekenhuis Voorbeeld|+44 20 7946 0456"),
)


def test_that_garbage_is_looked_for_seldom_only_where_the_process_ends_with_the_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = ("leaflet", "--language", "fr", *CONTACTS, "--out", str(tmp_path / "card.pdf"))
    usual = gc.get_threshold()
    assert run(capsys, *asked)[0] == 2
    assert gc.get_threshold() == usual
    code = "import gc; from mdt_desk.start import main; main(); print(gc.get_threshold()[0])"
    own = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True, check=True)
    assert int(own.stdout) > usual[0]


@pytest.mark.parametrize("language", ["nl", "en", "de", "tr", "pl", "ar"])
def test_that_a_leaflet_is_made_in_each_language(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    language: str,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    file = tmp_path / "card.pdf"
    asked = ("leaflet", "--language", language, "--card", *CONTACTS, "--out", str(file))
    assert run(capsys, *asked) == (0, f"{file}\n", [])
    assert file.read_bytes().startswith(b"%PDF")


def test_that_a_leaflet_in_another_language_is_refused_with_those_there_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = ("leaflet", "--language", "fr", *CONTACTS, "--out", str(tmp_path / "card.pdf"))
    status, out, err = run(capsys, *asked)
    assert (status, out, len(err)) == (2, "", 1)
    assert "ar, de, en, nl, pl, tr" in err[0]
    assert list(tmp_path.iterdir()) == []


def test_that_a_window_without_a_screen_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    status, told, (refused,) = run(capsys)
    assert (status, told) == (2, "")
    assert refused.startswith("There is no screen to open a window on.")
    assert "mdt-desk rehearse --out DIR" in refused
