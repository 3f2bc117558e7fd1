import { basename, dirname, resolve } from 'node:path'
import { isoDate } from '../../contract/snapshot.ts'
import type { IssuedPack } from '../../contract/views.ts'
import { verifyPack } from '../../packs/verify-pack.ts'
import { buildClassPack } from '../../services/class-packs.ts'
import type { TaskProgress } from '../../services/tasks.ts'
import { readArguments } from '../arguments.ts'
import { type Command, withLook } from '../command.ts'
import { EXIT, UsageError } from '../exit.ts'
import { printJson, say } from '../output.ts'
import { requireClass } from './sources.ts'

/** Says once, each time the stick is missed, that it is waited for. */
function askForTheStick() {
  let isMissed = false
  return ({ step }: TaskProgress): void => {
    const isWaiting = step === 'waiting-drive'
    if (isWaiting && !isMissed) say('Remettez la clé : l’écriture reprendra. Ctrl + C pour arrêter.')
    if (step !== undefined) isMissed = isWaiting
  }
}

/** `pack CLASS --to DIR`: encrypted unless a pupil pack is asked for in clear, as every folder is. */
export const makePack: Command = async (words, context) => {
  const args = readArguments(
    words,
    {
      to: 'text',
      profile: 'text',
      form: 'text',
      lang: 'text',
      expires: 'text',
      pupil: 'text',
      for: 'text',
      purpose: 'text',
      add: 'text',
      clear: 'flag',
    },
    { min: 1, max: 1 },
  )
  const folder = resolve(args.required('to'))
  const profile = args.choice('profile', ['teacher', 'pupil', 'individual', 'substitute'])
  const form = args.choice('form', ['zip', 'html', 'folder'])
  const locale = args.choice('lang', ['fr', 'en'])
  const expiresOn = args.text('expires') ?? null
  if (expiresOn !== null && !isoDate.safeParse(expiresOn).success)
    throw new UsageError('--expires takes a date: 2026-12-31.')
  const pupil = args.text('pupil') ?? null
  if (pupil !== null && !/^[1-9]\d{0,8}$/.test(pupil))
    throw new UsageError('--pupil takes the number that roster gives.')
  const added = args.text('add')
  const documents = added === undefined ? [] : [{ name: basename(added), path: resolve(added) }]
  const encrypted = !args.flag('clear')
  const passphrase = process.env.TROUSSE_PACK_PASSPHRASE || null
  return withLook(args, context, async ({ space }) => {
    const found = await requireClass(space.store.read, args.positionals[0] ?? '')
    const issued: IssuedPack[] = []
    const pack = await buildClassPack(
      context.machine,
      space,
      {
        classId: found.id,
        profile,
        form,
        folder,
        documents,
        encrypted,
        passphrase,
        recipientId: pupil === null ? null : Number(pupil),
        expiresOn,
        recipient: args.text('for') ?? '',
        purpose: args.text('purpose') ?? '',
        locale,
      },
      { signal: context.signal, progress: askForTheStick(), onIssued: (one) => issued.push(one) },
    )
    const isSet = profile === 'individual' && pupil === null
    const { path, sha256, files, bytes, missing, written } = pack
    if (isSet) {
      printJson({
        folder: dirname(path),
        packs: issued.map(({ fileName, recipientName, passphrase: phrase, bytes: size }) => ({
          file: fileName,
          pupil: recipientName,
          bytes: size,
          passphrase: phrase,
        })),
        missing,
        encrypted,
      })
    } else {
      printJson({
        file: path,
        sha256,
        files,
        bytes,
        missing,
        encrypted,
        ...(form === 'folder' ? { written } : {}),
        ...(pack.passphrase === null ? {} : { passphrase: pack.passphrase }),
      })
    }
    if (isSet || pack.passphrase !== null) say('Donnez la phrase de passe par un autre chemin que le fichier.')
    return EXIT.done
  })
}

/** `pack verify FILE`: needs no database. */
export const checkPack: Command = async (words, { signal }) => {
  const args = readArguments(words, {}, { min: 1, max: 1 })
  const [file] = args.positionals
  if (file === undefined) throw new UsageError('Which file?')
  printJson(await verifyPack({ file: resolve(file), passphrase: process.env.TROUSSE_PACK_PASSPHRASE || null, signal }))
  return EXIT.done
}
