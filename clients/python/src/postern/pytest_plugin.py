"""Found by pytest once the package is installed: the fixture ``postern_client``."""

from __future__ import annotations

from typing import Iterator

import pytest

from ._client import Postern


@pytest.fixture(scope="session")
def postern_client() -> Iterator[Postern]:
    """A client of the server that POSTERN_URL and POSTERN_API_KEY name. A test uses ``postern_client.login(…)``."""
    with Postern() as client:
        yield client
