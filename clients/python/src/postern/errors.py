"""Everything that this package raises. No error holds a code, a message, an address or a key."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Mapping, Optional, Sequence

from .models import Hint


class PosternError(Exception):
    """The root of all errors of this package."""


class SettingsError(PosternError, ValueError):
    """The address or the key of the server is missing or wrong."""


class Unreachable(PosternError):
    """There is no connection to the server, or it breaks each time. ``__cause__`` is httpx's error."""


class SignatureError(PosternError):
    """A call to a ``totp_url`` is not signed by the secret, or is too old."""


@dataclass(frozen=True)
class FieldError:
    """One wrong field of a request: where it stands, and what is wrong with it."""

    type: str
    pointer: str
    detail: str


class Problem(PosternError):
    """The server refused a call: problem details (RFC 9457), or the form of Skyvern's routes.

    ``type`` is such as ``/problems/not-found``, and empty on Skyvern's routes. ``retry_after`` is what the server said,
    as text, or None.
    """

    def __init__(
        self,
        status: int,
        type: str = "",
        title: str = "",
        detail: str = "",
        instance: Optional[str] = None,
        errors: Sequence[FieldError] = (),
        retry_after: Optional[str] = None,
    ) -> None:
        self.status = status
        self.type = type
        self.title = title
        self.detail = detail
        self.instance = instance
        self.errors = tuple(errors)
        self.retry_after = retry_after
        said = detail or title or "without a word"
        fields = "".join(f"; {error.pointer}: {error.detail}" for error in self.errors)
        super().__init__(f"{status}: {said}{fields}" + (f" ({instance})" if instance else ""))

    @staticmethod
    def of(status: int, headers: Mapping[str, str], content: bytes) -> "Problem":
        """The problem of an answer, whatever its body is."""
        try:
            told = json.loads(content)
        except ValueError:
            told = None
        told = told if isinstance(told, dict) else {}
        detail = told.get("detail", told.get("error"))
        errors = [_field_error(item) for item in _objects(told.get("errors"))]
        errors += [_field_error(item) for item in _objects(detail)]
        kind = _KINDS.get(status, Problem)
        return kind(
            status,
            _text(told.get("type")),
            _text(told.get("title")),
            _text(detail) or ("Fields are missing or wrong" if errors else _redirected(status, headers)),
            _text(told.get("instance")) or None,
            errors,
            headers.get("retry-after"),
        )


def _redirected(status: int, headers: Mapping[str, str]) -> str:
    """What to do about an address that leads elsewhere. The key is sent nowhere but to the address that was set."""
    if not 300 <= status < 400:
        return ""
    place = re.match(r"https?://[^/?#@]+(?=[/?#]|$)", headers.get("location", ""), re.IGNORECASE)
    return f"The server redirects to {place[0] if place else 'another address'}. Set POSTERN_URL to the address that answers itself"


class Forbidden(Problem):
    """401 and 403: the key is missing, unknown or revoked, or lacks the scope."""


class NotFound(Problem):
    """404: there is no such thing, or it is another organisation's."""


class Conflict(Problem):
    """409: the call contradicts the present state, such as a second and different outcome."""


class Invalid(Problem):
    """422: fields are missing or wrong; ``errors`` names them."""


class TooManyRequests(Problem):
    """429: a limit of the organisation or the key is used up."""


class Unavailable(Problem):
    """503: passing trouble that did not pass in time."""


_KINDS = {
    401: Forbidden,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    422: Invalid,
    429: TooManyRequests,
    503: Unavailable,
}


class HandleUnusable(PosternError):
    """A handle gives no code: it was redeemed, its 60 seconds are over, its request has an outcome, or it is none of this
    organisation. The server tells these apart to nobody; ``__cause__`` is its answer.

    ``answer_lost`` says that an earlier try of the call had no answer, and that the next came too late to get it. Then that try may have
    redeemed it, and nobody has the code: report its request as ``released`` and ask anew.
    """

    def __init__(self, answer_lost: bool) -> None:
        self.answer_lost = answer_lost
        then = (
            "An earlier try had no answer and may have redeemed it: report its request as released and ask anew"
            if answer_lost
            else "Ask its request again: unless it was redeemed, the answer has a new one"
        )
        super().__init__(
            f"The handle gives no code: it was redeemed, its 60 seconds are over, its request has an outcome, or it is unknown here. {then}"
        )


class LoginBusy(PosternError, RuntimeError):
    """A call of the login is running in another thread or task. One login is one attempt, and its calls follow one another."""

    def __init__(self) -> None:
        super().__init__("Another call of this login is running. Its calls go one after another; use a login for each attempt")


class LoginOver(PosternError, RuntimeError):
    """The block of the login was left. A call that was waiting then ends by this error, too."""

    def __init__(self) -> None:
        super().__init__("The login is over: its block was left")


class NoCode(PosternError):
    """There is no code: see the two kinds."""

    request_id: Optional[str]


class CodeTimeout(NoCode, TimeoutError):
    """The code did not come in time. The login still waits: ask again, or leave the block to give up.

    ``hints`` is what the server knows: a message without a code, a code that was not given and why. It is empty without the
    scope ``codes:read``. ``trouble`` is the last failure of a call, if calls failed.
    """

    def __init__(
        self,
        seconds: float,
        request_id: Optional[str],
        hints: Sequence[Hint] = (),
        warnings: Sequence[str] = (),
        trouble: Optional[PosternError] = None,
    ) -> None:
        self.seconds = seconds
        self.request_id = request_id
        self.hints = tuple(hints)
        self.warnings = tuple(warnings)
        self.trouble = trouble
        told = [hint.text for hint in self.hints if hint.text] + list(self.warnings)
        if trouble is not None:
            told.append(f"the last call failed: {trouble}")
        because = "".join(f"\n- {line}" for line in told)
        super().__init__(f"No code came in {seconds:g} seconds for {request_id}{':' if told else ''}{because}")


class RequestEnded(NoCode):
    """Somebody else ended the request: it was cancelled, or its outcome was reported elsewhere."""

    def __init__(self, request_id: Optional[str], status: str) -> None:
        self.request_id = request_id
        self.status = status
        super().__init__(f"The request {request_id} was ended elsewhere: it is {status}")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _field_error(item: Mapping[str, Any]) -> FieldError:
    place = item.get("loc")
    pointer = "/" + "/".join(map(str, place)) if isinstance(place, list) else _text(item.get("pointer"))
    return FieldError(_text(item.get("type")), pointer, _text(item.get("detail")) or _text(item.get("msg")))
