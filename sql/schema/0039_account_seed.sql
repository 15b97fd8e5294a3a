-- The seed adds the rules of accountability under the timer's account.
GRANT INSERT, UPDATE ON account_rule TO anjuan_batch_work@localhost;
