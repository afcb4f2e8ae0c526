"""What the publishers' tests may ask for."""

import pytest
from invented_record import invented_snapshot


@pytest.fixture
def snapshot():
    """The invented record."""
    return invented_snapshot()
