"""A handler of two-factor codes for IBeam. Put it into IBeam's inputs folder, install `postern` in its image, and set
IBEAM_TWO_FA_HANDLER=CUSTOM_HANDLER, IBEAM_CUSTOM_TWO_FA_HANDLER=postern_two_fa_handler.PosternTwoFaHandler, POSTERN_URL,
POSTERN_API_KEY and POSTERN_IDENTIFIER, the number to which the codes go."""

import os
from datetime import datetime, timedelta, timezone
from typing import Optional

from ibeam.src.two_fa_handlers.two_fa_handler import TwoFaHandler

import postern

# IBeam asks after the site has sent.
BEFORE = timedelta(seconds=30)


class PosternTwoFaHandler(TwoFaHandler):
    def get_two_fa_code(self, driver) -> Optional[str]:
        try:
            with postern.login(os.environ["POSTERN_IDENTIFIER"], received_after=datetime.now(timezone.utc) - BEFORE) as login:
                return login.code(timeout=float(os.environ.get("POSTERN_TIMEOUT", "60")))
        except postern.CodeTimeout:
            return None

    def __str__(self) -> str:
        return "PosternTwoFaHandler()"
