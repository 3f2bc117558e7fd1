/**
 * Since when a message is being sent; null when nobody is at it. Set at a start, it says that a crash or a closed program
 * cut it short, and that it goes on by itself; what the teacher stopped is not.
 */
export const sending = `
ALTER TABLE message ADD COLUMN sending_since TEXT;
`
