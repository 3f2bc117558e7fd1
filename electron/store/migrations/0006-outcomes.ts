/** What becomes of a message after the server took it, and what the teacher did instead: four more states of a row. */
export const outcomes = `
CREATE TABLE delivery_next (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  recipient_name TEXT NOT NULL,
  about TEXT NOT NULL,
  address TEXT NOT NULL,
  message_id_header TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (
    state IN ('queued', 'in-flight', 'accepted', 'deferred', 'refused', 'ambiguous', 'cancelled', 'handed-over',
      'bounced', 'answered', 'phoned', 'posted')
  ),
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_try_at TEXT,
  data_started_at TEXT,
  updated_at TEXT NOT NULL,
  error TEXT CHECK (json_valid(error)),
  server_said TEXT,
  CHECK (data_started_at IS NULL OR state = 'in-flight'),
  CHECK ((state = 'deferred') = (next_try_at IS NOT NULL))
) STRICT;
INSERT INTO delivery_next (id, message_id, person_id, recipient_name, about, address, message_id_header, subject, body,
    state, attempts, next_try_at, data_started_at, updated_at, error, server_said)
  SELECT id, message_id, person_id, recipient_name, about, address, message_id_header, subject, body,
    state, attempts, next_try_at, data_started_at, updated_at, error, server_said FROM delivery;
DROP TABLE delivery;
ALTER TABLE delivery_next RENAME TO delivery;
CREATE INDEX delivery_by_message ON delivery (message_id, state);
CREATE INDEX delivery_waiting ON delivery (state, message_id) WHERE state IN ('queued', 'in-flight', 'deferred');
`
