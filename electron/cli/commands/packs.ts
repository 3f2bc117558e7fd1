import { resolve } from 'node:path'
import { verifyPack } from '../../packs/verify-pack.ts'
import { buildClassPack } from '../../services/class-packs.ts'
import { readArguments } from '../arguments.ts'
import { type Command, withLook } from '../command.ts'
import { EXIT, UsageError } from '../exit.ts'
import { printJson, say } from '../output.ts'
import { requireClass } from './sources.ts'

/** `pack CLASS --to DIR`: encrypted unless a pupil pack is asked for in clear. */
export const makePack: Command = async (words, context) => {
  const args = readArguments(words, { to: 'text', profile: 'text', clear: 'flag' }, { min: 1, max: 1 })
  const folder = resolve(args.required('to'))
  const profile = args.choice('profile', ['teacher', 'pupil'])
  const encrypted = !args.flag('clear')
  const passphrase = process.env.TROUSSE_PACK_PASSPHRASE || null
  return withLook(args, context, async ({ space }) => {
    const found = await requireClass(space.store.read, args.positionals[0] ?? '')
    const pack = await buildClassPack(
      context.machine,
      space,
      { classId: found.id, profile, folder, encrypted, passphrase },
      { signal: context.signal, progress: () => {} },
    )
    const { path, sha256, files, bytes, missing } = pack
    printJson({
      file: path,
      sha256,
      files,
      bytes,
      missing,
      encrypted,
      ...(pack.passphrase === null ? {} : { passphrase: pack.passphrase }),
    })
    if (pack.passphrase !== null) say('Donnez la phrase de passe par un autre chemin que le fichier.')
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
