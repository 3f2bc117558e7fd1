/** Pictures of instructions in a page that opens by itself: seen in a real browser, asked of nobody. */
import { crc32, deflateSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { buildPack } from '../../../electron/packs/build-pack.ts'
import { cleanHtml } from '../../../electron/platform/clean-html.ts'
import { closeBrowser, needChromium, openFile } from '../../helpers/packs-browser.ts'
import { assignment, buildInput, classContent, PASSPHRASE } from '../../helpers/packs-content.ts'
import { temporaryFolder } from '../../helpers/packs-tools.ts'

afterAll(closeBrowser)

/** A real picture: one colour, 40 by 30 points. */
function png(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const size = Buffer.alloc(4)
    size.writeUInt32BE(data.byteLength)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([size, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(40, 0)
  head.writeUInt32BE(30, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.concat(
    Array.from({ length: 30 }, () => Buffer.concat([Buffer.from([0]), Buffer.alloc(120, 0x7a)])),
  )
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const HERE = 'https://ent.example/carte.png'
const content = classContent({
  assignments: [
    assignment({
      title: 'Carte',
      dueOn: '2026-12-01',
      descriptionHtml: `<p><img src="${HERE}" alt="Carte des fleuves"></p><p><img src="https://pistage.example/p.png" alt="Schéma"></p>`,
    }),
  ],
})
const image = (src: string) => (src === HERE ? `data:image/png;base64,${png().toString('base64')}` : null)

it.for(['html', 'folder'] as const)(
  '%s: what is here shows, what is not leaves its description',
  async (form, context) => {
    needChromium(context)
    const isSealed = form === 'html'
    const built = await buildPack(
      buildInput(temporaryFolder(), content, {
        profile: 'pupil',
        form,
        encrypted: isSealed,
        passphrase: isSealed ? PASSPHRASE : null,
        clean: (html) => cleanHtml(html, image),
      }),
    )
    const { page, complaints } = await openFile(isSealed ? built.path : `${built.path}/index.html`)
    if (isSealed) {
      await page.getByLabel('Phrase de passe').fill(PASSPHRASE)
      await page.getByRole('button', { name: 'Ouvrir le pack' }).click()
    }
    const picture = page.getByRole('img', { name: 'Carte des fleuves' })
    await picture.waitFor()
    const size = await picture.evaluate((element) =>
      element instanceof HTMLImageElement ? [element.naturalWidth, element.naturalHeight] : [],
    )
    expect(size).toEqual([40, 30])
    await page.getByText('[Schéma]').waitFor()
    expect(complaints).toEqual([])
  },
)
