"""Skyvern's own Python SDK, against the Postern of POSTERN_URL: run where `skyvern` is installed."""

import os
import sys
import time
import unittest
import uuid
from pathlib import Path
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).parent / "skyvern-python"))

import log_in as recipe  # noqa: E402

SEED = "JBSWY3DPEHPK3PXP"


def get(path: str, **query: str) -> Any:
    """The two routes that the SDK has no method for."""
    answer = httpx.get(os.environ["POSTERN_URL"] + path, params=query, headers={"x-api-key": os.environ["POSTERN_API_KEY"]})
    answer.raise_for_status()
    return answer.json()


class SkyvernTest(unittest.TestCase):
    def setUp(self) -> None:
        self.skyvern = recipe.connect()
        self.identifier = f"{uuid.uuid4()}@example.com"

    def push(self, content: str) -> Any:
        return self.skyvern.send_totp_code(totp_identifier=self.identifier, content=content, source="email_forwarder")

    def test_pushes_a_code_and_lists_it(self) -> None:
        pushed = self.push("Your verification code is 481920.")
        self.assertEqual(("481920", self.identifier), (pushed.code, pushed.totp_identifier))
        # The list may be some milliseconds behind.
        listed: list[str] = []
        until = time.monotonic() + 30
        while not listed and time.monotonic() < until:
            listed = [one["code"] for one in get("/v1/credentials/totp", totp_identifier=self.identifier)]
        self.assertEqual(["481920"], listed)

    def test_a_message_without_a_code_is_taken(self) -> None:
        self.assertEqual("", self.push("Somebody signed in from a new device.").code)

    def test_keeps_a_credential_and_reads_its_present_code(self) -> None:
        id = recipe.store(self.skyvern, "u@example.com", "correct horse", SEED)
        self.assertEqual("Example", self.skyvern.get_credential(id).name)
        self.assertIn(id, [one.credential_id for one in self.skyvern.get_credentials(page=1, page_size=100)])
        self.assertRegex(get(f"/v1/credentials/{id}/totp-code")["code"], r"^\d{6}$")
        self.skyvern.delete_credential(id)
        self.assertNotIn(id, [one.credential_id for one in self.skyvern.get_credentials(page=1, page_size=100)])

    def test_what_it_pushes_reaches_the_login_that_waits(self) -> None:
        self.assertEqual("481921", recipe.log_in(self.identifier, lambda: self.push("Your verification code is 481921.")))


if __name__ == "__main__":
    unittest.main()
