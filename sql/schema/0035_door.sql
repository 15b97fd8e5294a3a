-- The same problem again may be told to the same contact: that is sealed, so it is copied here, by the right of
-- who owns the trigger; the public program says whose, and reads nothing of it.
ALTER TABLE complaint_earlier ADD same_contact BOOLEAN NOT NULL DEFAULT 0 COMMENT 'its sender wants to be told as before';

CREATE TRIGGER contact_taken_over AFTER INSERT ON complaint_earlier FOR EACH ROW
  INSERT INTO contact (complaint_id, key_year, sealed, masked_name, masked_phone, masked_email, phone_hash, created_at)
  SELECT NEW.complaint_id, c.key_year, c.sealed, c.masked_name, c.masked_phone, c.masked_email, c.phone_hash, p.received_at
   FROM contact c JOIN complaint p ON p.id = NEW.complaint_id WHERE c.complaint_id = NEW.earlier_id AND NEW.same_contact = 1;

-- "Is this the same?" for who names a place and points at none: open cases of a class, and those closed last.  The
-- public program reads what its senders wrote of their places in their complaints anyway.
ALTER TABLE cases ADD KEY by_class_near (class_id, near_key, id);
GRANT SELECT (address) ON cases TO anjuan_public@localhost;
