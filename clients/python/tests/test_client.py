"""What needs no server: settings, signatures, what is shown; and what a login does beside the cases."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import email.utils
import hashlib
import hmac
import itertools
import json
import os
import re
import time
import typing
import unittest
import uuid
from datetime import datetime
from pathlib import Path
from unittest import mock

import httpx
from faults import FaultProxy

import postern
from postern import _client, _login, _wire, models

KEY = base64.b64encode(b"k" * 32).decode()
SECRET = "whsec_" + KEY
BODY = b'{"workflow_run_id":"wr_1","task_id":null}'


def signed(body: bytes = BODY, secret: str = SECRET, id: str = "msg_1", at: int = 1_000_000) -> dict[str, str]:
    key = base64.b64decode(secret[len("whsec_") :])
    signature = base64.b64encode(hmac.new(key, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()).decode()
    return {"Webhook-Id": id, "Webhook-Timestamp": str(at), "Webhook-Signature": f"v1,{signature}"}


class SignatureTest(unittest.TestCase):
    def verify(self, headers: dict[str, str], body: bytes = BODY, secrets: object = SECRET, **more: object) -> postern.TotpUrlRequest:
        return postern.verify_totp_url_request(headers, body, secrets, **{"now": 1_000_000, **more})  # type: ignore[arg-type]

    def refused(self, *arguments: object, **more: object) -> None:
        with self.assertRaises(postern.SignatureError):
            self.verify(*arguments, **more)  # type: ignore[arg-type]

    def test_a_call_that_is_signed_is_taken_and_says_who_asks(self) -> None:
        call = self.verify(signed())
        self.assertEqual(("msg_1", 1_000_000, "wr_1"), (call.id, call.sent_at, call.run.workflow_run_id))

    def test_one_of_several_signatures_and_one_of_several_secrets_is_enough(self) -> None:
        other = "whsec_" + base64.b64encode(b"o" * 32).decode()
        headers = signed()
        headers["Webhook-Signature"] = "v1,AAAA v2,x " + headers["Webhook-Signature"]
        self.verify(headers, secrets=[other, SECRET])

    def test_another_body_id_time_or_secret_is_refused(self) -> None:
        for change in ({"Webhook-Id": "msg_2"}, {"Webhook-Timestamp": "1000001"}, {"Webhook-Signature": "v1,"}):
            self.refused({**signed(), **change})
        self.refused(signed(), BODY + b" ")
        self.refused(signed(), secrets="whsec_" + base64.b64encode(b"x" * 32).decode())

    def test_a_call_is_taken_for_five_minutes_in_both_directions(self) -> None:
        for now in (1_000_000 - 300, 1_000_000 + 300):
            self.verify(signed(), now=now)
        for now in (1_000_000 - 301, 1_000_000 + 301):
            self.refused(signed(), now=now)

    def test_wrong_headers_are_refused_and_fail_nothing_else(self) -> None:
        for name in ("Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"):
            for value in ("", "x", "-1", "1e9", "½", "v1,\udcff", "9" * 40):
                self.refused({**signed(), name: value})
        self.refused({})

    def test_skyvern_s_signature_is_taken_where_it_is_asked_for(self) -> None:
        value = hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()
        self.refused({"x-skyvern-signature": value})
        call = self.verify({"X-Skyvern-Signature": value}, skyvern=True)
        self.assertEqual((None, "wr_1"), (call.id, call.run.workflow_run_id))
        self.refused({"x-skyvern-signature": value[:-1]}, skyvern=True)
        # A wrong signature of the better kind is not made up for.
        self.refused({**signed(), "Webhook-Id": "msg_2", "x-skyvern-signature": value}, skyvern=True)

    def test_a_secret_that_is_none_is_a_mistake_of_the_caller(self) -> None:
        for secrets in ("", [], [""], "whsec_???"):
            with self.assertRaises(ValueError):
                self.verify(signed(), secrets=secrets)


class SettingsTest(unittest.TestCase):
    def test_address_and_key_come_from_the_environment(self) -> None:
        with mock.patch.dict(os.environ, {"POSTERN_URL": "https://me:pw@postern.example/base/", "POSTERN_API_KEY": "pk_secret"}):
            client = postern.Postern()
        self.assertEqual("<Postern https://postern.example>", repr(client))
        self.assertEqual("https://me:pw@postern.example/base", client._settings.url)

    def test_without_them_it_says_what_is_missing(self) -> None:
        with mock.patch.dict(os.environ, {"POSTERN_URL": "", "POSTERN_API_KEY": ""}):
            for arguments in ((), ("http://postern.example",), ("postern.example", "k"), ("http://x", "k\n1")):
                with self.assertRaises(postern.SettingsError):
                    postern.Postern(*arguments)

    def test_an_address_may_be_written_in_several_ways_and_none_is_shown_where_it_is_refused(self) -> None:
        for url, shown in (
            ("HTTPS://postern.example:8443//", "https://postern.example:8443"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
            (" http://me:p%40ss@10.0.0.1/a/b ", "http://10.0.0.1"),
            ("https://pöstern.example", "https://pöstern.example"),
        ):
            self.assertEqual(f"<Postern {shown}>", repr(postern.Postern(url, "k")))
        for url in ("http://me:pw@x/?a=b", "http://x/#a", "http://x:99999", "http://x:port", "http://[::1", "http://", "//x"):
            with self.assertRaises(postern.SettingsError) as refused:
                postern.Postern(url, "k")
            self.assertNotIn("pw", str(refused.exception))

    def test_a_path_and_a_user_in_the_address_are_used(self) -> None:
        settings = postern.Postern("http://me:p%40ss@postern.example/base/", "k")._settings
        seen: list[httpx.Request] = []

        def answer(request: httpx.Request) -> httpx.Response:
            seen.append(request)
            return httpx.Response(200)

        with httpx.Client(transport=httpx.MockTransport(answer)) as client:
            client.send(settings.request(client, _wire.Call("GET", "/v1/codes")))
        self.assertEqual("/base/v1/codes", seen[0].url.path)
        self.assertEqual("Basic " + base64.b64encode(b"me:p@ss").decode(), seen[0].headers["authorization"])

    def test_a_login_needs_somebody_to_send_to_or_a_source(self) -> None:
        client = postern.Postern("http://postern.example", "k")
        for wrong in ({}, {"authenticator": "cred_1", "identifier": "a@example.com"}, {"identifier": "a", "received_after": datetime.now()}):
            with self.assertRaises(ValueError):
                client.login(**wrong)


class ShownTest(unittest.TestCase):
    def test_no_model_shows_a_code_a_message_or_an_address(self) -> None:
        secret = "plugh"
        shown = {"code_masked", "totp_identifier_masked", "sender_masked", "identifier_masked", "code_request_id", "totp_code_id", "code_handle_expires_at"}
        for kind in vars(models).values():
            if isinstance(kind, type) and issubclass(kind, models.Model) and kind is not models.Model:
                names = [one.name for one in dataclasses.fields(kind) if one.name not in kind._objects]  # type: ignore[arg-type]
                words = repr(kind.of({name: secret for name in names}))
                for name in names:
                    if re.search("code|content|identifier$|url|sender$", name) and name not in shown:
                        self.assertNotIn(f"{name}=", words, kind)

    def test_fields_of_a_later_version_are_left_out_and_lists_are_read(self) -> None:
        page = models.CodesPage.of({"codes": [{"code": "1", "new": 2, "evidence": {"rule": "r"}}], "more": 1})
        self.assertEqual("r", page.codes[0].evidence.rule)  # type: ignore[index,union-attr]

    def test_problems_of_all_forms_are_read(self) -> None:
        for content, words in (
            (b'{"type":"/problems/invalid-body","detail":"d","errors":[{"type":"t","pointer":"/a","detail":"e"}]}', "422: d; /a: e"),
            (b'{"detail":[{"loc":["body","content"],"msg":"m","type":"t"}]}', "422: Fields are missing or wrong; /body/content: m"),
            (b'{"detail":"plain"}', "422: plain"),
            (b"<html>", "422: without a word"),
            (b"[]", "422: without a word"),
        ):
            self.assertEqual(words, str(postern.Problem.of(422, {}, content)))

    def test_a_redirect_tells_the_host_alone(self) -> None:
        for location, place in (
            ("https://other.example:8443/v1/codes?totp_identifier=secret", "https://other.example:8443"),
            ("https://me:pw@other.example/", "another address"),
            ("/login", "another address"),
            ("", "another address"),
        ):
            said = str(postern.Problem.of(302, {"location": location}, b"<html>"))
            self.assertEqual(f"302: The server redirects to {place}. Set POSTERN_URL to the address that answers itself", said)

    def test_a_server_that_asks_for_no_pause_is_not_asked_without_one(self) -> None:
        for value in ("0", "Thu, 01 Jan 1970 00:00:00 GMT"):
            steps = _wire.send(lambda: _wire.Call("GET", "/"), _wire.Deadline.after(60))
            next(steps)
            pauses = []
            for _ in range(4):
                pause = steps.send(_wire.Answer(503, {"retry-after": value}, b"{}"))
                pauses.append(pause.seconds)
                next(steps)
            self.assertGreaterEqual(min(pauses), 0.1, value)
            self.assertGreater(pauses[-1], pauses[0], value)

    def test_any_number_of_seconds_is_a_time_out(self) -> None:
        options = _login.Options(
            {"totp_identifier": "a"}, lazy=False, run=None, received_after=None, lifetime=float("inf"), open_timeout=0,
            report_timeout=0, hold=float("inf"), grace=0,
        )
        self.assertEqual((86_400, 55), (options.lifetime, options.hold))
        self.assertGreater(options.grace, 0)
        steps = _login.LoginSteps(options)
        for seconds, prefer in ((float("inf"), "wait=55"), (1e9, "wait=55"), (0.4, "wait=1"), (0, None), (-5, None)):
            call = steps._held(_wire.Deadline.after(seconds))
            self.assertEqual(prefer, call.headers.get("prefer"), seconds)

    def test_retry_after_is_seconds_or_a_date(self) -> None:
        soon = email.utils.formatdate(time.time() + 60, usegmt=True)
        for value, low, high in (("7", 7, 7), (soon, 55, 61), ("Thu, 01 Jan 1970 00:00:00 GMT", 0, 0), ("9" * 30, 86_400, 86_400)):
            told = _wire.retry_after({"retry-after": value})
            self.assertTrue(told is not None and low <= told <= high, value)
        there = {"retry-after": "Thu, 01 Jan 2026 00:00:09 GMT", "date": "Thu, 01 Jan 2026 00:00:00 GMT"}
        self.assertEqual(9, _wire.retry_after(there), "by the server's clock")
        for value in ("", "soon", "-1", "½"):
            self.assertIsNone(_wire.retry_after({"retry-after": value}))


@unittest.skipUnless(os.environ.get("POSTERN_URL"), "POSTERN_URL is not set: there is no Postern to try the client at")
class AtAServerTest(unittest.TestCase):
    def setUp(self) -> None:
        self.postern = postern.Postern()
        self.addCleanup(self.postern.close)
        self.identifier = f"{uuid.uuid4()}@example.com"

    def credential(self) -> str:
        totp = {"username": "u", "password": "p", "totp": base64.b32encode(os.urandom(20)).decode(), "totp_type": "authenticator"}
        body = {"name": "n", "credential_type": "password", "credential": totp}
        call = _wire.Call("POST", "/v1/credentials", body)
        answer = self.postern._run(_wire.send(lambda: call, _wire.Deadline.after(10)))
        return str(answer.json()["credential_id"])

    def test_the_ten_lines_work_without_a_client(self) -> None:
        with postern.login(self.identifier) as login:
            self.postern.push(self.identifier, "Your verification code is 481920.")
            self.assertEqual("481920", login.code(timeout=20))
        self.assertEqual("accepted", login.outcome)
        self.assertNotIn("481920", repr(login))

    def test_what_was_received_is_read_page_by_page(self) -> None:
        for number in range(3):
            self.postern.push(self.identifier, f"Your verification code is 73910{number}.")
        # The list may be some milliseconds behind.
        for _ in range(100):
            seen = [code.code for code in self.postern.codes(self.identifier, page_size=2)]
            if len(seen) == 3:
                break
            time.sleep(0.05)
        self.assertEqual({"739100", "739101", "739102"}, set(seen))
        self.assertNotIn("73910", repr(next(self.postern.codes(self.identifier, state="available"))))

    def test_an_authenticator_is_asked_when_its_code_is_needed(self) -> None:
        id = self.credential()
        self.assertRegex(self.postern.preview(id).code or "", r"^\d{6}$")
        with self.postern.login(authenticator=id) as login:
            self.assertIsNone(login.request_id)
            self.assertRegex(login.code(timeout=45), r"^\d{6}$")
        self.assertEqual("accepted", login.outcome)

    def test_a_credential_that_makes_codes_is_asked_again_when_its_code_is_needed(self) -> None:
        with self.postern.login(credential=self.credential()) as login:
            first = login.request_id
            login._steps._asked_at -= 2
            self.assertRegex(login.code(timeout=45), r"^\d{6}$")
            self.assertNotEqual(first, login.request_id)

    def test_a_login_that_is_busy_elsewhere_counts_as_being_there(self) -> None:
        with mock.patch.object(_client, "ATTEND_EVERY", 0.05):
            with self.postern.login(self.identifier) as login:
                self.postern.push(self.identifier, "Your verification code is 481921.")
                listed = _wire.Call("GET", "/v1/code-requests")
                for _ in range(200):
                    answer = self.postern._run(_wire.send(lambda: listed, _wire.Deadline.after(10))).json()
                    mine = [one for one in answer["code_requests"] if one["code_request_id"] == login.request_id]
                    if mine[0]["status"] == "delivered":
                        break
                    time.sleep(0.05)
                self.assertEqual("delivered", mine[0]["status"])
                self.assertEqual("481921", login.code())

    def test_a_refused_key_fails_at_once(self) -> None:
        with postern.Postern(api_key="pk_wrong") as stranger:
            with self.assertRaises(postern.Forbidden):
                stranger.login(self.identifier).__enter__()

    def test_a_call_whose_task_is_cancelled_leaves_its_code_to_the_next(self) -> None:
        proxy = FaultProxy(os.environ["POSTERN_URL"])
        self.addCleanup(proxy.close)

        async def play() -> str:
            async with postern.AsyncPostern(proxy.url) as client, client.login(self.identifier) as login:
                waiting = asyncio.create_task(login.code(timeout=60))
                await asyncio.to_thread(proxy.wait_for, "GET /v1/code-requests/{id}", 1)
                await asyncio.to_thread(self.postern.push, self.identifier, "Your verification code is 481923.")
                waiting.cancel()
                # The answer may have been there before.
                await asyncio.gather(waiting, return_exceptions=True)
                return await login.code(timeout=20)

        self.assertEqual("481923", asyncio.run(play()))
        self.assertEqual(1, proxy.calls["POST /v1/code-requests"])

    def test_a_task_that_is_cancelled_as_it_asks_leaves_no_request_behind(self) -> None:
        proxy = FaultProxy(os.environ["POSTERN_URL"])
        self.addCleanup(proxy.close)

        async def play() -> None:
            async with postern.AsyncPostern(proxy.url) as client:
                proxy.fault({"on": "POST /v1/code-requests", "do": "lose", "times": 99})
                entering = asyncio.create_task(client.login(self.identifier).__aenter__())
                # The second call says that the first one is over, and was lost.
                await asyncio.to_thread(proxy.wait_for, "POST /v1/code-requests", 2)
                proxy.heal()
                entering.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await entering

        asyncio.run(play())
        listed = _wire.Call("GET", "/v1/code-requests", query={"limit": "200"})
        page = self.postern._run(_wire.send(lambda: listed, _wire.Deadline.after(10))).json()
        mine = [one["status"] for one in page["code_requests"] if one["totp_identifier"] == self.identifier]
        self.assertEqual(["cancelled"], mine)

    def test_an_interrupted_task_gives_its_request_up(self) -> None:
        async def play() -> str:
            async with postern.AsyncPostern() as client:
                entered = asyncio.Event()
                ids: list[str] = []

                async def log_in() -> None:
                    async with client.login(self.identifier) as login:
                        ids.append(login.request_id or "")
                        entered.set()
                        await login.code(timeout=60)

                task = asyncio.create_task(log_in())
                await entered.wait()
                await asyncio.sleep(0)
                task.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await task
                return ids[0]

        id = asyncio.run(play())
        call = _wire.Call("GET", f"/v1/code-requests/{id}")
        answer = self.postern._run(_wire.send(lambda: call, _wire.Deadline.after(10)))
        self.assertEqual("cancelled", json.loads(answer.content)["status"])


class Page:
    """A page of Playwright's, as far as the examples use one. Its site sends a code when it is asked to, and refuses the first."""

    codes = itertools.count(481_940)

    def __init__(self, client: postern.Postern, number: str) -> None:
        self.client, self.number = client, number
        self.sent = self.typed = ""
        self.tries = 0
        self.welcome = False

    def get_by_role(self, role: str, name: str) -> "Page":
        self.name = name
        return self

    def get_by_label(self, name: str) -> "Page":
        return self

    def get_by_text(self, text: str) -> "Page":
        return self

    def send(self) -> None:
        self.sent = str(next(self.codes))
        self.client.push(self.number, f"Your verification code is {self.sent}.")

    def click(self) -> None:
        if self.name == "Sign in":
            self.tries += 1
            self.welcome = self.typed == self.sent and self.tries > 1
        if not self.welcome:
            self.send()

    def is_visible(self) -> bool:
        return not self.welcome

    def fill(self, code: str) -> None:
        self.typed = code


class AlwaysRight(Page):
    """Takes the first code."""

    def __init__(self, client: postern.Postern, number: str) -> None:
        super().__init__(client, number)
        self.tries = 1


class AwaitedPage(AlwaysRight):
    async def click(self) -> None:  # type: ignore[override]
        await asyncio.to_thread(super().click)

    async def fill(self, code: str) -> None:  # type: ignore[override]
        super().fill(code)


@unittest.skipUnless(os.environ.get("POSTERN_URL"), "POSTERN_URL is not set: there is no Postern to try the examples at")
class ReadmeTest(unittest.TestCase):
    def setUp(self) -> None:
        readme = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")
        self.examples = re.findall("```python\n(.*?)```", readme, re.DOTALL)
        self.assertEqual(3, len(self.examples))
        self.client = postern.Postern()
        self.addCleanup(self.client.close)
        self.number = f"{uuid.uuid4()}@example.com"

    def example(self, number: int) -> dict[str, typing.Any]:
        names: dict[str, typing.Any] = {}
        exec(self.examples[number], names)
        return names

    def test_the_ten_lines_log_in_twice_in_a_row_although_the_site_refuses_the_first_code(self) -> None:
        self.twice(lambda: Page(self.client, self.number), lambda page: self.example(0)["log_in"](page, self.number))

    def test_the_lines_of_the_repository_s_first_page_log_in(self) -> None:
        places = [Path(__file__).resolve().parents[up] / "README.md" for up in (3, 2)]
        readme = next(place.read_text("utf-8") for place in places if place.exists() and "postern.login(" in place.read_text("utf-8"))
        example = next(code for code in re.findall("```python\n(.*?)```", readme, re.DOTALL) if "postern.login(" in code)
        self.twice(lambda: AlwaysRight(self.client, "+15550001111"), lambda page: exec(example, {"page": page}))

    def test_the_asynchronous_lines_log_in_twice_in_a_row(self) -> None:
        self.twice(
            lambda: AwaitedPage(self.client, self.number), lambda page: asyncio.run(self.example(1)["log_in"](page, self.number))
        )

    def twice(self, page: typing.Callable[[], Page], log_in: typing.Callable[[Page], object]) -> None:
        """Each time with lines that were pasted anew, and with codes of its own."""
        pages = [page(), page()]
        for one in pages:
            log_in(one)
            self.assertTrue(one.welcome)
        self.assertNotEqual(pages[0].typed, pages[1].typed)

    def test_the_receiver_knows_who_asks(self) -> None:
        with mock.patch.object(time, "time", return_value=1_000_000):
            self.assertEqual("wr_1", self.example(2)["who_asks"](signed(), BODY, SECRET))
        self.assertIsNone(self.example(2)["who_asks"](signed(), BODY, SECRET))


class VersionTest(unittest.TestCase):
    def test_the_version_stands_in_two_places(self) -> None:
        project = Path(__file__).resolve().parents[1] / "pyproject.toml"
        self.assertIn(f'version = "{postern.__version__}"', project.read_text("utf-8"))


if __name__ == "__main__":
    unittest.main()
