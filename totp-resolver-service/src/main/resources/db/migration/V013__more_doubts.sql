-- More doubts: docs/rules.md, "The second login gets the second code". All rows fit, so the table is not read.
ALTER TABLE code_requests
    DROP CONSTRAINT ck_code_requests_doubt,
    ADD CONSTRAINT ck_code_requests_doubt CHECK (doubt IN
        ('refused_elsewhere', 'another_run_asked', 'run_asked_before', 'newer_code_handed_out', 'handed_out_before', 'old',
         'other_site')) NOT VALID;

COMMENT ON COLUMN codes.refused_by IS 'The runs whose sites rejected it. It is for all other runs, doubtful for those that asked after it came.';
