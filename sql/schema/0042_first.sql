-- When the first case came is asked for by every figure of a period that may lie
-- before it, and by every list of those known by an instant.
ALTER TABLE cases ADD KEY by_received (received_at);
