"""The package postern gives postern_client."""

import os

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as expected
from selenium.webdriver.support.ui import WebDriverWait


@pytest.fixture
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ["CHROMIUM"]
    options.add_argument("--headless=new")
    if os.getuid() == 0:
        # As root, as in containers, Chromium has no sandbox: it sees the test's own site only.
        options.add_argument("--no-sandbox")
    with webdriver.Chrome(options=options) as browser:
        yield browser


def test_logs_in_with_the_code_that_the_site_sends(browser, postern_client):
    # A click may return before the next page is there.
    page = WebDriverWait(browser, timeout=20)
    browser.get(os.environ["SITE"])
    with postern_client.login(os.environ["SITE_USER"]) as login:
        browser.find_element(By.TAG_NAME, "button").click()
        field = page.until(expected.presence_of_element_located((By.NAME, "code")))
        field.send_keys(login.code(timeout=20))
        browser.find_element(By.TAG_NAME, "button").click()
        page.until(expected.text_to_be_present_in_element((By.TAG_NAME, "h1"), "Welcome"))
