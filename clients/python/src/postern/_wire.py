"""What the steps of a login ask of whoever runs them: calls and pauses. Nothing here does I/O."""

from __future__ import annotations

import datetime
import email.utils
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any, Callable, Generator, Mapping, Optional, TypeVar, Union

from .errors import PosternError, Problem, Unreachable

T = TypeVar("T")

# Passing trouble (docs/asking-for-a-code.md, "Answers"): the call may be sent again. Proxies and tunnels have statuses of their own for
# a server that is away, such as 520 to 530; 501 and 505 say that it will never do it.
PASSING = frozenset({408, 425, 429, *range(500, 600)} - {501, 505})
# A server that fails in one way each time is not asked for ever.
_MOST_INTERNAL_ERRORS = 3
_FIRST_PAUSE = 0.2
# Under the 15 seconds after which a caller counts as gone.
_LONGEST_PAUSE = 5.0


@dataclass(frozen=True)
class Call:
    """One HTTP call. ``read_timeout`` is in seconds, for the answer."""

    method: str
    path: str
    body: Optional[Mapping[str, Any]] = field(default=None, repr=False)
    query: Optional[Mapping[str, str]] = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    read_timeout: float = 10.0


@dataclass(frozen=True)
class Pause:
    """Nothing is to be done for so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Answer:
    """The answer to a call. The names of headers are in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    def json(self) -> Any:
        try:
            return json.loads(self.content) if self.content else None
        except ValueError:
            raise PosternError("The server's answer is no JSON. Is this the address of a Postern?") from None


class Lost(Exception):
    """The call had no answer: no connection, or one that broke. The server may have acted on it."""


Steps = Generator[Union[Call, Pause], Answer, T]


@dataclass(frozen=True)
class Deadline:
    """A point of time on the clock that never jumps."""

    at: float

    @staticmethod
    def after(seconds: float) -> "Deadline":
        return Deadline(time.monotonic() + max(0.0, seconds))

    def remaining(self) -> float:
        return max(0.0, self.at - time.monotonic())


def send(
    call: Callable[[], Call], deadline: Deadline, tell: Optional[Callable[[str], None]] = None
) -> Steps[Answer]:
    """Sends a call until it is answered with something other than passing trouble, or the deadline is over. One call
    is sent in any case. ``call`` makes each one anew, since a held call asks for the time that is left."""
    tries = 0
    internal_errors = 0
    while True:
        failure: PosternError
        try:
            answer = yield call()
        except Lost as lost:
            failure = Unreachable("The Postern server cannot be reached, or broke the connection")
            failure.__cause__ = lost.__cause__
            pause = None
        else:
            if answer.status not in PASSING:
                return answer
            failure = Problem.of(answer.status, answer.headers, answer.content)
            pause = retry_after(answer.headers)
            internal_errors += answer.status == 500
        left = deadline.remaining()
        if left <= 0 or internal_errors >= _MOST_INTERNAL_ERRORS:
            raise failure
        if tell is not None:
            tell(str(failure))
        if pause is None or pause < _FIRST_PAUSE:
            # A server that asks for no pause is not asked without one.
            pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**tries) * random.uniform(0.8, 1.0)
            tries = min(tries + 1, 10)
        yield Pause(min(pause, left))


def retry_after(headers: Mapping[str, str]) -> Optional[float]:
    """Seconds of a ``Retry-After`` (RFC 9110, section 10.2.3), as a number or a date; None without one. A date counts from the
    answer's own ``Date``, since the clock of this machine may be wrong."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(min(int(value[:9]), 86_400))
    at = _date(value)
    if at is None:
        return None
    now = _date(headers.get("date", "")) or datetime.datetime.now(datetime.timezone.utc)
    return max(0.0, min((at - now).total_seconds(), 86_400.0))


def _date(value: str) -> Optional[datetime.datetime]:
    try:
        at = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=datetime.timezone.utc)


def checked(answer: Answer) -> Answer:
    """The answer, or the problem that it tells."""
    if 200 <= answer.status < 300:
        return answer
    raise Problem.of(answer.status, answer.headers, answer.content)
