"""A script that keeps Skyvern's SDK for codes and credentials: another address, another key, and Postern's client for the waiting."""

import os
from typing import Any, Callable

import postern
from skyvern.client import Skyvern


def connect() -> Skyvern:
    return Skyvern(base_url=os.environ["POSTERN_URL"], api_key=os.environ["POSTERN_API_KEY"])


def store(skyvern: Skyvern, username: str, password: str, seed: str) -> str:
    """Keeps a login with its authenticator, and gives its id."""
    login: Any = {"username": username, "password": password, "totp": seed, "totp_type": "authenticator"}
    return skyvern.create_credential(name="Example", credential_type="password", credential=login).credential_id


def log_in(identifier: str, trigger: Callable[[], object]) -> str:
    """Waits for the code that the trigger causes. What took a loop over the list of codes is one block, and no other login gets it."""
    with postern.Postern() as client, client.login(identifier) as login:
        trigger()
        return login.code(timeout=30)
