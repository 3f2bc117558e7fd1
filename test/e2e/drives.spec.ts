/**
 * Sticks in the real window. The drives are ext4 images on loop devices, really mounted and unmounted; a folder that
 * stands for /sys says that they are removable, and a `udisksctl` of the test's own lets them go as the desktop's does.
 */
import { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyPack } from '../../electron/packs/verify-pack.ts'
import { type LoopDrive, makeLoopDrives } from '../helpers/drives.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const CLASS = '2de 1'
const LONG = { timeout: 120_000 }
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
const PICTURES = process.env.TROUSSE_PICTURES

const open = (page: Page, screen: string) =>
  page.getByRole('navigation', { name: 'Navigation principale' }).getByRole('link', { name: screen }).click()

const chooseIn = async (page: Page, label: string, option: string) => {
  await page.getByRole('button', { name: label }).first().click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
const audit = async (page: Page) =>
  (await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze()).violations.map(({ id }) => id)
const picture = async (page: Page, name: string) => {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) })
}
const packsOn = (drive: LoopDrive) => readdirSync(drive.path).filter((name) => name !== 'lost+found')

const drives = makeLoopDrives(['CLE VERTE', 'CLE BLEUE', 'CLE ROUGE'])

describe.skipIf(drives === null)('sticks', () => {
  const [green, blue, red] = drives ?? []
  if (green === undefined || blue === undefined || red === undefined) return
  let trousse: Trousse
  let page: Page
  /** Of the pack on the green stick. */
  let phraseOfFirst = ''

  beforeAll(async () => {
    // As udisks does: unmount at "unmount", nothing more at "power-off".
    const tools = join(await temporaryFolder(), 'bin')
    await mkdir(tools)
    const script = '#!/bin/sh\n[ "$1" = unmount ] || exit 0\nfor last; do :; done\nexec umount "$last"\n'
    writeFileSync(join(tools, 'udisksctl'), script)
    chmodSync(join(tools, 'udisksctl'), 0o755)
    trousse = await launchTrousse({
      args: ['--demo'],
      env: { TROUSSE_TEST_SYS: green.sys, PATH: `${tools}:${process.env.PATH ?? ''}` },
    })
    page = trousse.page
    await page.getByText('420 élèves').first().waitFor(LONG)
    await page.getByText('tous ici').waitFor(LONG)
    await open(page, 'Exporter')
  })
  afterAll(async () => {
    await trousse?.quit()
    for (const drive of drives ?? []) drive.remove()
    await cleanUp()
  })

  const another = async (button = 'Autre pack') => {
    await page.getByRole('button', { name: button }).click()
    const noted = page.getByRole('button', { name: 'Oui, elle est notée' })
    if (await noted.isVisible().catch(() => false)) await noted.click()
  }

  it('appear when they are plugged in and leave when they are pulled out', async () => {
    await page.getByText('Branchez une clé USB').waitFor()
    green.plug()
    const card = page.getByRole('radio', { name: /CLE VERTE.*ext4.*libres/ })
    await card.waitFor({ timeout: 10_000 })
    await card.scrollIntoViewIfNeeded()
    await picture(page, 'drive-offered')
    green.pull()
    await card.waitFor({ state: 'detached', timeout: 10_000 })
    blue.plug('ro')
    const locked = page.getByRole('radio', { name: /CLE BLEUE.*protégée en écriture/ })
    await locked.waitFor({ timeout: 10_000 })
    expect(await locked.isDisabled()).toBe(true)
    blue.pull()
  })

  it('get a pack that is verified, are let go, and say so', { timeout: 120_000 }, async () => {
    await chooseIn(page, 'Classe ou groupe', CLASS)
    green.plug()
    await page.getByText('CLE VERTE').first().click(LONG)
    await page.getByRole('button', { name: 'Créer le pack' }).click()
    await page.getByText('Le pack est prêt').waitFor(LONG)
    const phrase = (await page.locator('[translate=no]').first().textContent()) ?? ''
    const [name = ''] = packsOn(green)
    const file = join(green.path, name)
    const verified = await verifyPack({ file, passphrase: phrase, signal: new AbortController().signal })
    expect(verified).toMatchObject({ ok: true, profile: 'teacher', className: CLASS })
    expect(await audit(page)).toEqual([])
    await picture(page, 'pack-on-stick')
    await page.getByRole('button', { name: 'Éjecter la clé' }).click()
    await page.getByText('Vous pouvez retirer la clé').waitFor(LONG)
    expect(packsOn(green)).toEqual([])
    green.plug()
    await another()
    phraseOfFirst = phrase
  })

  it('are asked for again when pulled out in the middle, and the pack is whole', { timeout: 180_000 }, async () => {
    await chooseIn(page, 'Classe ou groupe', CLASS)
    const large = join(await temporaryFolder(), 'Film du cours.mp4')
    writeFileSync(large, Buffer.alloc(40_000_000, 'cours '))
    await trousse.answerDialogs(large)
    await page.getByRole('button', { name: 'Ajouter des documents…' }).click()
    await page.getByRole('list', { name: 'Documents ajoutés' }).getByText('Film du cours.mp4').waitFor()
    await page.getByText('CLE VERTE').first().click(LONG)
    await page.getByRole('button', { name: 'Créer le pack' }).click()
    await page
      .getByText(/Préparation…|Écriture du pack…/)
      .first()
      .waitFor(LONG)
    green.pull()
    await page.getByText('Remettez la clé').first().waitFor(LONG)
    await picture(page, 'stick-missing')
    expect(packsOn(green)).toEqual([])
    green.plug()
    await page.getByText('Le pack est prêt').waitFor(LONG)
    const phrase = (await page.locator('[translate=no]').first().textContent()) ?? ''
    const names = packsOn(green)
    expect(names).toHaveLength(2)
    const newest = names.find((name) => name.includes('(2)')) ?? ''
    const file = join(green.path, newest)
    expect(await verifyPack({ file, passphrase: phrase, signal: new AbortController().signal })).toMatchObject({
      ok: true,
    })
    await another()
  })

  it('get a folder that is brought up to date in place', { timeout: 120_000 }, async () => {
    for (const told of [/^\d+ fichiers écrits/, 'Le dossier contenait déjà ce pack']) {
      await chooseIn(page, 'Classe ou groupe', CLASS)
      await page.getByText('Élève et famille', { exact: true }).first().click()
      await page.getByText('Dossier', { exact: true }).click()
      await page.getByText('CLE VERTE').first().click(LONG)
      await page.getByRole('button', { name: 'Créer le pack' }).click()
      await page.getByText('Le pack est prêt').waitFor(LONG)
      await page.getByText(told).waitFor()
      await another()
    }
  })

  it('one after another get the same pack, each counted, let go and recorded', { timeout: 180_000 }, async () => {
    green.pull()
    await chooseIn(page, 'Classe ou groupe', CLASS)
    await page.getByText('Plusieurs clés, l’une après l’autre').click()
    await page.getByRole('button', { name: 'Commencer les clés' }).click()
    await page.getByText('Branchez la clé suivante').waitFor()
    await picture(page, 'series-waiting')
    const before = (await ask(page, 'packs.list', undefined)).length
    for (const [index, drive] of [blue, red].entries()) {
      drive.plug()
      await page.getByRole('button', { name: /^Écrire sur « CLE (BLEUE|ROUGE) »$/ }).click(LONG)
      await page.getByText(index === 0 ? '1 clé faite' : '2 clés faites').waitFor(LONG)
      await page.getByText('Vous pouvez retirer la clé').waitFor(LONG)
      expect(packsOn(drive)).toEqual([])
    }
    expect(await audit(page)).toEqual([])
    await picture(page, 'series-done')
    expect((await ask(page, 'packs.list', undefined)).length).toBe(before + 2)
    const phrase = (await page.locator('[translate=no]').first().textContent()) ?? ''
    for (const drive of [blue, red]) {
      drive.plug()
      const file = join(drive.path, packsOn(drive)[0] ?? '')
      const verified = await verifyPack({ file, passphrase: phrase, signal: new AbortController().signal })
      expect(verified).toMatchObject({ ok: true, className: CLASS })
      drive.pull()
    }
    await page.getByRole('button', { name: 'Terminer' }).click()
    await page.getByRole('button', { name: 'Oui, elle est notée' }).click()
  })

  it('one for each pupil: whose turn it is, and each gets their own', { timeout: 180_000 }, async () => {
    await chooseIn(page, 'Classe ou groupe', CLASS)
    await page.getByText('Un pack par élève').click()
    await page.getByText('Une clé par élève').click()
    await page.getByRole('button', { name: 'Commencer les clés' }).click()
    const heading = page.getByRole('heading', { name: /^Clé suivante/ })
    const first = (await heading.textContent()) ?? ''
    await page.getByRole('button', { name: 'Plus tard' }).click()
    const second = (await heading.textContent()) ?? ''
    expect(second).not.toBe(first)
    blue.plug()
    await page.getByRole('button', { name: 'Écrire sur « CLE BLEUE »' }).click(LONG)
    await page.getByText(/^1 sur \d+$/).waitFor(LONG)
    await page.getByText('Vous pouvez retirer la clé').waitFor(LONG)
    await picture(page, 'series-pupils')
    const [newest] = await ask(page, 'packs.list', undefined)
    expect(second).toContain(newest?.recipientNames[0] ?? '?')
    await page.getByRole('button', { name: 'Terminer' }).click()
    await page.getByRole('button', { name: 'Oui, elle est notée' }).click()
  })

  it('bring a class back into another Trousse', { timeout: 180_000 }, async () => {
    green.plug()
    const name = packsOn(green).find((one) => one.endsWith('.html') && !one.includes('(2)')) ?? ''
    const other = await launchTrousse()
    try {
      await other.page.locator('#root > *').first().waitFor()
      await ask(other.page, 'app.createSpace', { passphrase: 'six tasses de thé froid' })
      await other.page.getByRole('navigation', { name: 'Navigation principale' }).waitFor()
      await other.answerDialogs(join(green.path, name))
      await other.page.evaluate(() => {
        window.location.hash = '#/sources/file'
      })
      await other.page.getByRole('button', { name: 'Choisir des fichiers' }).click()
      await other.page.getByLabel('Phrase de passe du pack').fill(phraseOfFirst)
      await other.page.keyboard.press('Enter')
      await other.page.getByRole('button', { name: /^Importer \d+ élève/ }).click(LONG)
      await other.page.getByText('Pour revenir en arrière').waitFor(LONG)
      const [back] = await ask(other.page, 'classes.list', undefined)
      expect(back).toMatchObject({ name: CLASS })
    } finally {
      await other.quit()
    }
    green.pull()
  })

  it('lost, say what was on them', async () => {
    await page
      .getByRole('button', { name: /^Clé perdue/ })
      .first()
      .click()
    await page.getByRole('heading', { name: /^Clé perdue.+dessus$/ }).waitFor()
    // The blue stick got a pack in each series.
    await page.getByText('Aussi écrit sur cette clé').waitFor()
    await picture(page, 'stick-lost')
    await page.getByRole('button', { name: 'Marquer comme perdu' }).click()
    await page.getByText('Marqué comme perdu').waitFor()
    await expect
      .poll(async () => (await ask(page, 'packs.list', undefined)).filter(({ lostAt }) => lostAt !== null).length)
      .toBe(2)
    const lost = (await ask(page, 'packs.list', undefined)).filter(({ lostAt }) => lostAt !== null)
    expect(lost.map(({ drive }) => drive?.name)).toEqual(['CLE BLEUE', 'CLE BLEUE'])
  })
})
