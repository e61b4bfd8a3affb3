/** The types of the API, written by clients/generate.py from gateway/openapi.yaml. */

export interface AskingRun {
  readonly task_id?: string | null;
  readonly workflow_run_id?: string | null;
  readonly workflow_permanent_id?: string | null;
}

export interface CodeAnswer {
  readonly totp_code_id?: string | null;
  readonly state?: "available" | "delivered" | "accepted" | "rejected" | "expired" | "repeat" | null;
  readonly otp_type?: OtpType | null;
  /** The pusher's label */
  readonly source?: string | null;
  /** As it was sent */
  readonly totp_identifier?: string | null;
  readonly totp_identifier_masked?: string | null;
  /** The code or the link; null when its time of keeping is over */
  readonly code?: string | null;
  readonly code_masked?: string | null;
  /** What it is bound to, as are the next two */
  readonly task_id?: string | null;
  readonly workflow_id?: string | null;
  readonly workflow_run_id?: string | null;
  /** The inbound channel; null for a push by API */
  readonly channel_id?: string | null;
  readonly sender_masked?: string | null;
  /** The code that is handed out for this one, since both carry one text */
  readonly repeat_of?: string | null;
  readonly evidence?: Evidence | null;
  readonly received_at?: string | null;
  readonly valid_until?: string | null;
  /** The run that has it */
  readonly run?: string | null;
  readonly delivered_at?: string | null;
  readonly outcome_at?: string | null;
  /** The requests that were given it, the first one first, 20 at most */
  readonly code_requests?: readonly HandOut[] | null;
}

export interface CodeRequestAnswer {
  readonly code_request_id?: string | null;
  readonly status?: string | null;
  /** The code or link, once there is one. Null in lists, and when `deliver` was `handle` */
  readonly code?: string | null;
  /** Stands for the code when `deliver` was `handle`: POST /v1/code-handles/{handle}/redeem gives the code once, to a key with codes:redeem. Each answer has a new one until one was redeemed; lists have none */
  readonly code_handle?: string | null;
  /** From then on the handle is of no use */
  readonly code_handle_expires_at?: string | null;
  readonly otp_type?: OtpType | null;
  readonly source?: CodeSource | null;
  readonly totp_code_id?: string | null;
  readonly totp_identifier?: string | null;
  readonly credential_id?: string | null;
  /** Its workflow_run_id, else its task_id, else the request itself */
  readonly run?: string | null;
  readonly workflow_run_id?: string | null;
  readonly task_id?: string | null;
  readonly credential_state?: CredentialState | null;
  readonly received_at?: string | null;
  readonly valid_from?: string | null;
  readonly valid_until?: string | null;
  readonly evidence?: Evidence | null;
  /** Why the code may be another login's: it was there before the request. Null for no doubt */
  readonly doubt?: Doubt | null;
  readonly webhook_responses?: readonly WebhookResponse[] | null;
  readonly created_at?: string | null;
  readonly expires_at?: string | null;
  /** Whether its caller is connected, or called within the last 15 seconds: no other request gets a code. Null when it no longer waits */
  readonly attended?: boolean | null;
  /** When its caller was there last */
  readonly last_seen_at?: string | null;
  /** What the request knows while it waits, newest first: for a held call and a GET with a key that has codes:read, and in a list that was asked for it, else null */
  readonly hints?: readonly Hint[] | null;
}

export interface CodeRequestFields {
  /** The e-mail address, phone number or label to which the code is sent. One of this, credential_id and totp_url is required */
  readonly totp_identifier?: string | null;
  /** The credential whose code is needed: its authenticator's, or what comes to its identifier */
  readonly credential_id?: string | null;
  /** Your own server, which is called until it answers with the code */
  readonly totp_url?: string | null;
  /** Your id of the task. Without workflow_run_id it is the run: a code goes to one run, and to it again */
  readonly task_id?: string | null;
  /** Your id of the workflow: a code that was pushed for a workflow goes to no other */
  readonly workflow_id?: string | null;
  /** Your id of the run, a new one for each login: a code goes to one run, and to it again */
  readonly workflow_run_id?: string | null;
  /** Your id of the workflow across its versions */
  readonly workflow_permanent_id?: string | null;
  /** `totp` for a code, `magic_link` for a link; either unless given */
  readonly otp_type?: OtpType | null;
  /** Codes that came before this time are not given: say when you pressed the button that sends the code. Unless given, two minutes before the run's first request, or what /v1/request-settings says */
  readonly received_after?: string | null;
  /** Whom the code must come from: an address, a domain, a number or a name */
  readonly sender?: string | null;
  /** The page on which the code will be typed, as https://example.com. A code of this site goes first, and one that is bound to another is withheld */
  readonly page_origin?: string | null;
  /** How many seconds an authenticator's code must still be valid, up to 60; 5 unless given */
  readonly min_remaining_seconds?: number | null;
  /** How many seconds the request waits, up to 86400; 900 unless given */
  readonly timeout_seconds?: number | null;
  /** How many seconds from now a doubtful code is kept back in case a better one comes, up to 60; unless given what /v1/request-settings says, and 2.5 times that where callers at the identifier ask before their codes come. 0 gives it at once */
  readonly hesitation_seconds?: number | null;
  /** `code` tells the code. `handle` tells a handle of 60 seconds in its place, for callers that must not see it: POST /v1/code-handles/{handle}/redeem gives the code, once. `code` unless given */
  readonly deliver?: Deliver | null;
}

export interface CodeRequestsPage {
  readonly code_requests?: readonly CodeRequestAnswer[] | null;
  /** Where the next page begins; null on the last one */
  readonly next_cursor?: string | null;
}

export type CodeSource = "authenticator" | "received" | "totp_url";

export interface CodesPage {
  readonly codes?: readonly CodeAnswer[] | null;
  /** Where the next page begins; null after the last one. A page may hold fewer than asked for, even none, before the last one: of rare things only so many codes are searched for one page, and large ones fill it sooner */
  readonly next_cursor?: string | null;
}

export type CredentialState = "unreachable" | "unusable";

export type Deliver = "CODE" | "HANDLE";

export type Doubt = "refused_elsewhere" | "another_run_asked" | "run_asked_before" | "newer_code_handed_out" | "handed_out_before" | "other_site" | "old";

export interface Evidence {
  readonly rule?: string | null;
  readonly confidence?: number | null;
}

export interface HandOut {
  readonly code_request_id?: string | null;
  /** Its workflow_run_id, else its task_id, else the request itself */
  readonly run?: string | null;
  /** How the request stands: delivered, accepted, rejected; cancelled when the code was released */
  readonly status?: string | null;
  readonly delivered_at?: string | null;
}

/** One thing that a waiting request knows, with masked values only */
export interface Hint {
  /** What it is about */
  readonly kind?: Kind | null;
  /** Why the code was not given; null for other kinds */
  readonly reason?: Reason | null;
  /** One line for people */
  readonly text?: string | null;
  /** The message, at /v1/messages/{id} or in /v1/codes; null when nothing came */
  readonly totp_code_id?: string | null;
  /** Where it came, masked; null when nothing came */
  readonly identifier_masked?: string | null;
  /** Who sent it, masked; null when that is not known */
  readonly sender_masked?: string | null;
  /** When it came; null when nothing came */
  readonly received_at?: string | null;
  /** The channel that refused a post, at /v1/inbound-channels/{id}/posts; null for other kinds */
  readonly channel_id?: string | null;
  /** Why the channel refused it, such as bad_signature; null for other kinds */
  readonly refused_because?: string | null;
}

export type Kind = "message_without_code" | "code_not_given" | "other_identifier" | "post_refused" | "nothing_came";

export type OtpType = "totp" | "magic_link";

export interface OutcomeFields {
  readonly outcome?: "accepted" | "rejected" | "released" | null;
}

export type Reason = "without_digit" | "other_type" | "other_sender" | "other_scope" | "older_than_received_after" | "other_site" | "handed_out" | "doubtful";

export interface RedeemedCode {
  /** The request it was given to, to which its outcome is reported */
  readonly code_request_id?: string | null;
  /** The code, or the link of a message that had one */
  readonly code?: string | null;
  readonly otp_type?: OtpType | null;
  readonly valid_until?: string | null;
}

/** What was stored. Times are UTC without a zone. */
export interface TOTPCode {
  /** A bare e-mail address in lower case, anything else as sent */
  readonly totp_identifier?: string | null;
  readonly task_id?: string | null;
  readonly workflow_id?: string | null;
  readonly workflow_run_id?: string | null;
  readonly source?: string | null;
  /** As sent, without control characters */
  readonly content?: string | null;
  readonly expired_at?: string | null;
  /** Always null */
  readonly type?: OtpType | null;
  readonly totp_code_id?: string | null;
  /** The code or the whole link; empty when none was found */
  readonly code?: string | null;
  readonly organization_id?: string | null;
  readonly created_at?: string | null;
  readonly modified_at?: string | null;
  /** Null when none was found */
  readonly otp_type?: OtpType | null;
  /** Only there when none was found */
  readonly status?: "raw_pending" | null;
}

/** Unknown fields are ignored. */
export interface TOTPCodeCreate {
  /** E-mail address, phone number or any label */
  readonly totp_identifier?: string | null;
  /** Binds the code to this task */
  readonly task_id?: string | null;
  /** Binds the code to this workflow */
  readonly workflow_id?: string | null;
  /** Binds the code to this workflow run */
  readonly workflow_run_id?: string | null;
  readonly source?: string | null;
  /** The code itself in up to ten characters, or the whole message */
  readonly content?: string | null;
  /** When the code ends, at the latest. ISO 8601, UTC when no zone is given, or Unix seconds */
  readonly expired_at?: string | null;
  /** Checked and ignored */
  readonly type?: OtpType | null;
}

export interface TotpCodePreview {
  readonly code?: string | null;
  readonly seconds_remaining?: number | null;
}

export interface WebhookResponse {
  readonly called_at?: string | null;
  readonly answered_at?: string | null;
  readonly status?: number | null;
  readonly result?: string | null;
}
