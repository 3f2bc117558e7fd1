/** A look into a file without reading all of it: a pack may weigh a gigabyte. */
export interface Peek {
  /** Bytes of the whole file. */
  readonly size: number
  /** At most `length` bytes from `offset`; fewer at the end. Synchronous: recognition runs in a thread of its own. */
  read(offset: number, length: number): Uint8Array
}

export const peekBytes = (bytes: Uint8Array): Peek => ({
  size: bytes.byteLength,
  read: (offset, length) => bytes.subarray(offset, offset + length),
})
