-- A sender may withdraw what he sent, and the public program sets that state and no other: grants know
-- columns, not values.
CREATE TRIGGER complaint_of_the_public BEFORE UPDATE ON complaint FOR EACH ROW
  SET NEW.state = IF(NEW.state = OLD.state OR NEW.state = 5 OR USER() NOT LIKE 'anjuan\_public@%', NEW.state, NULL);
