ALTER TABLE credentials ADD COLUMN revealable boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN credentials.revealable IS 'Came over the vault route: the Skyvern server that keeps it here may read its secrets back.';
