/** Which stick a pack was written to, so that a lost one can be told from what it held; null on a fixed disk, and before. */
export const packDrives = `
ALTER TABLE pack ADD COLUMN drive_id TEXT CHECK (drive_id <> '');
ALTER TABLE pack ADD COLUMN drive_name TEXT;
`
