"""pytest-playwright gives the page, and the package postern gives postern_client."""

import os


def test_logs_in_with_the_code_that_the_site_sends(page, postern_client):
    page.goto(os.environ["SITE"])
    with postern_client.login(os.environ["SITE_USER"]) as login:
        page.get_by_role("button", name="Send me a code").click()
        page.locator("input[name=code]").fill(login.code(timeout=20))
        page.get_by_role("button", name="Sign in").click()
        assert page.get_by_role("heading").inner_text() == "Welcome"
