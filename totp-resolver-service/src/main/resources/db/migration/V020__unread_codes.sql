-- Codes that lie with a caller that has not called since: docs/rules.md, "Once".
ALTER TABLE codes ADD COLUMN unread boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN codes.unread IS 'Whether the run that has it polls and no answer has carried it yet.';
