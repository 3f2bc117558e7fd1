/** A first page and a first table, as the main process would give them. */
import type { Request, Response } from '../../electron/contract/channels.ts'

const STYLE =
  '.paper{font:11pt Arial,sans-serif}.paper h1{font-size:19pt}.paper table{width:100%;border-collapse:collapse}'

export function fakePreview({ what, classIds }: Request<'exports.preview'>): Response<'exports.preview'> {
  const isPaper = what.kind === 'paper'
  return {
    title: 'Fiche d’appel – 2de 1',
    page: isPaper
      ? {
          markup: '<section class="part tall"><h1>Fiche d’appel 2de 1</h1><p>Une ligne par numéro.</p></section>',
          style: STYLE,
          layout: 'tall',
          head: ['Lycée de la Rade – 2de 1', 'Imprimé le mardi 24 novembre 2026'],
          foot: 'Confidentiel : données personnelles.',
        }
      : null,
    table: isPaper ? null : { header: ['Classe', 'Nom', 'Prénom'], rows: [['2de 1', 'KERBRAT', 'Léo']] },
    items: isPaper ? classIds.length : 1,
    fields: ['class.name', 'pupil.name', 'guardian.phone'],
    counts: { pupils: 35, guardians: 61, assignments: 0, attachments: 0 },
    holdsPeople: what.kind !== 'calendar',
    byHand: isPaper && what.sheets[0] === 'letters',
    unknownVariables: [],
  }
}
