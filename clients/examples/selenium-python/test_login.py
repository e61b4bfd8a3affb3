"""The package postern gives postern_client."""

import os

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By


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
    browser.get(os.environ["SITE"])
    with postern_client.login(os.environ["SITE_USER"]) as login:
        browser.find_element(By.TAG_NAME, "button").click()
        browser.find_element(By.NAME, "code").send_keys(login.code(timeout=20))
        browser.find_element(By.TAG_NAME, "button").click()
        assert browser.find_element(By.TAG_NAME, "h1").text == "Welcome"
