/** The sheet of the register: proposed, changed, kept, printed and copied. */
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportRegister, readRegister, saveRegister } from '../../../electron/services/register.ts'
import { openReachBench, type ReachBench } from '../../helpers/reach-school.ts'
import { temporaryFolder } from '../../helpers/store.ts'

let bench: ReachBench
beforeEach(async () => {
  bench = await openReachBench()
})
afterEach(() => bench.close())

/** What article 30 (1) of the GDPR asks for: who, why, whose, what, to whom, where, how long, how safe. */
const ARTICLE_30 = ['purposes', 'people', 'data', 'recipients', 'transfers', 'retention', 'security', 'basis'] as const

describe('the register sheet', () => {
  it.each(['fr', 'en'] as const)('is proposed whole, %s', async (locale) => {
    await bench.store.write.updateSettings({ settings: { teacherName: 'Claire Monnerie' } })
    const { fields, declaredOn, copy } = await readRegister(bench, locale)
    for (const name of ARTICLE_30) expect(fields[name].length).toBeGreaterThan(10)
    expect(fields.declaredBy).toBe('Claire Monnerie')
    expect(declaredOn).toBeNull()
    for (const name of ARTICLE_30) expect(copy.text).toContain(fields[name])
  })

  it('keeps what the teacher made of it, in whatever language', async () => {
    const { copy: _, ...proposed } = await readRegister(bench, 'fr')
    const mine = {
      fields: { ...proposed.fields, controller: 'Mme <b>Proviseure</b>\nLycée', computer: 'school' as const },
      declaredOn: '2026-11-24',
    }
    await saveRegister(bench, mine)
    const kept = await readRegister(bench, 'en')
    expect(kept).toMatchObject(mine)
    expect(kept.copy.html).toContain('Mme &lt;b&gt;Proviseure&lt;/b&gt;<br>Lycée')
  })

  it('is a page to sign', async () => {
    const { folder, remove } = await temporaryFolder()
    const name = await exportRegister({ ...bench.machine, printPdf: null }, bench, { folder, locale: 'fr' })
    const page = await readFile(`${folder}/${name}`, 'utf8')
    expect(page).toContain('article 30')
    expect(page).toContain('personnel, de l’enseignant')
    expect(page).toContain('Date et signature de l’enseignant')
    expect(page).not.toMatch(/<script|https?:/)
    await remove()
  })
})
