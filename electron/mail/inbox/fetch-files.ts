/**
 * The files of one answer, when the teacher wants them: found again by its Message-ID, read with EXAMINE and BODY.PEEK
 * like everything else, so that nothing in the mailbox changes.
 */
import { TrousseError } from '../../contract/errors.ts'
import { attachmentsOf, type MailboxVisit, withMailbox } from './read-mailbox.ts'

export interface FetchedFile {
  /** Number of its part in the message (RFC 3501 §6.4.5). */
  readonly part: string
  readonly name: string
  readonly type: string
  /** As it travels: base64 is a third more. */
  readonly bytes: number
}

export interface FetchFilesOptions extends MailboxVisit {
  /** Its own Message-ID without brackets, or `uid-<validity>-<uid>` for one that has none. */
  readonly messageIdHeader: string
  /** Bytes of one file as it travels; larger ones are told to `onTooLarge` and not fetched. */
  readonly maxBytes: number
  readonly onTooLarge: (file: FetchedFile) => void
  /** Must read the content to its end. What it throws ends the fetching. */
  readonly onFile: (file: FetchedFile, content: AsyncIterable<Uint8Array>) => Promise<void>
}

const BY_PLACE = /^uid-(\d+)-(\d+)$/

/**
 * @returns how many files were fetched
 * @throws TrousseError `handed-in-not-in-mailbox`, what `onFile` throws, and as `readMailbox`
 */
export function fetchMessageFiles(options: FetchFilesOptions): Promise<number> {
  return withMailbox(options, async (client) => {
    const mailbox = await client.mailboxOpen('INBOX', { readOnly: true })
    const place = BY_PLACE.exec(options.messageIdHeader)
    const isSamePlace = place !== null && place[1] === String(mailbox.uidValidity)
    const found =
      place === null
        ? (await client.search({ header: { 'message-id': options.messageIdHeader } }, { uid: true })) || []
        : [Number(place[2])]
    const [uid] = place === null || isSamePlace ? found : []
    if (uid === undefined) throw new TrousseError('handed-in-not-in-mailbox')
    const message = await client.fetchOne(String(uid), { uid: true, bodyStructure: true }, { uid: true })
    if (!message) throw new TrousseError('handed-in-not-in-mailbox')
    let fetched = 0
    for (const file of attachmentsOf(message.bodyStructure)) {
      options.signal?.throwIfAborted()
      if (file.bytes > options.maxBytes) {
        options.onTooLarge(file)
        continue
      }
      const { content } = await client.download(String(uid), file.part, { uid: true })
      await options.onFile(file, content as AsyncIterable<Uint8Array>)
      fetched += 1
    }
    return fetched
  })
}
