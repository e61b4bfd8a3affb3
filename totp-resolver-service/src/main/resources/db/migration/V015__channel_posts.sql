-- What was posted to each channel, for its owner to see: the newest hundred of a channel, for a day.
CREATE TABLE channel_posts (
    event_id          text        NOT NULL CONSTRAINT pk_channel_posts PRIMARY KEY,
    channel_id        text        NOT NULL,
    organization_id   text        NOT NULL,
    posted_at         timestamptz NOT NULL,
    verdict           text        NOT NULL,
    reason            text,
    posts             bigint      NOT NULL CONSTRAINT ck_channel_posts_posts CHECK (posts > 0),
    bytes             integer,
    totp_code_id      text,
    match_key         text,
    identifier_masked text,
    code_masked       text,
    details_sealed    text,
    stored_at         timestamptz NOT NULL DEFAULT clock_timestamp()
);

COMMENT ON COLUMN channel_posts.posts IS 'How many posts the row stands for: more than one for the rest of a flood.';
COMMENT ON COLUMN channel_posts.details_sealed IS 'A JSON object of texts, sealed under the event''s id.';

CREATE INDEX ix_channel_posts_newest ON channel_posts (channel_id, posted_at DESC, event_id DESC);
CREATE INDEX ix_channel_posts_refused ON channel_posts (organization_id, posted_at DESC) WHERE verdict = 'refused';
CREATE INDEX ix_channel_posts_age ON channel_posts (stored_at);

CREATE TABLE channel_counts (
    channel_id text        NOT NULL,
    hour       timestamptz NOT NULL,
    verdict    text        NOT NULL,
    reason     text        NOT NULL,
    posts      bigint      NOT NULL,
    CONSTRAINT pk_channel_counts PRIMARY KEY (channel_id, hour, verdict, reason)
);

COMMENT ON COLUMN channel_counts.reason IS 'Empty when there is none.';

CREATE INDEX ix_channel_counts_age ON channel_counts (hour);

CREATE TABLE channel_states (
    channel_id      text        NOT NULL CONSTRAINT pk_channel_states PRIMARY KEY,
    organization_id text        NOT NULL,
    last_post_at    timestamptz,
    last_message_at timestamptz,
    connected_since timestamptz,
    last_error      text,
    last_error_at   timestamptz,
    changed_at      timestamptz NOT NULL
);

COMMENT ON COLUMN channel_states.connected_since IS 'Of a channel that fetches from a mailbox: since when its connection stands; null while it does not.';

CREATE INDEX ix_channel_states_age ON channel_states (changed_at);

-- Which channels brought messages for an identifier: a hint names what such a channel refused.
CREATE INDEX ix_channel_posts_identifier ON channel_posts (match_key) WHERE match_key IS NOT NULL;
