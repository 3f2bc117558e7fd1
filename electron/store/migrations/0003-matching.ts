/** One school out of many sources, and what a synchronisation had to leave out. */
export const matching = `
ALTER TABLE sync_run ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;
`
