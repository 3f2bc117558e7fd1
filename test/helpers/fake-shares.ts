/** One place with a link, one folder, a pack that is published and one whose sending was cut, for the fake window. */
import type { Request, Response } from '../../electron/contract/channels.ts'
import type { Publication } from '../../electron/contract/views.ts'

type Channel =
  | 'shares.targets'
  | 'shares.list'
  | 'shares.addDav'
  | 'shares.addFolder'
  | 'shares.removeTarget'
  | 'shares.passphrase'
  | 'shares.forgetPassphrase'
  | 'shares.remote'
  | 'shares.withdraw'
type Answers = { readonly [C in Channel]: (request: Request<C>) => Response<C> }

/** @param ago an ISO instant that many minutes before now. */
export function fakeShares(ago: (minutes: number) => string, changed: () => void): Answers {
  let phrase: string | null = 'abaisser-monnaie-cartable-tortue-plaine-ombre-jardin-vitrine-boussole-cerise'
  const publication = (id: number, change: Partial<Publication>): Publication => ({
    ...{ id, targetId: 1, targetLabel: 'nuage.example', packId: id, classId: id, className: '3e B', profile: 'pupil' },
    ...{ name: 'Trousse 3e B.html', state: 'published', link: 'https://nuage.example/s/pT4mQ9', bytes: 1_843_200 },
    ...{ expiresAt: null, startedAt: ago(9), publishedAt: ago(8) },
    ...change,
  })
  let list: Publication[] = [
    publication(1, {}),
    publication(2, { className: '4e A', name: 'Trousse 4e A.html', state: 'uploading', link: null, publishedAt: null }),
  ]
  return {
    'shares.targets': () => [
      { id: 1, kind: 'webdav', label: 'nuage.example', where: 'nuage.example', links: true },
      { id: 2, kind: 'folder', label: 'Partage profs', where: 'Partage profs', links: false },
    ],
    'shares.list': () => list,
    'shares.addDav': () => ({ id: 3 }),
    'shares.addFolder': () => ({ id: 3 }),
    'shares.removeTarget': () => undefined,
    'shares.passphrase': ({ id }) => ({ passphrase: id === 1 ? phrase : null }),
    'shares.forgetPassphrase': () => {
      phrase = null
      changed()
    },
    'shares.remote': () => [{ name: 'Trousse 3e B.html', bytes: 1_843_200, modifiedAt: ago(8) }],
    'shares.withdraw': ({ id }) => {
      list = list.filter((one) => one.id !== id)
      changed()
    },
  }
}
