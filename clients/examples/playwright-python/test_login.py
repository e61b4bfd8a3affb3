"""pytest-playwright gives the page, and the package postern gives postern_client."""

import os

from playwright.sync_api import expect


def test_logs_in_with_the_code_that_the_site_sends(page, postern_client):
    page.goto(os.environ["SITE"])
    with postern_client.login(os.environ["SITE_USER"]) as login:
        page.get_by_role("button", name="Send me a code").click()
        page.locator("input[name=code]").fill(login.code(timeout=20))
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading")).to_have_text("Welcome")
