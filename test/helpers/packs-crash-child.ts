/** Builds one pack and says so; the test that starts it kills it at a named point. Usage: node … FOLDER */
import { buildPack } from '../../electron/packs/build-pack.ts'
import { assignment, buildInput, classContent, file, MemoryBlobs, noise } from './packs-content.ts'

const folder = process.argv[2] ?? ''
const blobs = new MemoryBlobs()
const content = classContent({
  assignments: [
    assignment({ files: [file('a.pdf', blobs.add(noise(2_000_000))), file('b.pdf', blobs.add(noise(500_000, 7)))] }),
  ],
})
const built = await buildPack(buildInput(folder, content, { blobs }))
process.stdout.write(built.path)
