"""The types of the API, written by clients/generate.py from gateway/openapi.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Dict, Literal, Mapping, Optional, Tuple, Type, TypedDict, TypeVar

M = TypeVar("M", bound="Model")


class Model:
    """An object of an answer. Fields that this version does not know are left out."""

    _objects: ClassVar[Dict[str, Type[Model]]] = {}

    @classmethod
    def of(cls: Type[M], told: Mapping[str, Any]) -> M:
        """Reads the object of a JSON answer."""
        known: Dict[str, Any] = {}
        for name in (one.name for one in fields(cls)):  # type: ignore[arg-type]
            value = told.get(name)
            kind = cls._objects.get(name)
            if isinstance(value, list):
                value = tuple(kind.of(item) if kind else item for item in value)
            elif kind is not None and value is not None:
                value = kind.of(value)
            known[name] = value
        return cls(**known)


CodeSource = Literal["authenticator", "received", "totp_url"]


CredentialState = Literal["unreachable", "unusable"]


Deliver = Literal["CODE", "HANDLE"]


Doubt = Literal["refused_elsewhere", "another_run_asked", "run_asked_before", "newer_code_handed_out", "handed_out_before", "other_site", "old"]


Kind = Literal["message_without_code", "code_not_given", "other_identifier", "post_refused", "nothing_came"]


OtpType = Literal["totp", "magic_link"]


Reason = Literal["without_digit", "other_type", "other_sender", "other_scope", "older_than_received_after", "other_site", "handed_out", "doubtful"]


@dataclass(frozen=True)
class AskingRun(Model):
    """AskingRun of the API."""

    task_id: Optional[str] = None
    workflow_run_id: Optional[str] = None
    workflow_permanent_id: Optional[str] = None


@dataclass(frozen=True)
class Evidence(Model):
    """Evidence of the API."""

    rule: Optional[str] = None
    confidence: Optional[float] = None


@dataclass(frozen=True)
class HandOut(Model):
    """HandOut of the API."""

    code_request_id: Optional[str] = None
    # Its workflow_run_id, else its task_id, else the request itself
    run: Optional[str] = None
    # How the request stands: delivered, accepted, rejected; cancelled when the code was released
    status: Optional[str] = None
    delivered_at: Optional[str] = None


@dataclass(frozen=True)
class CodeAnswer(Model):
    """CodeAnswer of the API."""

    totp_code_id: Optional[str] = None
    state: Optional[Literal["available", "delivered", "accepted", "rejected", "expired", "repeat"]] = None
    otp_type: Optional[OtpType] = None
    # The pusher's label
    source: Optional[str] = None
    # As it was sent
    totp_identifier: Optional[str] = field(default=None, repr=False)
    totp_identifier_masked: Optional[str] = None
    # The code or the link; null when its time of keeping is over
    code: Optional[str] = field(default=None, repr=False)
    code_masked: Optional[str] = None
    # What it is bound to, as are the next two
    task_id: Optional[str] = None
    workflow_id: Optional[str] = None
    workflow_run_id: Optional[str] = None
    # The inbound channel; null for a push by API
    channel_id: Optional[str] = None
    sender_masked: Optional[str] = None
    # The code that is handed out for this one, since both carry one text
    repeat_of: Optional[str] = None
    evidence: Optional[Evidence] = None
    received_at: Optional[str] = None
    valid_until: Optional[str] = None
    # The run that has it
    run: Optional[str] = None
    delivered_at: Optional[str] = None
    outcome_at: Optional[str] = None
    # The requests that were given it, the first one first, 20 at most
    code_requests: Optional[Tuple[HandOut, ...]] = None

    _objects: ClassVar[Dict[str, Type[Model]]] = {"evidence": Evidence, "code_requests": HandOut}


@dataclass(frozen=True)
class Hint(Model):
    """One thing that a waiting request knows, with masked values only"""

    # What it is about
    kind: Optional[Kind] = None
    # Why the code was not given; null for other kinds
    reason: Optional[Reason] = None
    # One line for people
    text: Optional[str] = None
    # The message, at /v1/messages/{id} or in /v1/codes; null when nothing came
    totp_code_id: Optional[str] = None
    # Where it came, masked; null when nothing came
    identifier_masked: Optional[str] = None
    # Who sent it, masked; null when that is not known
    sender_masked: Optional[str] = None
    # When it came; null when nothing came
    received_at: Optional[str] = None
    # The channel that refused a post, at /v1/inbound-channels/{id}/posts; null for other kinds
    channel_id: Optional[str] = None
    # Why the channel refused it, such as bad_signature; null for other kinds
    refused_because: Optional[str] = None


@dataclass(frozen=True)
class WebhookResponse(Model):
    """WebhookResponse of the API."""

    called_at: Optional[str] = None
    answered_at: Optional[str] = None
    status: Optional[int] = None
    result: Optional[str] = None


@dataclass(frozen=True)
class CodeRequestAnswer(Model):
    """CodeRequestAnswer of the API."""

    code_request_id: Optional[str] = None
    status: Optional[str] = None
    # The code or link, once there is one. Null in lists, and when `deliver` was `handle`
    code: Optional[str] = field(default=None, repr=False)
    # Stands for the code when `deliver` was `handle`: POST /v1/code-handles/{handle}/redeem gives the code
    # once, to a key with codes:redeem. Each answer has a new one until one was redeemed; lists have none
    code_handle: Optional[str] = field(default=None, repr=False)
    # From then on the handle is of no use
    code_handle_expires_at: Optional[str] = None
    otp_type: Optional[OtpType] = None
    source: Optional[CodeSource] = None
    totp_code_id: Optional[str] = None
    totp_identifier: Optional[str] = field(default=None, repr=False)
    credential_id: Optional[str] = None
    # Its workflow_run_id, else its task_id, else the request itself
    run: Optional[str] = None
    workflow_run_id: Optional[str] = None
    task_id: Optional[str] = None
    credential_state: Optional[CredentialState] = None
    received_at: Optional[str] = None
    valid_from: Optional[str] = None
    valid_until: Optional[str] = None
    evidence: Optional[Evidence] = None
    # Why the code may be another login's: it was there before the request. Null for no doubt
    doubt: Optional[Doubt] = None
    webhook_responses: Optional[Tuple[WebhookResponse, ...]] = None
    created_at: Optional[str] = None
    expires_at: Optional[str] = None
    # Whether its caller is connected, or called within the last 15 seconds: no other request gets a code.
    # Null when it no longer waits
    attended: Optional[bool] = None
    # When its caller was there last
    last_seen_at: Optional[str] = None
    # What the request knows while it waits, newest first: for a held call and a GET with a key that has
    # codes:read, and in a list that was asked for it, else null
    hints: Optional[Tuple[Hint, ...]] = None

    _objects: ClassVar[Dict[str, Type[Model]]] = {"evidence": Evidence, "webhook_responses": WebhookResponse, "hints": Hint}


class CodeRequestFields(TypedDict, total=False):
    """CodeRequestFields of the API."""

    # The e-mail address, phone number or label to which the code is sent. One of this, credential_id and
    # totp_url is required
    totp_identifier: Optional[str]
    # The credential whose code is needed: its authenticator's, or what comes to its identifier
    credential_id: Optional[str]
    # Your own server, which is called until it answers with the code
    totp_url: Optional[str]
    # Your id of the task. Without workflow_run_id it is the run: a code goes to one run, and to it again
    task_id: Optional[str]
    # Your id of the workflow: a code that was pushed for a workflow goes to no other
    workflow_id: Optional[str]
    # Your id of the run, a new one for each login: a code goes to one run, and to it again
    workflow_run_id: Optional[str]
    # Your id of the workflow across its versions
    workflow_permanent_id: Optional[str]
    # `totp` for a code, `magic_link` for a link; either unless given
    otp_type: Optional[OtpType]
    # Codes that came before this time are not given: say when you pressed the button that sends the code.
    # Unless given, two minutes before the run's first request, or what /v1/request-settings says
    received_after: Optional[str]
    # Whom the code must come from: an address, a domain, a number or a name
    sender: Optional[str]
    # The page on which the code will be typed, as https://example.com. A code of this site goes first, and
    # one that is bound to another is withheld
    page_origin: Optional[str]
    # How many seconds an authenticator's code must still be valid, up to 60; 5 unless given
    min_remaining_seconds: Optional[int]
    # How many seconds the request waits, up to 86400; 900 unless given
    timeout_seconds: Optional[int]
    # How many seconds from now a doubtful code is kept back in case a better one comes, up to 60; unless
    # given what /v1/request-settings says, and 2.5 times that where callers at the identifier ask before
    # their codes come. 0 gives it at once
    hesitation_seconds: Optional[int]
    # `code` tells the code. `handle` tells a handle of 60 seconds in its place, for callers that must not see
    # it: POST /v1/code-handles/{handle}/redeem gives the code, once. `code` unless given
    deliver: Optional[Deliver]


@dataclass(frozen=True)
class CodeRequestsPage(Model):
    """CodeRequestsPage of the API."""

    code_requests: Optional[Tuple[CodeRequestAnswer, ...]] = None
    # Where the next page begins; null on the last one
    next_cursor: Optional[str] = None

    _objects: ClassVar[Dict[str, Type[Model]]] = {"code_requests": CodeRequestAnswer}


@dataclass(frozen=True)
class CodesPage(Model):
    """CodesPage of the API."""

    codes: Optional[Tuple[CodeAnswer, ...]] = None
    # Where the next page begins; null after the last one. A page may hold fewer than asked for, even none,
    # before the last one: of rare things only so many codes are searched for one page, and large ones fill it
    # sooner
    next_cursor: Optional[str] = None

    _objects: ClassVar[Dict[str, Type[Model]]] = {"codes": CodeAnswer}


class OutcomeFields(TypedDict, total=False):
    """OutcomeFields of the API."""

    outcome: Optional[Literal["accepted", "rejected", "released"]]


@dataclass(frozen=True)
class RedeemedCode(Model):
    """RedeemedCode of the API."""

    # The request it was given to, to which its outcome is reported
    code_request_id: Optional[str] = None
    # The code, or the link of a message that had one
    code: Optional[str] = field(default=None, repr=False)
    otp_type: Optional[OtpType] = None
    valid_until: Optional[str] = None


@dataclass(frozen=True)
class TOTPCode(Model):
    """What was stored. Times are UTC without a zone."""

    # A bare e-mail address in lower case, anything else as sent
    totp_identifier: Optional[str] = field(default=None, repr=False)
    task_id: Optional[str] = None
    workflow_id: Optional[str] = None
    workflow_run_id: Optional[str] = None
    source: Optional[str] = None
    # As sent, without control characters
    content: Optional[str] = field(default=None, repr=False)
    expired_at: Optional[str] = None
    # Always null
    type: Optional[OtpType] = None
    totp_code_id: Optional[str] = None
    # The code or the whole link; empty when none was found
    code: Optional[str] = field(default=None, repr=False)
    organization_id: Optional[str] = None
    created_at: Optional[str] = None
    modified_at: Optional[str] = None
    # Null when none was found
    otp_type: Optional[OtpType] = None
    # Only there when none was found
    status: Optional[Literal["raw_pending"]] = None


class TOTPCodeCreate(TypedDict, total=False):
    """Unknown fields are ignored."""

    # E-mail address, phone number or any label
    totp_identifier: Optional[str]
    # Binds the code to this task
    task_id: Optional[str]
    # Binds the code to this workflow
    workflow_id: Optional[str]
    # Binds the code to this workflow run
    workflow_run_id: Optional[str]
    source: Optional[str]
    # The code itself in up to ten characters, or the whole message
    content: Optional[str]
    # When the code ends, at the latest. ISO 8601, UTC when no zone is given, or Unix seconds
    expired_at: Optional[str]
    # Checked and ignored
    type: Optional[OtpType]


@dataclass(frozen=True)
class TotpCodePreview(Model):
    """TotpCodePreview of the API."""

    code: Optional[str] = field(default=None, repr=False)
    seconds_remaining: Optional[int] = None
