-- Of the messages that a channel brought, or a sender sent: in how many a code was found, and in how many none.
ALTER TABLE hourly_counts
    DROP CONSTRAINT ck_hourly_counts_kind,
    ADD CONSTRAINT ck_hourly_counts_kind CHECK (kind IN ('received', 'unparsed', 'rejected', 'asked', 'waited', 'lay',
        'channel_read', 'channel_unread', 'sender_read', 'sender_unread'));

COMMENT ON COLUMN hourly_counts.label IS 'received: the source; unparsed: the reason; rejected, sender_read and sender_unread: the masked sender; channel_read and channel_unread: the channel; asked, waited and lay: the number of the class of durations: from request to hand-out; from receipt to hand-out of codes that came while their login waited; from receipt to request of the others.';
