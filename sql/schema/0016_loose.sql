-- Files that somebody sent and no complaint or case names (yet): since when they wait for it.
ALTER TABLE file ADD COLUMN loose_at BIGINT NULL COMMENT 'NULL: named, stays', ADD KEY by_loose (loose_at);

-- What is there may be loose as well: each is looked at once.
UPDATE file SET loose_at = created_at;

GRANT UPDATE (loose_at) ON file TO anjuan_public@localhost;
GRANT UPDATE (loose_at) ON file TO anjuan_desk@localhost;
GRANT UPDATE (loose_at) ON file TO anjuan_batch_work@localhost;
GRANT DELETE ON file TO anjuan_batch_work@localhost;
