-- How long logins waited, apart from how long codes lay before anybody asked.
ALTER TABLE hourly_counts
    DROP CONSTRAINT ck_hourly_counts_kind,
    ADD CONSTRAINT ck_hourly_counts_kind CHECK (kind IN ('received', 'unparsed', 'rejected', 'asked', 'waited', 'lay'));

COMMENT ON COLUMN hourly_counts.label IS 'received: the source; unparsed: the reason; rejected: the masked sender; asked, waited and lay: the number of the class of durations: from request to hand-out; from receipt to hand-out of codes that came while their login waited; from receipt to request of the others.';
