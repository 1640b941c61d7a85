"""What is shipped: the wheel carries the resources, where the program looks for them."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def shipped_resources() -> set[str]:
    files = (path for path in (ROOT / "resources").rglob("*") if path.is_file())
    return {f"mdt_desk/{path.relative_to(ROOT).as_posix()}" for path in files}


def test_that_the_wheel_carries_every_resource(wheel: Path) -> None:
    assert sorted(shipped_resources() - set(zipfile.ZipFile(wheel).namelist())) == []


def test_that_an_installed_program_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from mdt_desk.i18n import load_texts; import mdt_desk; print(mdt_desk.__file__); load_texts('nl')"
    run = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(run.stdout.strip()) == tmp_path / "mdt_desk" / "__init__.py"


def test_that_nothing_but_the_product_is_shipped(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"mdt_desk"}
