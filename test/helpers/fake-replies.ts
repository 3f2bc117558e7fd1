/** What came back of an invented message, of each kind. */
import type { ReplyView } from '../../electron/contract/views.ts'

const reply = (id: number, name: string, more: Partial<ReplyView>): ReplyView => ({
  id,
  deliveryId: id,
  recipientName: name,
  about: name.replace(/^\S+/, 'Adèle'),
  kind: 'answer',
  fromAddress: `famille${id}@famille.example`,
  fromName: name,
  otherAddress: false,
  subject: 'Re: Travail de la semaine',
  body: 'Bonjour,\n\nBien reçu, elle le fera ce soir.\n\nCordialement',
  receivedAt: new Date(Date.now() - id * 3_600_000).toISOString(),
  read: false,
  attachments: [],
  status: null,
  diagnostic: null,
  ...more,
})

export const fakeReplies = (): ReplyView[] => [
  reply(1, 'Hélène Abadie', {
    attachments: [{ name: 'rédaction.pdf', type: 'application/pdf', bytes: 1_240_000 }],
  }),
  reply(2, 'Karim Benali', { read: true, otherAddress: true, fromAddress: 'bureau@travail.example' }),
  reply(3, 'Ana Costa', { kind: 'auto-reply', subject: 'Réponse automatique', body: 'Je suis absente.' }),
  reply(4, 'Paul Durand', {
    kind: 'bounce',
    fromAddress: 'mailer-daemon@mx.famille.example',
    fromName: '',
    status: '5.1.1',
    diagnostic: '550 5.1.1 mailbox does not exist',
    body: 'This is the mail system at host mx.famille.example.',
  }),
]
