/** A self-opening page on paper, as each browser prints it, read by somebody else's program. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it, type TestContext } from 'vitest'
import { buildPack } from '../../../electron/packs/build-pack.ts'
import { closeBrowser, needChromium, openFile } from '../../helpers/packs-browser.ts'
import {
  assignment,
  buildInput,
  classContent,
  file,
  MemoryBlobs,
  PASSPHRASE,
  text,
} from '../../helpers/packs-content.ts'
import { needFirefox, openInFirefox } from '../../helpers/packs-firefox.ts'
import { needProgram, run, temporaryFolder } from '../../helpers/packs-tools.ts'

afterAll(closeBrowser)

async function teacherPage(): Promise<string> {
  const blobs = new MemoryBlobs()
  const files = [file('Fiche Thalès.pdf', blobs.add(text('fiche')))]
  const content = classContent({ assignments: [assignment({ files })] })
  return (await buildPack(buildInput(temporaryFolder(), content, { blobs, form: 'html' }))).path
}

const inChromium = async (context: TestContext): Promise<Uint8Array> => {
  needChromium(context)
  const { page } = await openFile(await teacherPage(), { width: 1366, height: 768 })
  await page.getByLabel('Phrase de passe').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Ouvrir le pack' }).click()
  await page.locator('#contenu').waitFor()
  return page.pdf({ format: 'A4' })
}

const inFirefox = async (context: TestContext): Promise<Uint8Array> => {
  needFirefox(context)
  const page = await openInFirefox(await teacherPage())
  await page.evaluate(`document.getElementById('phrase').value = ${JSON.stringify(PASSPHRASE)}; 0`)
  await page.evaluate(`document.querySelector('#form button').click(); 0`)
  await page.until(`document.querySelector('#page h1')?.textContent.includes('3e A') === true`)
  return page.pdf()
}

describe.each([
  ['Chromium', inChromium],
  ['Firefox', inFirefox],
] as const)('printed by %s', (_name, print) => {
  it('is the whole pack on A4, without its buttons', { timeout: 120_000 }, async (context) => {
    needProgram(context, 'pdftotext', '-v')
    const pdf = join(temporaryFolder(), 'pack.pdf')
    writeFileSync(pdf, await print(context))
    const { status, output } = run('pdftotext', '-layout', pdf, '-')
    expect(status).toBe(0)
    const words = output.replaceAll(/\s+/g, ' ')
    for (const there of ['3e A', 'Exercices 4 et 5 page 112', 'Fiche Thalès.pdf', 'QUINTEFEUILLE', 'Fiche d’appel'])
      expect(words).toContain(there)
    expect(words).toContain('06 39 98 00 12')
    for (const absent of ['Fermer le pack', 'Ouvrir le pack', 'Afficher ce que je tape'])
      expect(words).not.toContain(absent)
    const info = run('pdfinfo', pdf).output
    expect(Number(/^Pages:\s+(\d+)$/m.exec(info)?.[1])).toBeGreaterThanOrEqual(2)
    expect(info).toMatch(/^Page size:.+\(A4\)/m)
  })
})
