/** Why a message did not wait for the morning, in the teacher's words; null for one that had no need to say. */
export const urgent = `
ALTER TABLE message ADD COLUMN urgent_reason TEXT CHECK (urgent_reason <> '');
`
