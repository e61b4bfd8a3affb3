-- Callers that ask long after their code came: docs/rules.md, "The second login gets the second code", rule 8.
ALTER TABLE code_requests ADD COLUMN late_by interval;

COMMENT ON COLUMN code_requests.late_by IS 'How long after their codes callers lately asked at its identifier; null unless most asked well after.';
COMMENT ON TABLE site_senders IS 'Which sender serves which site: taught by accepted codes, and by codes handed out at the site that their sender names.';
COMMENT ON COLUMN site_senders.accepted_at IS 'When a code last taught it.';
COMMENT ON COLUMN codes.repeat_of IS 'One text came twice within 15 seconds to one identifier by one key: this code is listed, never handed out. The other is the first that was handed out, else the newer.';
