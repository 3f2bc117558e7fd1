/**
 * What the invented families do with a message: of each sending, two answer; of the first, one address turns out to be
 * dead. Which ones depends on the order alone, so that the demonstration plays the same each time.
 */
export interface DemoMail {
  readonly kind: 'answer' | 'bounce'
  /** Whole, lines ended by CRLF. */
  readonly text: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface TakenMessage {
  readonly to: string
  /** Its header block, as it was sent. */
  readonly header: string
  readonly at: number
}

/** Of a sending, counted from 1. */
const BOUNCES = 2
const ANSWERS: ReadonlyMap<number, string> = new Map([
  [4, 'Bonjour,\n\nBien reçu, merci. Il fera le travail ce soir.\n\nCordialement'],
  [
    6,
    'Bonjour,\n\nMerci pour votre message. Pouvez-vous me dire pour quel jour le devoir est à rendre\u00a0?\n\nBien à vous',
  ],
])
/** Messages with the same subject within this are one sending. */
const SENDING_MS = 30 * 60_000

const field = (header: string, name: string): string =>
  new RegExp(`^${name}:[ \\t]*(.*(?:\\r?\\n[ \\t].*)*)`, 'im')
    .exec(header)?.[1]
    ?.replace(/\r?\n[ \t]+/g, ' ')
    .trim() ?? ''

/** `Tue, 24 Nov 2026 10:00:00 +0000`. */
const dateLine = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000')
const lines = (...parts: readonly string[]): string => parts.join('\n').replace(/\r?\n/g, '\r\n')

function answerTo({ to, header, at }: TakenMessage, words: string): DemoMail {
  const id = field(header, 'Message-ID')
  const [local = ''] = to.split('@')
  const text = lines(
    `From: ${field(header, 'To') || to}`,
    `To: ${field(header, 'From')}`,
    `Date: ${dateLine(at)}`,
    `Message-ID: <reponse-${at}-${local}@famille.example>`,
    `In-Reply-To: ${id}`,
    `References: ${id}`,
    `Subject: Re: ${field(header, 'Subject')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    words,
    '',
  )
  return { kind: 'answer', text, at }
}

/** A notice as RFC 3464 has it. */
function noticeOf({ to, header, at }: TakenMessage): DemoMail {
  const boundary = `trousse-${at}`
  const text = lines(
    'From: MAILER-DAEMON@mail.famille.example (Mail Delivery System)',
    `To: ${field(header, 'From')}`,
    `Date: ${dateLine(at)}`,
    `Message-ID: <retour-${at}@mail.famille.example>`,
    'Auto-Submitted: auto-replied',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `<${to}>: host mail.famille.example said: 550 5.1.1 User unknown`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.famille.example',
    '',
    `Final-Recipient: rfc822; ${to}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    header.trimEnd(),
    '',
    `--${boundary}--`,
    '',
  )
  return { kind: 'bounce', text, at }
}

/** Told of each message in its order, says what comes back of it; null for nothing. */
export function createDemoFamilies(): (message: TakenMessage) => DemoMail | null {
  let subject: string | null = null
  let lastAt = 0
  let count = 0
  let hasBounced = false
  return (message) => {
    const its = field(message.header, 'Subject')
    if (its !== subject || message.at - lastAt > SENDING_MS) count = 0
    subject = its
    lastAt = message.at
    count += 1
    if (count === BOUNCES && !hasBounced) {
      hasBounced = true
      return noticeOf(message)
    }
    const words = ANSWERS.get(count)
    return words === undefined ? null : answerTo(message, words)
  }
}
