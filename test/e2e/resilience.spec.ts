/** What a person's computer does to a program: a window that dies, a second start, a kill, a restart. */
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { cleanUp, electronCommand, launchTrousse, type Trousse } from './harness.ts'

let running: Trousse | null = null
const start = async (...options: Parameters<typeof launchTrousse>): Promise<Trousse> => {
  running = await launchTrousse(...options)
  return running
}
afterEach(async () => {
  await running?.quit().catch(() => {})
  running = null
})
afterAll(cleanUp)

const stateOf = (trousse: Trousse) =>
  trousse.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      `window.trousse.invoke['app.state'](undefined).then((reply) => reply.value)`,
    ),
  )

describe('the window', () => {
  it('comes back with its page when its process dies, again and again, while main lives on', async () => {
    const trousse = await start()
    // The message that says so waits for a person; it is not what is tried here.
    await trousse.electron.evaluate(({ dialog }) => {
      dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
    })
    for (let n = 0; n < 4; n++) {
      await trousse.electron.evaluate(
        ({ BrowserWindow }) =>
          new Promise<void>((resolve) => {
            const contents = BrowserWindow.getAllWindows()[0]?.webContents
            contents?.once('did-finish-load', () => resolve())
            contents?.forcefullyCrashRenderer()
          }),
      )
      expect(await stateOf(trousse)).toMatchObject({ phase: 'welcome' })
    }
    const log = await readFile(join(trousse.folder, 'logs', 'trousse.log'), 'utf8')
    expect(log.match(/window process gone/g)).toHaveLength(4)
  })

  it('opens where and as large as it was closed', async () => {
    const first = await start()
    const bounds = { x: 60, y: 50, width: 1100, height: 700 }
    await first.electron.evaluate(
      ({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place),
      bounds,
    )
    await first.quit()
    const second = await start({ folder: first.folder })
    const found = await second.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
    )
    expect(found).toMatchObject({ width: bounds.width, height: bounds.height })
  })
})

describe('a second start on the same data', () => {
  it('ends at once and leaves the first alone', async () => {
    const trousse = await start()
    const { command, args, env } = electronCommand({ folder: trousse.folder })
    const code = await new Promise((resolve) => spawn(command, args, { env, stdio: 'ignore' }).once('exit', resolve))
    expect(code).toBe(0)
    expect(await stateOf(trousse)).toMatchObject({ phase: 'welcome' })
    expect(await trousse.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })
})

describe('a space of the teacher, on a computer without keychain', () => {
  const PASSPHRASE = 'trois chevaux bleus'
  const invoke = (trousse: Trousse, channel: string, request: unknown) =>
    trousse.page.evaluate(
      ({ name, payload }) =>
        (
          window as unknown as { trousse: { invoke: Record<string, (request: unknown) => Promise<unknown>> } }
        ).trousse.invoke[name]?.(payload),
      { name: channel, payload: request },
    )

  it('asks for its passphrase after a restart and after a kill, and opens with the recovery code too', async () => {
    const first = await start()
    expect(await invoke(first, 'app.createSpace', { passphrase: null })).toMatchObject({
      ok: false,
      error: { code: 'vault-weak-passphrase' },
    })
    const created = (await invoke(first, 'app.createSpace', { passphrase: PASSPHRASE })) as {
      value: { recoveryCode: string }
    }
    const { recoveryCode } = created.value
    expect(recoveryCode).toMatch(/^(\w{5}-){4}\w{5}$/)
    expect(await stateOf(first)).toMatchObject({ phase: 'ready', space: 'own', keyCustody: 'passphrase' })
    await first.kill()

    const second = await start({ folder: first.folder })
    expect(await stateOf(second)).toMatchObject({ phase: 'locked' })
    expect(await invoke(second, 'classes.list', undefined)).toMatchObject({ error: { code: 'vault-locked' } })
    expect(await invoke(second, 'app.unlock', { kind: 'passphrase', value: 'autre chose' })).toMatchObject({
      error: { code: 'vault-wrong-passphrase' },
    })
    expect(await invoke(second, 'app.unlock', { kind: 'passphrase', value: PASSPHRASE })).toMatchObject({ ok: true })
    expect(await invoke(second, 'classes.list', undefined)).toEqual({ ok: true, value: [] })
    await second.quit()

    const third = await start({ folder: first.folder })
    const typed = recoveryCode.toLowerCase().replaceAll('-', ' ')
    expect(await invoke(third, 'app.unlock', { kind: 'recovery-code', value: typed })).toMatchObject({ ok: true })
    expect(await stateOf(third)).toMatchObject({ phase: 'ready', space: 'own' })

    const log = await readFile(join(first.folder, 'logs', 'trousse.log'), 'utf8')
    for (const secret of [PASSPHRASE, recoveryCode, typed]) expect(log).not.toContain(secret)
  })

  it('takes another passphrase and another recovery code in Settings; the old ones open nothing', async () => {
    const first = await start()
    const created = (await invoke(first, 'app.createSpace', { passphrase: PASSPHRASE })) as {
      value: { recoveryCode: string }
    }
    await invoke(first, 'app.recoveryCodeKept', undefined)
    const { page } = first
    await page.getByRole('link', { name: 'Réglages' }).click()

    await page.getByRole('button', { name: 'Changer la phrase de passe' }).click()
    const change = page.getByRole('dialog')
    await change.getByLabel('Phrase de passe actuelle').fill('ce n’est pas elle')
    await change.getByLabel('Phrase de passe', { exact: true }).fill('onze lampes sur le quai gris')
    await change.getByLabel('La même, une seconde fois').fill('onze lampes sur le quai gris')
    const save = change.getByRole('button', { name: 'Enregistrer la phrase de passe' })
    await save.click()
    await change.getByText('Cette phrase de passe n’ouvre pas vos données').waitFor()
    await change.getByLabel('Phrase de passe actuelle').fill(PASSPHRASE)
    await save.click()
    await change.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Nouveau code de secours' }).click()
    await page.getByRole('dialog').getByLabel('Phrase de passe actuelle').fill('onze lampes sur le quai gris')
    await page.getByRole('button', { name: 'Faire un nouveau code' }).click()
    const sheet = page.getByRole('dialog', { name: 'Votre code de secours' })
    await sheet.waitFor()
    const groups = await sheet.getByRole('list').getByRole('listitem').allTextContents()
    const renewed = groups.map((text, index) => text.replace(String(index + 1), '').trim()).join('-')
    expect(renewed).toMatch(/^(\w{5}-){4}\w{5}$/)
    expect(await stateOf(first)).toMatchObject({ recoveryCodeKept: false })
    await sheet.getByText('Je l’ai noté').click()
    await sheet.getByRole('button', { name: 'Terminé' }).click()
    await sheet.waitFor({ state: 'detached' })
    expect(await stateOf(first)).toMatchObject({ recoveryCodeKept: true })
    await first.quit()

    const second = await start({ folder: first.folder })
    for (const old of [
      { kind: 'passphrase', value: PASSPHRASE },
      { kind: 'recovery-code', value: created.value.recoveryCode },
    ]) {
      expect(await invoke(second, 'app.unlock', old)).toMatchObject({ ok: false })
    }
    expect(await invoke(second, 'app.unlock', { kind: 'recovery-code', value: renewed })).toMatchObject({ ok: true })
  })
})
