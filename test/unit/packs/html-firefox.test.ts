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

  await page.evaluate(
    'const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.seen = blob; return make.call(URL, blob) }; 0',
  )
  await page.evaluate(`document.querySelector('button.document').click()`)
  await page.until(`document.querySelector('a.act') !== null`)
  const found = await page.evaluate(
    `window.seen.arrayBuffer().then((data) => crypto.subtle.digest('SHA-256', data))
       .then((digest) => [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''))`,
  )
  expect(found).toBe(hash)
  expect(await page.evaluate(`document.querySelector('a.act').download`)).toBe('données.bin')
})
