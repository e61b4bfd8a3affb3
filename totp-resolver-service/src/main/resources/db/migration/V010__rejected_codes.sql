-- Few codes are rejected, and whoever asks for them wants those few.
CREATE INDEX ix_codes_rejected ON codes (organization_id, received_at DESC, totp_code_id DESC) WHERE outcome = 'rejected';
