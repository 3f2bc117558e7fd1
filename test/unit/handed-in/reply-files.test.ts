/** The files of an answer, out of a real mailbox that nothing changes in: Debian's Dovecot. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { HandedInRefusal } from '../../../electron/contract/views.ts'
import { fetchReplyFiles } from '../../../electron/services/handed-in/reply-files.ts'
import { contentOf, controlsOf, type HandedInBench, handBackText, openHandedInBench } from '../../helpers/handed-in.ts'
import { type Dovecot, dovecotMissing, startDovecot, type TestMailbox } from '../../helpers/imap-dovecot.ts'

const missing = dovecotMissing()
if (missing !== null) console.warn(`not run: the files of answers. ${missing}`)

const AT = '2026-11-24T09:00:00.000Z'
/** Half a megabyte: more than one piece of a conversation. */
const LARGE = Buffer.alloc(500_000, 'ABC')
const wrapped = (bytes: Buffer) => bytes.toString('base64').replace(/(.{76})/g, '$1\n')
const message = (id: string, files: string) => `From: parent@famille.example
To: prof@college.example
Subject: Re: le DM 3 de Zoé
Message-ID: <${id}>
In-Reply-To: <sent-1@college.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="B"

--B
Content-Type: text/plain; charset=utf-8

Voici son travail.
${files}--B--
`
const part = (name: string, type: string, bytes: Buffer) => `--B
Content-Type: ${type}
Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}
Content-Transfer-Encoding: base64

${wrapped(bytes)}
`

describe.skipIf(missing !== null)('files of answers (Dovecot)', () => {
  let dovecot: Dovecot
  let mailbox: TestMailbox
  let bench: HandedInBench
  beforeAll(async () => {
    dovecot = await startDovecot()
  })
  afterAll(() => dovecot?.stop())
  beforeEach(async () => {
    mailbox = await dovecot.newMailbox()
    bench = await openHandedInBench()
  })
  afterEach(() => bench.close())

  /** A message about these pupils, and the answer to it, as the ledger keeps them. */
  async function answered(
    pupilIds: number[],
    answerId: string,
    files: { name: string; type: string; bytes: number }[],
  ) {
    const { write, read } = bench.space.store
    const [pupilId = 0] = pupilIds
    const messageId = await write.createMessage({
      classId: bench.classId,
      audience: 'guardians',
      subject: 'DM 3',
      body: 'Bonjour',
      createdAt: AT,
      fromAddress: 'prof@college.example',
      fromName: 'Camille Démo',
      deliveries: [
        {
          personId: pupilId,
          pupilIds,
          recipientName: 'Famille',
          about: 'Zoé',
          address: 'parent@famille.example',
          messageIdHeader: 'sent-1@college.example',
          subject: 'DM 3',
          body: 'Bonjour',
        },
      ],
    })
    const [delivery] = await read.listDeliveries(messageId)
    await write.recordInbox(
      'prof imap.college.example',
      { uidValidity: '1', lastUid: 1 },
      [
        {
          messageIdHeader: answerId,
          deliveryId: delivery?.id ?? 0,
          kind: 'answer',
          fromAddress: 'parent@famille.example',
          fromName: '',
          subject: 'Re: le DM 3 de Zoé',
          body: 'Voici son travail.',
          receivedAt: AT,
          attachments: files,
          recipients: [],
        },
      ],
      AT,
    )
    const [reply] = await read.listReplies(messageId)
    return reply?.id ?? 0
  }

  const fetch = async (replyId: number, signal?: AbortSignal) => {
    const refusals: HandedInRefusal[] = []
    const found = await fetchReplyFiles(
      bench.machine,
      bench.space,
      async () => mailbox.access,
      replyId,
      'réponse.txt',
      controlsOf(signal),
      (refusal) => refusals.push(refusal),
    )
    return { ...found, refusals }
  }
  const FILES = [{ name: 'x', type: 'application/pdf', bytes: 1 }]

  it('are those of the pupil the message was about, for the work its subject names', async () => {
    await mailbox.deliver(
      message(
        'answer-1@famille.example',
        part('photo 2.jpg', 'image/jpeg', LARGE) + part('virus.exe', 'application/pdf', Buffer.from('MZ')),
      ),
    )
    const before = await mailbox.files()
    const replyId = await answered([bench.pupil('Zoé')], 'answer-1@famille.example', FILES)
    expect(await fetch(replyId)).toMatchObject({ files: 2, questions: 0, refused: 0 })
    const rows = await bench.space.store.read.listHandedIn({ pupilId: bench.pupil('Zoé') })
    expect(rows).toMatchObject([
      {
        name: 'photo 2.jpg',
        origin: 'mail',
        assignmentId: bench.work('DM 3'),
        risk: 'disguised',
        bytes: LARGE.byteLength,
      },
      { name: 'virus.exe', risk: 'program' },
    ])
    expect(await contentOf(bench, rows[0]?.sha256 ?? '')).toBe(LARGE.toString())
    expect(await fetch(replyId)).toMatchObject({ files: 0, known: 2 })
    // Not marked read, not moved: to another program nothing happened.
    expect(await mailbox.files()).toEqual(before)
  })

  it('a form sent instead of carried says itself whose it is, and is the same as one from a stick', async () => {
    const form = Buffer.from(handBackText(bench))
    const cut = form.subarray(0, form.byteLength - 20)
    await mailbox.deliver(
      message(
        'answer-4@famille.example',
        part('dm.rendu.json', 'application/json', form) + part('b.rendu.json', 'application/json', cut),
      ),
    )
    const replyId = await answered([bench.pupil('Zoé'), bench.pupil('Ambroise')], 'answer-4@famille.example', FILES)
    const found = await fetch(replyId)
    expect(found).toMatchObject({ files: 3, questions: 0, refused: 1 })
    expect(found.refusals).toMatchObject([{ file: 'b.rendu.json', error: { code: 'hand-back-damaged' } }])
    expect(await bench.space.store.read.listHandedIn({ pupilId: bench.pupil('Zoé') })).toHaveLength(3)
    expect(await bench.collect([await bench.put('dm.rendu.json', form)])).toMatchObject({ files: 0, known: 3 })
  })

  it('of brothers and sisters are asked about, unless a name tells', async () => {
    await mailbox.deliver(
      message(
        'answer-2@famille.example',
        part('DM3.pdf', 'application/pdf', Buffer.from('%PDF')) +
          part('DM3 Ambroise Orme.pdf', 'application/pdf', Buffer.from('%PDF-2')),
      ),
    )
    const replyId = await answered([bench.pupil('Zoé'), bench.pupil('Ambroise')], 'answer-2@famille.example', FILES)
    expect(await fetch(replyId)).toMatchObject({ files: 2, questions: 1 })
    const { questions } = await bench.space.store.read.listHandedInQuestions()
    expect(questions).toMatchObject([{ name: 'DM3.pdf', about: 'Re: le DM 3 de Zoé' }])
    expect([...(questions[0]?.proposedPupils ?? [])].sort()).toEqual(
      [bench.pupil('Zoé'), bench.pupil('Ambroise')].sort(),
    )
  })

  it('a message that is gone, one without files, an unknown one', async () => {
    const gone = await answered([bench.pupil('Zoé')], 'gone@famille.example', FILES)
    await expect(fetch(gone)).rejects.toMatchObject({ code: 'handed-in-not-in-mailbox' })
    await expect(fetch(9999)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('stops when asked', async () => {
    await mailbox.deliver(message('answer-3@famille.example', part('a.pdf', 'application/pdf', LARGE)))
    const replyId = await answered([bench.pupil('Zoé')], 'answer-3@famille.example', FILES)
    const controller = new AbortController()
    controller.abort()
    await expect(fetch(replyId, controller.signal)).rejects.toMatchObject({ code: 'cancelled' })
    expect(await bench.space.store.read.listHandedIn({ classId: bench.classId })).toEqual([])
  })
})
