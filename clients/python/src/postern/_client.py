"""The two clients. They differ in how they run steps, and in nothing else."""

from __future__ import annotations

import asyncio
import os
import threading
import time
import uuid
from datetime import datetime
from types import TracebackType
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, Iterator, NoReturn, Optional, Type, TypeVar, Union
from urllib.parse import quote, urlsplit

import httpx

from ._login import ATTEND_EVERY, LoginSteps, Options
from ._wire import Answer, Call, Deadline, Lost, Pause, Steps, checked, send
from .errors import HandleUnusable, LoginOver, NotFound, PosternError, SettingsError
from .models import CodeAnswer, CodesPage, OtpType, RedeemedCode, TOTPCode, TotpCodePreview

T = TypeVar("T")

_CONNECT_SECONDS = 5.0
_WRITE_SECONDS = 10.0
# docs/rules.md, "Repeats": a text that one key pushes again within 15 seconds is one code.
_PUSH_AGAIN_SECONDS = 12.0


class _Settings:
    """Where the server is, and the key. Neither the key nor a user in the address is ever shown."""

    def __init__(self, url: Optional[str], api_key: Optional[str]) -> None:
        self.url = (url or os.environ.get("POSTERN_URL", "")).strip().rstrip("/")
        self.api_key = (api_key or os.environ.get("POSTERN_API_KEY", "")).strip()
        if not self.url:
            raise SettingsError("Say where Postern is: Postern(url) or the variable POSTERN_URL")
        try:
            parts = urlsplit(self.url)
            port = f":{parts.port}" if parts.port is not None else ""
            usable = parts.scheme in ("http", "https") and bool(parts.hostname and httpx.URL(self.url).host)
        except (ValueError, httpx.InvalidURL):
            usable = False
        if not usable or "?" in self.url or "#" in self.url:
            # Without the address: a password may stand in it.
            raise SettingsError("POSTERN_URL is an address such as https://postern.example.com, with a path at most")
        if not self.api_key:
            raise SettingsError("An API key is needed: Postern(api_key=...) or the variable POSTERN_API_KEY")
        if not self.api_key.isascii() or not self.api_key.isprintable():
            raise SettingsError("The API key holds characters that no key has")
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        self.shown = f"{parts.scheme}://{host}{port}"

    def request(self, client: Union[httpx.Client, httpx.AsyncClient], call: Call) -> httpx.Request:
        headers = {"accept": "application/json", "x-api-key": self.api_key, **call.headers}
        timeout = httpx.Timeout(call.read_timeout, connect=min(_CONNECT_SECONDS, call.read_timeout), write=_WRITE_SECONDS)
        return client.build_request(
            call.method, self.url + call.path, json=call.body, params=call.query, headers=headers, timeout=timeout
        )


def _answer(response: httpx.Response) -> Answer:
    return Answer(response.status_code, {name.lower(): value for name, value in response.headers.items()}, response.content)


def _fields(**fields: Any) -> Dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _time(time: Union[datetime, str, None]) -> Optional[str]:
    return time.isoformat() if isinstance(time, datetime) else time


def _push(identifier: str, content: str, fields: Dict[str, Any]) -> Steps[TOTPCode]:
    body = _fields(totp_identifier=identifier, content=content, **fields)
    call = Call("POST", "/v1/credentials/totp", body, read_timeout=10)
    answer = yield from send(lambda: call, Deadline.after(_PUSH_AGAIN_SECONDS))
    return TOTPCode.of(checked(answer).json())


def _preview(credential_id: str, timeout: float) -> Steps[TotpCodePreview]:
    call = Call("GET", f"/v1/credentials/{quote(credential_id, safe='')}/totp-code")
    return TotpCodePreview.of(checked((yield from send(lambda: call, Deadline.after(timeout)))).json())


def _redeem(handle: str, idempotency_key: Optional[str], timeout: float) -> Steps[RedeemedCode]:
    path = f"/v1/code-handles/{quote(handle, safe='')}/redeem"
    # By it the server knows a repeat of the call whose answer was lost.
    headers = {"idempotency-key": idempotency_key or str(uuid.uuid4())}
    sent = 0

    def call() -> Call:
        nonlocal sent
        sent += 1
        return Call("POST", path, headers=headers)

    try:
        return RedeemedCode.of(checked((yield from send(call, Deadline.after(timeout)))).json())
    except NotFound as refused:
        if refused.type != "/problems/not-found":
            raise
        raise HandleUnusable(sent > 1) from refused


def _ended(steps: LoginSteps, failure: Exception) -> NoReturn:
    """What ends a call whose block was left while it ran is that."""
    if steps.closed and not isinstance(failure, LoginOver):
        raise LoginOver() from failure
    raise failure


def _page(query: Dict[str, str], timeout: float) -> Steps[CodesPage]:
    call = Call("GET", "/v1/codes", query=query)
    return CodesPage.of(checked((yield from send(lambda: call, Deadline.after(timeout)))).json())


class _Base:
    """What both clients have: settings, and how patient they are."""

    def __init__(
        self,
        url: Optional[str] = None,
        api_key: Optional[str] = None,
        *,
        timeout: float = 30.0,
        hold: float = 55.0,
        grace: float = 10.0,
    ) -> None:
        """
        :param url: where Postern is; else the variable ``POSTERN_URL``
        :param api_key: else the variable ``POSTERN_API_KEY``
        :param timeout: for how many seconds calls that do not wait are tried again, such as the one that opens a login
        :param hold: for how many seconds the server may hold one answer, 55 at most; less where a proxy cuts calls off
        :param grace: after how many seconds more a call counts as lost
        """
        self._settings = _Settings(url, api_key)
        self._timeout = timeout
        self._hold = hold
        self._grace = grace

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._settings.shown}>"

    def _options(self, identifier: Optional[str], authenticator: Optional[str], credential: Optional[str], **more: Any) -> Options:
        if authenticator is not None and (identifier is not None or credential is not None):
            raise ValueError("An authenticator makes its codes itself: it goes without an identifier and without a credential")
        fields = {"totp_identifier": identifier, "credential_id": authenticator or credential}
        own = {name: more.pop(name) for name in ("run", "received_after", "lifetime")}
        return Options(
            {**fields, **more},
            lazy=authenticator is not None,
            open_timeout=self._timeout,
            report_timeout=min(10.0, self._timeout),
            hold=self._hold,
            grace=self._grace,
            **own,
        )

    @staticmethod
    def _query(**fields: Any) -> Dict[str, str]:
        return {name: str(value) for name, value in fields.items() if value is not None}


class Login:
    """One login. Use it in a ``with`` block: see :meth:`Postern.login`.

    Its calls go one after another: one that begins while another runs in another thread raises :class:`LoginBusy`. When the
    block is left, a call that waits in another thread ends with :class:`LoginOver`.
    """

    def __init__(self, client: "Postern", options: Options, owned: bool = False) -> None:
        self._client = client
        self._steps = LoginSteps(options)
        self._owned = owned
        self._over = threading.Event()

    def __repr__(self) -> str:
        return repr(self._steps)

    @property
    def request_id(self) -> Optional[str]:
        """The id of the present request (``cr_…``); None before there is one. It may be logged."""
        return self._steps.request_id

    @property
    def outcome(self) -> Optional[str]:
        """What was reported of the present code, once the server noted it: accepted, rejected, released; else None."""
        return self._steps.outcome

    @property
    def doubt(self) -> Optional[str]:
        """Why the code may be another login's (docs/rules.md, "Doubt"); None for no doubt."""
        return self._steps.answer.doubt if self._steps.answer is not None else None

    def code(self, timeout: float = 60) -> str:
        """Waits for the code. Asked again it gives the code again, until :meth:`rejected`.

        :raises CodeTimeout: after so many seconds without a code; it may be called again
        """
        return self._use(self._steps.code(timeout, "totp"))

    def link(self, timeout: float = 60) -> str:
        """Waits for the link to click, as :meth:`code` does for a code."""
        return self._use(self._steps.code(timeout, "magic_link"))

    def rejected(self, timeout: float = 60) -> str:
        """Reports that the site refused the code or link, and waits for the next one of its kind. Asked again before there is
        one, it waits on; asked again after it gave one, it reports that one."""
        return self._use(self._steps.rejected(timeout))

    def accepted(self) -> None:
        """Reports that the site took the code. Leaving the block does so, too."""
        self._use(self._steps.report("accepted"))

    def released(self) -> None:
        """Reports that the code was not used, so that other logins may have it."""
        self._use(self._steps.report("released"))

    def __enter__(self) -> "Login":
        try:
            self._client._run(self._steps.open())
        except BaseException as failure:
            if not isinstance(failure, Exception):
                # The script is interrupted. What it asked for may have been made.
                self._client._run(self._steps.close(True))
            if self._owned:
                self._client.close()
            raise
        threading.Thread(target=self._attend, name="postern-attend", daemon=True).start()
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        closing = self._steps.close(error is not None)
        self._over.set()
        try:
            self._client._run(closing)
        finally:
            if self._owned:
                self._client.close()

    def _use(self, steps: Steps[T]) -> T:
        try:
            return self._client._run(self._steps.alone(steps), self._over.wait)
        except (PosternError, RuntimeError) as failure:
            _ended(self._steps, failure)

    def _attend(self) -> None:
        """While the script is busy elsewhere, the server is told that the login is there: a code goes only to who is."""
        while not self._over.wait(ATTEND_EVERY):
            if not self._steps.running:
                try:
                    self._client._run(self._steps.attend())
                except Exception:
                    # The client was closed. A login that is not attended still finds its code when it asks.
                    return


class Postern(_Base):
    """A client of a Postern server. It may be used by several threads; close it, or use it in a ``with`` block."""

    def __init__(
        self,
        url: Optional[str] = None,
        api_key: Optional[str] = None,
        *,
        timeout: float = 30.0,
        hold: float = 55.0,
        grace: float = 10.0,
        http: Optional[httpx.Client] = None,
    ) -> None:
        super().__init__(url, api_key, timeout=timeout, hold=hold, grace=grace)
        self._owned = http is None
        # As many logins at once as there are, rather than httpx's hundred connections.
        self._http = http or httpx.Client(limits=httpx.Limits(max_connections=None, max_keepalive_connections=20))

    def login(
        self,
        identifier: Optional[str] = None,
        *,
        authenticator: Optional[str] = None,
        credential: Optional[str] = None,
        totp_url: Optional[str] = None,
        page_origin: Optional[str] = None,
        sender: Optional[str] = None,
        otp_type: Optional[OtpType] = None,
        run: Optional[str] = None,
        workflow_id: Optional[str] = None,
        received_after: Optional[datetime] = None,
        hesitation_seconds: Optional[int] = None,
        min_remaining_seconds: Optional[int] = None,
        lifetime: float = 900,
    ) -> Login:
        """A login that needs a code::

            with postern.login("+15550001111") as login:
                page.click("text=Send me a code")
                page.fill("#code", login.code(timeout=60))

        Entering the block makes the request, so make the site send its code inside. Leaving it reports that the site
        took the code, or gives the request up if no code was taken. Leaving it by an exception after a code was taken
        reports nothing: call :meth:`Login.rejected`, :meth:`Login.released` or :meth:`Login.accepted` if you know.

        :param identifier: the address or number to which the site sends
        :param authenticator: instead, the id of a stored credential whose seed makes the code (``cred_…``)
        :param credential: the id of a stored credential: its seed, else the address at which its codes arrive
        :param totp_url: your own server that knows the code
        :param page_origin: the origin of the page on which the code is typed, such as ``https://example.com``
        :param sender: only codes from this address, domain, number or name
        :param otp_type: ``totp`` or ``magic_link``, where it is known before
        :param run: your name of this attempt; one of its own unless given
        :param received_after: only codes that came after this time; unless given, after the block was entered
        :param lifetime: how many seconds a request lives; a login that waits longer asks anew
        """
        return Login(
            self,
            self._options(
                identifier,
                authenticator,
                credential,
                totp_url=totp_url,
                page_origin=page_origin,
                sender=sender,
                otp_type=otp_type,
                workflow_id=workflow_id,
                hesitation_seconds=hesitation_seconds,
                min_remaining_seconds=min_remaining_seconds,
                run=run,
                received_after=received_after,
                lifetime=lifetime,
            ),
        )

    def push(
        self,
        identifier: str,
        content: str,
        *,
        task_id: Optional[str] = None,
        workflow_id: Optional[str] = None,
        workflow_run_id: Optional[str] = None,
        source: Optional[str] = None,
        expired_at: Union[datetime, str, None] = None,
    ) -> TOTPCode:
        """Hands a received message, or a code, to Postern. Tried again for 12 seconds: a repeat within 15 counts once."""
        fields = _fields(
            task_id=task_id,
            workflow_id=workflow_id,
            workflow_run_id=workflow_run_id,
            source=source,
            expired_at=_time(expired_at),
        )
        return self._run(_push(identifier, content, fields))

    def codes(
        self,
        identifier: Optional[str] = None,
        *,
        state: Optional[str] = None,
        run: Optional[str] = None,
        source: Optional[str] = None,
        otp_type: Optional[OtpType] = None,
        received_after: Union[datetime, str, None] = None,
        received_before: Union[datetime, str, None] = None,
        page_size: int = 50,
    ) -> Iterator[CodeAnswer]:
        """What was received, newest first; pages are fetched as they are needed."""
        query = self._query(
            totp_identifier=identifier,
            state=state,
            run=run,
            source=source,
            otp_type=otp_type,
            received_after=_time(received_after),
            received_before=_time(received_before),
            limit=page_size,
        )
        while True:
            page = self._run(_page(query, self._timeout))
            yield from page.codes or ()
            if page.next_cursor is None:
                return
            query["cursor"] = page.next_cursor

    def preview(self, credential_id: str) -> TotpCodePreview:
        """The present code of a credential's authenticator, to look at. It hands nothing out: a login uses
        ``login(authenticator=…)``."""
        return self._run(_preview(credential_id, self._timeout))

    def redeem(self, handle: str, *, idempotency_key: Optional[str] = None) -> RedeemedCode:
        """The code that a handle stands for, once: for the side that types what a language model must not see. It needs the
        scope ``codes:redeem``. A lost answer is asked for again.

        :param idempotency_key: your own random text, to call again with after a failure; one of its own unless given
        :raises HandleUnusable: it was redeemed, its 60 seconds are over, or it is unknown here
        """
        return self._run(_redeem(handle, idempotency_key, self._timeout))

    def close(self) -> None:
        """Closes the connections."""
        if self._owned:
            self._http.close()

    def __enter__(self) -> "Postern":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, steps: Steps[T], pause: Callable[[float], object] = time.sleep) -> T:
        try:
            step = next(steps)
            while True:
                if isinstance(step, Pause):
                    pause(step.seconds)
                    step = next(steps)
                    continue
                try:
                    response = self._http.send(self._settings.request(self._http, step), follow_redirects=False)
                    answer = _answer(response)
                except (httpx.TransportError, httpx.DecodingError) as failure:
                    lost = Lost()
                    lost.__cause__ = failure
                    step = steps.throw(lost)
                else:
                    step = steps.send(answer)
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            # An exception keeps this frame alive, and what the steps must clear up would wait for its end.
            steps.close()


class AsyncLogin:
    """One login. Use it in an ``async with`` block: see :meth:`Postern.login`.

    Its calls go one after another, as those of :class:`Login`. A call whose task is cancelled, or that ``asyncio.timeout`` ends,
    leaves the request as it is: the next call goes on with it, and a code that came meanwhile is given then. Leaving the block gives
    the request up.
    """

    def __init__(self, client: "AsyncPostern", options: Options) -> None:
        self._client = client
        self._steps = LoginSteps(options)
        self._over = asyncio.Event()
        self._attending: Optional[asyncio.Task[None]] = None

    def __repr__(self) -> str:
        return repr(self._steps)

    @property
    def request_id(self) -> Optional[str]:
        """See :attr:`Login.request_id`."""
        return self._steps.request_id

    @property
    def outcome(self) -> Optional[str]:
        """See :attr:`Login.outcome`."""
        return self._steps.outcome

    @property
    def doubt(self) -> Optional[str]:
        """See :attr:`Login.doubt`."""
        return self._steps.answer.doubt if self._steps.answer is not None else None

    async def code(self, timeout: float = 60) -> str:
        """See :meth:`Login.code`."""
        return await self._use(self._steps.code(timeout, "totp"))

    async def link(self, timeout: float = 60) -> str:
        """See :meth:`Login.link`."""
        return await self._use(self._steps.code(timeout, "magic_link"))

    async def rejected(self, timeout: float = 60) -> str:
        """See :meth:`Login.rejected`."""
        return await self._use(self._steps.rejected(timeout))

    async def accepted(self) -> None:
        """See :meth:`Login.accepted`."""
        await self._use(self._steps.report("accepted"))

    async def released(self) -> None:
        """See :meth:`Login.released`."""
        await self._use(self._steps.report("released"))

    async def __aenter__(self) -> "AsyncLogin":
        try:
            await self._client._run(self._steps.open())
        except asyncio.CancelledError:
            # What was asked for may have been made.
            await self._client._run(self._steps.close(True))
            raise
        self._attending = asyncio.create_task(self._attend())
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        if self._attending is not None:
            self._attending.cancel()
        closing = self._steps.close(error is not None)
        self._over.set()
        await self._client._run(closing)

    async def _use(self, steps: Steps[T]) -> T:
        try:
            return await self._client._run(self._steps.alone(steps), self._pause)
        except (PosternError, RuntimeError) as failure:
            _ended(self._steps, failure)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._over.wait(), seconds)
        except asyncio.TimeoutError:
            return

    async def _attend(self) -> None:
        """See :meth:`Login._attend`."""
        while True:
            await asyncio.sleep(ATTEND_EVERY)
            if not self._steps.running:
                try:
                    await self._client._run(self._steps.attend())
                except Exception:
                    return


class AsyncPostern(_Base):
    """A client of a Postern server for asyncio; close it, or use it in an ``async with`` block."""

    def __init__(
        self,
        url: Optional[str] = None,
        api_key: Optional[str] = None,
        *,
        timeout: float = 30.0,
        hold: float = 55.0,
        grace: float = 10.0,
        http: Optional[httpx.AsyncClient] = None,
    ) -> None:
        super().__init__(url, api_key, timeout=timeout, hold=hold, grace=grace)
        self._owned = http is None
        self._http = http or httpx.AsyncClient(limits=httpx.Limits(max_connections=None, max_keepalive_connections=20))

    def login(
        self,
        identifier: Optional[str] = None,
        *,
        authenticator: Optional[str] = None,
        credential: Optional[str] = None,
        totp_url: Optional[str] = None,
        page_origin: Optional[str] = None,
        sender: Optional[str] = None,
        otp_type: Optional[OtpType] = None,
        run: Optional[str] = None,
        workflow_id: Optional[str] = None,
        received_after: Optional[datetime] = None,
        hesitation_seconds: Optional[int] = None,
        min_remaining_seconds: Optional[int] = None,
        lifetime: float = 900,
    ) -> AsyncLogin:
        """As :meth:`Postern.login`, for ``async with``."""
        return AsyncLogin(
            self,
            self._options(
                identifier,
                authenticator,
                credential,
                totp_url=totp_url,
                page_origin=page_origin,
                sender=sender,
                otp_type=otp_type,
                workflow_id=workflow_id,
                hesitation_seconds=hesitation_seconds,
                min_remaining_seconds=min_remaining_seconds,
                run=run,
                received_after=received_after,
                lifetime=lifetime,
            ),
        )

    async def push(
        self,
        identifier: str,
        content: str,
        *,
        task_id: Optional[str] = None,
        workflow_id: Optional[str] = None,
        workflow_run_id: Optional[str] = None,
        source: Optional[str] = None,
        expired_at: Union[datetime, str, None] = None,
    ) -> TOTPCode:
        """See :meth:`Postern.push`."""
        fields = _fields(
            task_id=task_id,
            workflow_id=workflow_id,
            workflow_run_id=workflow_run_id,
            source=source,
            expired_at=_time(expired_at),
        )
        return await self._run(_push(identifier, content, fields))

    async def codes(
        self,
        identifier: Optional[str] = None,
        *,
        state: Optional[str] = None,
        run: Optional[str] = None,
        source: Optional[str] = None,
        otp_type: Optional[OtpType] = None,
        received_after: Union[datetime, str, None] = None,
        received_before: Union[datetime, str, None] = None,
        page_size: int = 50,
    ) -> AsyncIterator[CodeAnswer]:
        """See :meth:`Postern.codes`."""
        query = self._query(
            totp_identifier=identifier,
            state=state,
            run=run,
            source=source,
            otp_type=otp_type,
            received_after=_time(received_after),
            received_before=_time(received_before),
            limit=page_size,
        )
        while True:
            page = await self._run(_page(query, self._timeout))
            for code in page.codes or ():
                yield code
            if page.next_cursor is None:
                return
            query["cursor"] = page.next_cursor

    async def preview(self, credential_id: str) -> TotpCodePreview:
        """See :meth:`Postern.preview`."""
        return await self._run(_preview(credential_id, self._timeout))

    async def redeem(self, handle: str, *, idempotency_key: Optional[str] = None) -> RedeemedCode:
        """See :meth:`Postern.redeem`."""
        return await self._run(_redeem(handle, idempotency_key, self._timeout))

    async def close(self) -> None:
        """Closes the connections."""
        if self._owned:
            await self._http.aclose()

    async def __aenter__(self) -> "AsyncPostern":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _run(self, steps: Steps[T], pause: Callable[[float], Awaitable[object]] = asyncio.sleep) -> T:
        try:
            step = next(steps)
            while True:
                if isinstance(step, Pause):
                    await pause(step.seconds)
                    step = next(steps)
                    continue
                try:
                    response = await self._http.send(self._settings.request(self._http, step), follow_redirects=False)
                    answer = _answer(response)
                except (httpx.TransportError, httpx.DecodingError) as failure:
                    lost = Lost()
                    lost.__cause__ = failure
                    step = steps.throw(lost)
                else:
                    step = steps.send(answer)
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            steps.close()
