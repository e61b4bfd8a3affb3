"""Replays clients/cases with both clients, against the Postern of POSTERN_URL."""

from __future__ import annotations

import asyncio
import functools
import inspect
import json
import logging
import os
import re
import threading
import traceback
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, Optional

import httpx
from faults import FaultProxy

import postern

CASES = Path(__file__).resolve().parents[2] / "cases"
AT_ONCE = 12


class Replay:
    """One case, whose calls go to a client by ``call``, which is a coroutine of the asynchronous client."""

    def __init__(self, case: dict[str, Any], make: Callable[..., Any]) -> None:
        self.case = case
        self.identifier = f"case-{uuid.uuid4()}@example.com"
        self.proxy = FaultProxy(os.environ["POSTERN_URL"])
        self.client = make(self.proxy.url, **case.get("client", {}))
        self.login: Any = None
        self.left = False
        self.begun: Any = None
        self.kept = ""
        self.later: list[threading.Timer] = []

    async def play(self) -> None:
        try:
            for what, *arguments in self.case["steps"]:
                await getattr(self, what)(*arguments)
            if not self.left and self.login is not None and self.case["requests"]:
                raise AssertionError("The case forgot to leave its block")
            for timer in self.later:
                await asyncio.to_thread(timer.join)
            wanted = " ".join(re.sub(r"(\w+)\+", r"\1( \1)*", status) for status in self.case["requests"])
            statuses = " ".join(await asyncio.to_thread(self._statuses))
            assert re.fullmatch(wanted, statuses), statuses
        finally:
            await _of(self.client.close())
            self.proxy.close()

    async def open(self, expected: Optional[dict[str, Any]] = None) -> None:
        options = dict(self.case.get("login", {}))
        self.login = self.client.login(self.identifier, **options)
        enter = getattr(self.login, "__aenter__", None) or self.login.__enter__
        await self._expect(enter, expected or {})

    async def leave(self) -> None:
        await self._exit(None)

    async def leave_by_error(self) -> None:
        await self._exit(ValueError("the page has no such button"))

    async def _exit(self, error: Optional[Exception]) -> None:
        self.left = True
        leave = getattr(self.login, "__aexit__", None) or self.login.__exit__
        await _of(leave(type(error) if error else None, error, None))

    async def code(self, expected: dict[str, Any]) -> None:
        await self._expect(lambda: self.login.code(timeout=expected.get("timeout", 20)), expected)

    async def link(self, expected: dict[str, Any]) -> None:
        await self._expect(lambda: self.login.link(timeout=expected.get("timeout", 20)), expected)

    async def rejected(self, expected: dict[str, Any]) -> None:
        await self._expect(lambda: self.login.rejected(timeout=expected.get("timeout", 20)), expected)

    async def begin(self, what: str, expected: dict[str, Any]) -> None:
        def call() -> Any:
            return getattr(self.login, what)(timeout=expected.get("timeout", 20))

        asynchronous = inspect.iscoroutinefunction(getattr(self.login, what))
        self.begun = asyncio.ensure_future(call() if asynchronous else asyncio.to_thread(call))

    async def end(self, expected: dict[str, Any]) -> None:
        await self._expect(lambda: self.begun, expected)

    async def seen(self, expected: dict[str, int]) -> None:
        for name, times in expected.items():
            await asyncio.to_thread(self.proxy.wait_for, name, times)

    async def handle(self, text: str) -> None:
        self.kept = await asyncio.to_thread(self._handle, text)

    async def redeem(self, expected: dict[str, Any]) -> None:
        async def call() -> Any:
            redeemed = await _of(self.client.redeem(expected.get("handle", self.kept)))
            assert redeemed.otp_type == "totp" and redeemed.code not in repr(redeemed)
            return redeemed.code

        await self._expect(call, expected)

    async def heal(self) -> None:
        self.proxy.heal()

    async def report(self, outcome: str) -> None:
        await _of(getattr(self.login, outcome)())
        assert self.login.outcome == outcome

    async def push(self, text: str) -> None:
        await asyncio.to_thread(self._push, text)

    async def push_later(self, text: str, seconds: float) -> None:
        timer = threading.Timer(seconds, self._push, [text])
        timer.start()
        self.later.append(timer)

    async def fault(self, fault: dict[str, Any]) -> None:
        self.proxy.fault(fault)

    async def calls(self, expected: dict[str, int]) -> None:
        seen = {name: self.proxy.calls[name] for name in expected}
        assert seen == expected, seen

    async def _expect(self, call: Callable[[], Any], expected: dict[str, Any]) -> None:
        try:
            given = await _of(call())
        except postern.PosternError as error:
            assert type(error).__name__ == expected.get("fails"), repr(error)
            assert expected.get("says", "") in str(error), str(error)
            if "hints" in expected:
                assert [hint.kind for hint in error.hints] == expected["hints"], error.hints  # type: ignore[attr-defined]
            return
        assert "fails" not in expected, "It did not fail"
        assert given == expected.get("gives", given), given

    def _push(self, text: str) -> None:
        pushed = {"totp_identifier": self.identifier, "content": text}
        _direct("POST", "/v1/credentials/totp", json=pushed).raise_for_status()

    def _handle(self, text: str) -> str:
        asked = _direct("POST", "/v1/code-requests", json={"totp_identifier": self.identifier, "deliver": "handle"}).json()
        self._push(text)
        path = f"/v1/code-requests/{asked['code_request_id']}"
        answer = _DIRECT.get(
            os.environ["POSTERN_URL"] + path, headers={"x-api-key": os.environ["POSTERN_API_KEY"], "prefer": "wait=20"}
        )
        return str(answer.json()["code_handle"])

    def _statuses(self) -> list[str]:
        requests: list[str] = []
        query: dict[str, str] = {"limit": "200"}
        while True:
            page = _direct("GET", "/v1/code-requests", params=query).json()
            requests += [one["status"] for one in page["code_requests"] if one["totp_identifier"] == self.identifier]
            if page["next_cursor"] is None:
                return requests
            query["cursor"] = page["next_cursor"]


# One for all: each client of httpx reads the certificates of the machine.
_DIRECT = httpx.Client(timeout=30, limits=httpx.Limits(max_connections=None), verify=False)


# The clients of the cases share connections for that reason, too.
SHARED = httpx.Client(limits=httpx.Limits(max_connections=None), verify=False)


def _direct(method: str, path: str, **more: Any) -> httpx.Response:
    headers = {"x-api-key": os.environ["POSTERN_API_KEY"]}
    return _DIRECT.request(method, os.environ["POSTERN_URL"] + path, headers=headers, **more)


async def _of(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


class Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


class Cases(unittest.TestCase):
    """All cases at once, each with a client and a proxy of its own."""

    def setUp(self) -> None:
        if not os.environ.get("POSTERN_URL"):
            self.skipTest("POSTERN_URL is not set: there is no Postern to replay the cases against")
        self.cases = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.json"))}
        self.assertGreater(len(self.cases), 20)
        self.failures: dict[str, str] = {}
        self.records = Records()
        for name in ("postern", "httpx"):
            logging.getLogger(name).addHandler(self.records)
            logging.getLogger(name).setLevel(logging.DEBUG)

    def tearDown(self) -> None:
        for name in ("postern", "httpx"):
            logging.getLogger(name).removeHandler(self.records)
        for said in self.records.said:
            self.assertNotRegex(said, r"4819\d\d|case-|token=|" + re.escape(os.environ["POSTERN_API_KEY"]))
        for name, failure in self.failures.items():
            with self.subTest(name):
                self.fail(failure)

    async def play(self, name: str, make: Callable[..., Any]) -> None:
        try:
            await Replay(self.cases[name], make).play()
        except Exception:
            self.failures[name] = traceback.format_exc()


class SynchronousTest(Cases):
    def test_the_synchronous_client_replays_every_case(self) -> None:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(lambda name: asyncio.run(self.play(name, functools.partial(postern.Postern, http=SHARED))), self.cases))


class AsynchronousTest(Cases):
    def test_the_asynchronous_client_replays_every_case(self) -> None:
        async def all_of_them() -> None:
            places = asyncio.Semaphore(AT_ONCE)

            async def in_turn(name: str, make: Callable[..., Any]) -> None:
                async with places:
                    await self.play(name, make)

            async with httpx.AsyncClient(limits=httpx.Limits(max_connections=None), verify=False) as shared:
                make = functools.partial(postern.AsyncPostern, http=shared)
                await asyncio.gather(*(in_turn(name, make) for name in self.cases))

        asyncio.run(all_of_them())


if __name__ == "__main__":
    unittest.main()
