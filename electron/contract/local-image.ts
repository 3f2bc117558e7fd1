/** How a text written here names a picture of its own: by its content, never by a place. */
const SCHEME = 'trousse:'
const ADDRESS = /^trousse:([0-9a-f]{64})$/

/** `sha256` as 64 hexadecimal digits. */
export const localImageAddress = (sha256: string): string => `${SCHEME}${sha256}`

/** The content an address names; null for any other address. */
export const localImageContent = (address: string): string | null => ADDRESS.exec(address)?.[1] ?? null
