/** Every pupil a message was about, reached or not; which message it says again; and the calls for those it left out. */
export const calls = `
CREATE TABLE message_pupil (
  message_id INTEGER NOT NULL REFERENCES message (id),
  pupil_id INTEGER NOT NULL REFERENCES person (id),
  PRIMARY KEY (message_id, pupil_id)
) STRICT, WITHOUT ROWID;
-- Of a message written before, the class as it is now is the best that is known.
INSERT INTO message_pupil (message_id, pupil_id)
  SELECT d.message_id, x.pupil_id FROM delivery_pupil x JOIN delivery d ON d.id = x.delivery_id
  UNION
  SELECT m.id, n.person_id FROM message m
    JOIN enrolment n ON n.class_id = m.class_id AND n.role = 'pupil' AND n.active = 1
    JOIN person p ON p.id = n.person_id AND p.active = 1;
ALTER TABLE message ADD COLUMN resend_of INTEGER REFERENCES message (id);

CREATE TABLE phone_call (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id),
  pupil_id INTEGER NOT NULL REFERENCES person (id),
  -- Null: not said which number.
  phone TEXT CHECK (phone <> ''),
  result TEXT NOT NULL CHECK (result IN ('reached', 'voicemail', 'nothing')),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX phone_call_by_message ON phone_call (message_id);
`
