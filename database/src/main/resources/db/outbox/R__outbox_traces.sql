-- Repeatable, so that it runs after the migrations of whichever service has it, and is numbered among none of them.
ALTER TABLE outbox ADD COLUMN IF NOT EXISTS trace_parent text;

COMMENT ON COLUMN outbox.trace_parent IS 'The trace of the change, as W3C Trace Context writes it; null when it was made in none.';
