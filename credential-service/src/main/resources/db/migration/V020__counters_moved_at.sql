ALTER TABLE hotp_counters ADD COLUMN moved_at timestamptz NOT NULL DEFAULT now();

COMMENT ON COLUMN hotp_counters.moved_at IS 'When the counter was last set. One that was set before its database was restored may have been used since: it is moved on before its next code.';
