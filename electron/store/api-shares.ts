/** What the store keeps of places where packs are published, and of what is there. */
import type { Publication, ShareTarget } from '../contract/views.ts'

export interface StoredTarget {
  readonly id: number
  readonly kind: ShareTarget['kind']
  readonly label: string
  /** Address of the folder on the server, or its path. */
  readonly address: string
  readonly userName: string
  readonly upload: 'pieces' | 'ranges' | 'whole'
  /** Where public links are asked for; null when the server makes none. */
  readonly linksAt: string | null
}

export interface StoredPublication extends Publication {
  /** What the place called the file when it was last ours. */
  readonly etag: string | null
  readonly sha256: string
  /** Name in the outgoing folder; null once the file is there. */
  readonly waitingFile: string | null
}

export interface NewPublication {
  readonly targetId: number
  readonly packId: number
  readonly remoteName: string
  readonly bytes: number
  readonly waitingFile: string
  /** The publication whose place, name and etag it takes. */
  readonly replaces: number | null
  readonly at: string
}

export interface ShareReads {
  /** Places that were not removed, in the order they were added. */
  listShareTargets(): Promise<StoredTarget[]>
  /** Newest first; those of removed places too. */
  listPublications(): Promise<StoredPublication[]>
}

export interface ShareWrites {
  addShareTarget(target: Omit<StoredTarget, 'id'> & { readonly createdAt: string }): Promise<number>
  removeShareTarget(id: number, at: string): Promise<void>
  /** In state `uploading`. With `replaces`, the same row goes on with the new pack. */
  beginPublication(publication: NewPublication): Promise<number>
  finishPublication(id: number, done: { etag: string | null; link: string | null; at: string }): Promise<void>
  setPublicationLink(id: number, link: string | null): Promise<void>
  /** Taken back by the teacher, or given up before it was ever there. */
  withdrawPublication(id: number): Promise<void>
}
