"""The layers hold, and a breach of them would be seen."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BREACHES = {
    "domain/breach.py": "import os",
    "domain/scores/breach.py": "import mdt_desk.usecases",
    "usecases/breach.py": "import mdt_desk.i18n",
    "store/breach.py": "import mdt_desk.reports",
    "reports/breach.py": "import mdt_desk.ui",
    "exchange/breach.py": "import PySide6.QtCore",
    "ui/breach.py": "import sqlmodel",
    "ui/widgets/breach.py": "import reportlab.pdfgen",
    "ui/screens/breach/presenter.py": "import PySide6.QtWidgets",
    "ui/screens/breach/__init__.py": "",
    "bootstrap/breach.py": "",
    "unlisted.py": "",
}


def check_contracts(folder: Path) -> tuple[int, str]:
    tool = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [tool, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the product in which a breach can be planted."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "mdt_desk", tmp_path / "mdt_desk", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_that_every_import_contract_is_kept() -> None:
    status, report = check_contracts(ROOT)
    assert status == 0, report


def test_that_every_contract_sees_its_breach(copy: Path) -> None:
    for name, content in BREACHES.items():
        path = copy / "mdt_desk" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    status, report = check_contracts(copy)
    assert status == 1
    assert "KEPT" not in report
    breaches = {name.removesuffix(".py").replace("/", ".") for name in BREACHES if "__init__" not in name}
    unseen = sorted(name for name in breaches if not re.search(rf"\b{re.escape(name)}\b", report))
    assert unseen == []
