/** A self-opening page in Firefox, from `file://`. */
import { expect, it } from 'vitest'
import { buildPack } from '../../../electron/packs/build-pack.ts'
import {
  assignment,
  buildInput,
  classContent,
  file,
  MemoryBlobs,
  noise,
  PASSPHRASE,
} from '../../helpers/packs-content.ts'
import { needFirefox, openInFirefox } from '../../helpers/packs-firefox.ts'
import { temporaryFolder } from '../../helpers/packs-tools.ts'

const unlock = (phrase: string) =>
  `document.getElementById('phrase').value = ${JSON.stringify(phrase)}; document.querySelector('#form button').click()`

it('refuses a wrong passphrase, opens with the right one, and opens a document whole', {
  timeout: 120_000,
}, async (context) => {
  needFirefox(context)
  const blobs = new MemoryBlobs()
  const data = noise(2_500_000)
  const hash = blobs.add(data)
  const content = classContent({ assignments: [assignment({ files: [file('données.bin', hash, data.byteLength)] })] })
  const { path } = await buildPack(buildInput(temporaryFolder(), content, { blobs, form: 'html' }))
  const page = await openInFirefox(path)

  await page.evaluate(unlock('pas la bonne'))
  await page.until(`document.getElementById('problem').textContent.startsWith('Cette phrase de passe n’ouvre pas')`)
  await page.evaluate(unlock(PASSPHRASE))
  await page.until(`document.querySelector('#page h1')?.textContent.includes('3e A') === true`)
  expect(await page.evaluate(`document.body.innerText.includes('QUINTEFEUILLE')`)).toBe(true)

  await page.evaluate(`document.querySelector('button.document').click()`)
  await page.until(`document.querySelector('a.act') !== null`)
  // The page's own policy lets no script read the Blob back by its address: its size and name tell.
  expect(await page.evaluate(`document.querySelector('a.act').download`)).toBe('données.bin')
})
