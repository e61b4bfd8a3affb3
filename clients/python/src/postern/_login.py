"""The life of one login, as steps that a synchronous and an asynchronous client run: docs/asking-for-a-code.md."""

from __future__ import annotations

import logging
import math
import threading
import time
import uuid
from datetime import datetime, timezone
from typing import Any, Dict, List, Optional, Tuple, TypeVar
from urllib.parse import quote

from ._wire import PASSING, Answer, Call, Deadline, Lost, Pause, Steps, checked, send
from .errors import CodeTimeout, Conflict, LoginBusy, LoginOver, PosternError, Problem, RequestEnded
from .models import CodeRequestAnswer, Hint

LOGGER = logging.getLogger("postern")

T = TypeVar("T")

ROUTE = "/v1/code-requests"
# Postern holds an answer no longer.
LONGEST_HOLD = 55
SHORTEST_GRACE = 0.1
# How often a login that is not waiting shows that it is there. After 15 seconds it counts as gone.
ATTEND_EVERY = 10.0
# docs/rules.md, "Which code answers which request": a time in the future counts as now, by the server's clock. So the
# clock of this machine does not matter.
_NOW = "9999-12-31T00:00:00Z"
# An answer that comes back sooner without being final was not held. It is not asked for at once again.
_NOT_HELD = 0.3


class Options:
    """What a login asks for, as fields of its request, and how patient its calls are."""

    def __init__(
        self,
        fields: Dict[str, Any],
        *,
        lazy: bool,
        run: Optional[str],
        received_after: Optional[datetime],
        lifetime: float,
        open_timeout: float,
        report_timeout: float,
        hold: float,
        grace: float,
    ) -> None:
        self.fields = {name: value for name, value in fields.items() if value is not None}
        if not {"totp_identifier", "credential_id", "totp_url"} & set(self.fields):
            raise ValueError("A login needs an identifier, an authenticator, a credential or a totp_url")
        self.lazy = lazy
        self.run = run or f"wr_{uuid.uuid4()}"
        self.received_after = _rfc3339(received_after)
        self.lifetime = math.ceil(max(1, min(86_400, lifetime)))
        self.open_timeout = open_timeout
        self.report_timeout = report_timeout
        self.hold = int(max(0, min(LONGEST_HOLD, hold)))
        # Without any, no call could be answered.
        self.grace = max(SHORTEST_GRACE, grace)


def _rfc3339(at: Optional[datetime]) -> Optional[str]:
    if at is None:
        return None
    if at.tzinfo is None:
        raise ValueError("received_after needs a time zone, such as datetime.now(timezone.utc)")
    return at.astimezone(timezone.utc).isoformat()


def _refused(failure: PosternError) -> bool:
    """Whether it is no passing trouble: more time would not help."""
    return isinstance(failure, Problem) and failure.status not in PASSING


class LoginSteps:
    """The state of a login. Each method returns steps. alone() lets one of them run at a time; attend() and close() may run
    beside it."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.wanted: Optional[str] = options.fields.get("otp_type")
        self.answer: Optional[CodeRequestAnswer] = None
        self.taken = False
        self.closed = False
        self.warnings: List[str] = []
        self.outcome: Optional[str] = None
        self._id: Optional[str] = None
        self._since: Optional[str] = options.received_after
        self._asked_at = 0.0
        self._unattended: Optional[str] = None
        # The kind of code that follows a rejected one and did not come yet.
        self._next: Optional[str] = None
        # Held for moments, never while a call is under way.
        self._lock = threading.Lock()
        self.running = False
        # The key and the body of a request that had no answer yet. It may have been made.
        self._asking: Optional[Tuple[str, Dict[str, Any]]] = None
        # The outcome that was sent and had no answer yet. It may have been noted.
        self._unanswered: Optional[str] = None

    @property
    def request_id(self) -> Optional[str]:
        return self._id

    def __repr__(self) -> str:
        state = "closed" if self.closed else "open"
        return f"<Login {self._id or 'not asked yet'} {self.outcome or state}>"

    def alone(self, steps: Steps[T]) -> Steps[T]:
        """These steps, if no others run and the block was not left."""
        with self._lock:
            self._check_open()
            if self.running:
                raise LoginBusy()
            self.running = True
        try:
            return (yield from steps)
        finally:
            self.running = False

    # --- Before the trigger

    def open(self) -> Steps[None]:
        """Makes the request, before the caller makes the site send its code. An authenticator's code is asked for when it
        is needed: it would be over by then."""
        self._check_open()
        if not self.options.lazy:
            yield from self._ask(Deadline.after(self.options.open_timeout))

    def _ask(self, deadline: Deadline) -> Steps[None]:
        self._check_open()
        try:
            yield from self._make(deadline, waits=True)
        except PosternError:
            if self.closed:
                yield from self._forget()
            raise
        if self.closed:
            # The block was left meanwhile, when there was no id that could be given up.
            yield from self._give_up(Deadline.after(self.options.report_timeout))
            raise LoginOver()

    def _forget(self) -> Steps[None]:
        """Gives up a request that may have been made, and whose answer was lost. Joined by its key it has an id."""
        if self._asking is not None:
            yield from self._make(Deadline.after(0), waits=False)
            yield from self._give_up(Deadline.after(self.options.report_timeout))

    def _make(self, deadline: Deadline, waits: bool) -> Steps[None]:
        body: Dict[str, Any] = dict(self.options.fields)
        body["workflow_run_id"] = self.options.run
        body["timeout_seconds"] = self.options.lifetime
        body["received_after"] = self._since or _NOW
        if self.wanted is not None:
            body["otp_type"] = self.wanted
        self._id, self.answer, self.taken, self.outcome, self._unanswered = None, None, False, None, None
        # Each try carries one key, also one after a time-out or a cancelled task: a request whose answer was lost is joined, not
        # made twice.
        if self._asking is None or self._asking[1] != body:
            self._asking = (str(uuid.uuid4()), body)
        headers = {"idempotency-key": self._asking[0]}

        def call() -> Call:
            if waits:
                self._check_open()
            return Call("POST", ROUTE, body, headers=headers, read_timeout=self.options.grace)

        answer = yield from send(call, deadline, self._tell)
        self._asking = None
        self._note(answer)
        self._asked_at = time.monotonic()

    def _note(self, answer: Answer) -> None:
        """Takes over what an answer says of the request."""
        if answer.status == 409:
            problem = Problem.of(answer.status, answer.headers, answer.content)
            self._id = self._id or answer.headers.get("location", "").rsplit("/", 1)[-1] or None
            if problem.type != "/problems/page-origin-mismatch" or self._id is None:
                raise problem
            LOGGER.warning("A code was withheld: it is bound to another site than page_origin; %s", self._id)
            if problem.detail not in self.warnings:
                self.warnings.append(problem.detail)
            return
        told = checked(answer).json()
        if not isinstance(told, dict) or "code_request_id" not in told or "status" not in told:
            raise PosternError("The server's answer is no code request. Is this the address of a Postern?")
        self.answer = CodeRequestAnswer.of(told)
        self._id = self.answer.code_request_id
        if self._since is None:
            # Later requests of the login take codes from here on, by the server's clock.
            self._since = self.answer.created_at

    # --- While it waits

    def attend(self) -> Steps[None]:
        """Shows that the caller is there, while it is busy between opening and asking. Failures do not matter."""
        id = self._id
        if id is None or id == self._unattended or self._status() != "waiting" or self.closed:
            return
        try:
            answer = yield Call("GET", self._path(), read_timeout=self.options.grace)
        except Lost:
            return
        # The answer itself is left to code(), which asks again.
        if answer.status in (403, 404) or (answer.status == 200 and b'"waiting"' not in answer.content):
            self._unattended = id

    def code(self, timeout: float, kind: str) -> Steps[str]:
        """The code (``totp``) or the link (``magic_link``), as soon as it is there."""
        deadline = Deadline.after(timeout)
        trouble: Optional[PosternError] = None
        first = True
        while True:
            if self._stale(first):
                yield from self._ask_within(deadline, timeout)
            first = False
            if self._status() == "delivered":
                if self._type() == kind and self.answer is not None and self.answer.code:
                    return self._take(self.answer.code)
                if self._type() == kind:
                    raise RequestEnded(self._id, "delivered, and its code is no longer kept")
                # It is of the other kind. What was used and followed by a wish for this kind was right; what was not used goes
                # back to the logins that may want it.
                yield from self._report("accepted" if self.taken else "released", deadline)
                self.wanted = kind
                yield from self._ask_within(deadline, timeout)
                continue
            if self._status() == "expired":
                yield from self._ask_within(deadline, timeout)
                continue
            if self._status() != "waiting":
                raise RequestEnded(self._id, self._status())
            if self.wanted is not None and self.wanted != kind:
                yield from self._give_up(deadline)
                self.wanted = kind
                yield from self._ask_within(deadline, timeout)
                continue
            began = time.monotonic()
            last = deadline.remaining() < 1
            try:
                self._note((yield from send(lambda: self._held(deadline), deadline, self._tell)))
                trouble = None
            except PosternError as failure:
                if deadline.remaining() > 0 or _refused(failure):
                    raise
                trouble = failure
            if self._status() == "waiting":
                left = deadline.remaining()
                if last or left <= 0:
                    raise self._timeout(timeout, trouble)
                if time.monotonic() - began < _NOT_HELD:
                    yield Pause(min(_NOT_HELD, left))

    def _take(self, code: str) -> str:
        """The code is the caller's, unless the block was left before: then it goes back to the other logins."""
        with self._lock:
            self._check_open()
            self.taken, self._next = True, None
        return code

    def _stale(self, first: bool) -> bool:
        """Whether a new request is needed: there is none; the code before has its outcome; or an authenticator's code was given
        before the caller wanted it. Then the server gives the run its step again, or the next one when little is left."""
        if self._id is None or self.outcome is not None:
            return True
        authenticator = self.answer is not None and self.answer.source == "authenticator"
        return first and authenticator and not self.taken and time.monotonic() - self._asked_at > 1

    def _ask_within(self, deadline: Deadline, timeout: float) -> Steps[None]:
        try:
            yield from self._ask(deadline)
        except PosternError as failure:
            if deadline.remaining() > 0 or _refused(failure):
                raise
            raise self._timeout(timeout, failure) from failure

    def _held(self, deadline: Deadline) -> Call:
        self._check_open()
        left = deadline.remaining()
        # Whole seconds: the last part of one is waited as one.
        hold = min(self.options.hold, left)
        hold = math.floor(hold) or math.ceil(hold)
        headers = {"prefer": f"wait={hold}"} if hold > 0 else {}
        return Call("GET", self._path(), headers=headers, read_timeout=hold + self.options.grace)

    def _timeout(self, seconds: float, trouble: Optional[PosternError]) -> CodeTimeout:
        hints: Tuple[Hint, ...] = (self.answer.hints or ()) if self.answer is not None else ()
        timeout = CodeTimeout(seconds, self._id, hints, self.warnings, trouble)
        timeout.__cause__ = trouble
        return timeout

    # --- After the code

    def report(self, outcome: str) -> Steps[None]:
        """Says what became of the code that was taken."""
        if not self.taken:
            raise PosternError("No code was taken yet, so nothing can have become of it")
        if self.outcome is None:
            yield from self._report(outcome, Deadline.after(self.options.report_timeout))
        elif self.outcome != outcome:
            raise PosternError(f"The code was reported as {self.outcome} already")

    def rejected(self, timeout: float) -> Steps[str]:
        """Says that the site refused the code, and gives the next one of its kind. Asked again before there is one, it waits on."""
        kind = self._next or self._type()
        if self._next is None:
            yield from self.report("rejected")
            self._next = kind
        return (yield from self.code(timeout, kind))

    def close(self, failed: bool) -> Steps[None]:
        """Ends the login at once, and gives the steps that tell the server: they report that the code was accepted, or give the
        request up. After a failure with a code in hand nothing is reported: nobody knows whether the site saw it. It stays this
        run's, and nobody else types a spent code.

        The steps never raise for the sake of the server: the login itself is done."""
        with self._lock:
            again, self.closed = self.closed, True
            beside = self.running
        return self._end(again, failed, beside)

    def _end(self, again: bool, failed: bool, beside: bool) -> Steps[None]:
        if again:
            return
        # Whoever interrupts a script does not wait for a server that is away.
        deadline = Deadline.after(self.options.report_timeout / 3 if failed else self.options.report_timeout)
        try:
            if self.taken:
                # A call that runs in another thread or task may be about to report another outcome.
                if not failed and not beside and self.outcome is None:
                    yield from self._report("accepted", deadline)
            elif self._id is not None and self._status() in ("waiting", "delivered"):
                yield from self._give_up(deadline)
            elif not beside:
                yield from self._forget()
        except PosternError as failure:
            LOGGER.warning("The end of a login could not be reported: %s; %s", failure, self._id)

    def _report(self, outcome: str, deadline: Deadline) -> Steps[None]:
        path = self._path() + "/outcome"
        sent = 1 if self._unanswered == outcome else 0
        self._unanswered = outcome

        def call() -> Call:
            nonlocal sent
            sent += 1
            return Call("POST", path, {"outcome": outcome}, read_timeout=self.options.grace)

        try:
            answer = yield from send(call, deadline, self._tell)
            self._unanswered = None
            checked(answer)
        except Conflict:
            # The answer to an earlier try was lost: then it is noted, and `released` cannot be reported twice.
            if outcome != "released" or sent == 1:
                raise
        self.outcome = outcome

    def _give_up(self, deadline: Deadline) -> Steps[None]:
        """Deletes the request. If a code came for it meanwhile, it goes back unused."""
        path = self._path()
        checked((yield from send(lambda: Call("DELETE", path, read_timeout=self.options.grace), deadline, self._tell)))
        try:
            yield from self._report("released", deadline)
        except Conflict:
            self.outcome = "cancelled"

    # --- Small things

    def _check_open(self) -> None:
        if self.closed:
            raise LoginOver()

    def _path(self) -> str:
        return f"{ROUTE}/{quote(self._id or '', safe='')}"

    def _status(self) -> str:
        return (self.answer.status if self.answer is not None else None) or "waiting"

    def _type(self) -> str:
        return (self.answer.otp_type if self.answer is not None else None) or "totp"

    def _tell(self, failure: str) -> None:
        LOGGER.info("A call failed and is sent again: %s; %s", failure, self._id or "before the first answer")
