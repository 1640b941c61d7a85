"""What every test shares: no screen, repeatable examples, the texts."""

import os

import pytest
from hypothesis import settings

from mdt_desk.i18n import Texts, load_texts

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Not the key store of whoever runs the tests.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# The same examples on every machine, and no judgement of a busy machine's speed.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(params=["nl", "en"])
def texts(request: pytest.FixtureRequest) -> Texts:
    """The words of each language in turn."""
    return load_texts(request.param)
