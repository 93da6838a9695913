import pytest

from tests.contract.openapi import ABSENT, Contract, contract


@pytest.fixture(scope="session")
def discord() -> Contract:
    """What Discord's own document says; skips where that is absent."""
    found = contract()
    if found is None:
        pytest.skip(ABSENT)
    return found
