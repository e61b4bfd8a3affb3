"""Whether a call to a ``totp_url`` comes from who holds the signing secret: docs/totp-url-server.md."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Iterable, Mapping, Optional, Union

from .errors import SignatureError
from .models import AskingRun

_PREFIX = "whsec_"


@dataclass(frozen=True)
class TotpUrlRequest:
    """A call whose signature is right.

    ``id`` is the ``webhook-id``: refuse one that you have seen. ``sent_at`` is in Unix seconds. Both are None for a call that
    carries Skyvern's signature alone, which covers neither. ``run`` says who asks.
    """

    id: Optional[str]
    sent_at: Optional[int]
    run: AskingRun


def verify_totp_url_request(
    headers: Mapping[str, str],
    body: Union[bytes, str],
    secrets: Union[str, Iterable[str]],
    *,
    skyvern: bool = False,
    tolerance: float = 300,
    now: Optional[float] = None,
) -> TotpUrlRequest:
    """Checks a call to your ``totp_url`` before you use its body.

    :param headers: of the call; names in any case
    :param body: exactly as it came, before any parsing
    :param secrets: the signing secret (``whsec_…``), or several while one replaces another
    :param skyvern: also take a call that has no ``webhook-signature`` at all but Skyvern's ``x-skyvern-signature``. That one
        can be replayed for ever, so it is refused unless asked for
    :param tolerance: how many seconds the time of the call may be off
    :param now: Unix seconds, for tests
    :raises SignatureError: the call is not to be answered
    """
    raw = body.encode() if isinstance(body, str) else bytes(body)
    keys = [secrets] if isinstance(secrets, str) else list(secrets)
    if not keys or not all(keys):
        raise ValueError("There is no secret to check with")
    named = {name.lower(): value for name, value in headers.items()}
    if any(name in named for name in ("webhook-signature", "webhook-id", "webhook-timestamp")):
        id, sent_at = _standard(named, raw, keys, tolerance, time.time() if now is None else now)
        return TotpUrlRequest(id, sent_at, _run(raw))
    if skyvern and "x-skyvern-signature" in named:
        _skyvern(named["x-skyvern-signature"], raw, keys)
        return TotpUrlRequest(None, None, _run(raw))
    raise SignatureError("The call has no signature that is taken here")


def _standard(
    headers: Mapping[str, str], raw: bytes, secrets: Iterable[str], tolerance: float, now: float
) -> tuple[str, int]:
    id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not id or not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 16):
        raise SignatureError("The call's webhook-id or webhook-timestamp is missing or wrong")
    signed = f"{id}.{timestamp}.".encode("utf-8", "surrogateescape") + raw
    given = []
    for signature in headers.get("webhook-signature", "").split():
        version, _, text = signature.partition(",")
        if version == "v1":
            given.append(text.encode("utf-8", "surrogateescape"))
    right = False
    for secret in secrets:
        wanted = base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest())
        for value in given:
            # Each is compared, whatever the ones before were.
            right |= hmac.compare_digest(wanted, value)
    if not right:
        raise SignatureError("The call is not signed by the secret")
    if abs(now - int(timestamp)) > tolerance:
        raise SignatureError("The call is too old, or a clock is wrong")
    return id, int(timestamp)


def _skyvern(given: str, raw: bytes, secrets: Iterable[str]) -> None:
    value = given.strip().lower().encode("utf-8", "surrogateescape")
    right = False
    for secret in secrets:
        wanted = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
        right |= hmac.compare_digest(wanted.encode(), value)
    if not right:
        raise SignatureError("The call is not signed by the secret")


def _key(secret: str) -> bytes:
    text = secret[len(_PREFIX) :] if secret.startswith(_PREFIX) else secret
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("The secret is no signing secret: whsec_ and Base64") from None


def _run(raw: bytes) -> AskingRun:
    try:
        told = json.loads(raw) if raw else {}
    except ValueError:
        raise SignatureError("The call's body is no JSON") from None
    return AskingRun.of(told if isinstance(told, dict) else {})
