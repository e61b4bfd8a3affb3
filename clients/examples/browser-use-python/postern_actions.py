"""Actions with which an agent of browser-use logs in and is told no code::

    agent = Agent(task="Log in at …", llm=llm, tools=tools)
"""

from typing import Dict

from browser_use import ActionResult, BrowserSession, Tools

import postern

tools = Tools()
logins: Dict[str, postern.AsyncLogin] = {}


@tools.action(description="Call this before the site is made to send a code to the address or number `identifier`.")
async def begin_login(identifier: str) -> ActionResult:
    await _end(identifier, failed=True)
    login = postern.AsyncPostern().login(identifier)
    await login.__aenter__()
    logins[identifier] = login
    return ActionResult(extracted_content="Now make the site send its code, and click into the field for it.")


@tools.action(description="Types the code that was sent to `identifier` into the field that has the focus. You are not told the code.")
async def type_code(identifier: str, browser_session: BrowserSession) -> ActionResult:
    try:
        code = await logins[identifier].code(timeout=60)
    except postern.CodeTimeout as late:
        return ActionResult(error=str(late))
    page = await browser_session.must_get_current_page()
    for character in code:
        await page.press(character)
    return ActionResult(extracted_content="The code was typed.")


@tools.action(description="Call this at the end: `taken` says whether the site took the code.")
async def end_login(identifier: str, taken: bool) -> ActionResult:
    await _end(identifier, failed=not taken)
    return ActionResult(extracted_content="The login is over.")


async def _end(identifier: str, failed: bool) -> None:
    login = logins.pop(identifier, None)
    if login is not None:
        error = RuntimeError("The site did not take the code") if failed else None
        await login.__aexit__(type(error) if error else None, error, None)
