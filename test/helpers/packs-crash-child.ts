/**
 * Builds one pack and says so; the test that starts it kills it at a named point. Usage: node … FOLDER [FORM]
 * A folder is brought up to date: one document leaves, one comes, the page changes.
 */
import { buildPack } from '../../electron/packs/build-pack.ts'
import { assignment, buildInput, classContent, file, MemoryBlobs, noise } from './packs-content.ts'

const [folder = '', form = 'zip'] = process.argv.slice(2)
const blobs = new MemoryBlobs()
const content = classContent({
  assignments: [
    assignment({ files: [file('a.pdf', blobs.add(noise(2_000_000))), file('b.pdf', blobs.add(noise(500_000, 7)))] }),
  ],
})
const sealed = { blobs, form: form === 'html' ? ('html' as const) : ('zip' as const) }
const clear = { blobs, form: 'folder', profile: 'pupil', encrypted: false, passphrase: null } as const
const built = await buildPack(buildInput(folder, content, form === 'folder' ? clear : sealed))
process.stdout.write(built.path)
