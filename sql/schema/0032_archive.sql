-- A paper is found again by its hash.

ALTER TABLE paper ADD KEY by_hash (sha256);
