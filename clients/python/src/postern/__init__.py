"""Codes for automated logins, from a Postern server::

    import postern

    with postern.login("+15550001111") as login:
        page.click("text=Send me a code")
        page.fill("#code", login.code(timeout=60))
"""

from typing import Any

from . import errors, models
from ._client import AsyncLogin, AsyncPostern, Login, Postern
from ._signature import TotpUrlRequest, verify_totp_url_request
from .errors import (
    CodeTimeout,
    Conflict,
    Forbidden,
    HandleUnusable,
    Invalid,
    LoginBusy,
    LoginOver,
    NoCode,
    NotFound,
    PosternError,
    Problem,
    RequestEnded,
    SettingsError,
    SignatureError,
    TooManyRequests,
    Unavailable,
    Unreachable,
)

__version__ = "0.1.0"

__all__ = [
    "AsyncLogin",
    "AsyncPostern",
    "CodeTimeout",
    "Conflict",
    "Forbidden",
    "HandleUnusable",
    "Invalid",
    "Login",
    "LoginBusy",
    "LoginOver",
    "NoCode",
    "NotFound",
    "Postern",
    "PosternError",
    "Problem",
    "RequestEnded",
    "SettingsError",
    "SignatureError",
    "TooManyRequests",
    "TotpUrlRequest",
    "Unavailable",
    "Unreachable",
    "errors",
    "login",
    "models",
    "verify_totp_url_request",
]


def login(*args: Any, **kwargs: Any) -> Login:
    """:meth:`Postern.login` with a client of its own, of ``POSTERN_URL`` and ``POSTERN_API_KEY``."""
    opened = Postern().login(*args, **kwargs)
    opened._owned = True
    return opened
