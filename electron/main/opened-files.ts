/** Files that the system asks Trousse to open: from the command line, a second start, or the Mac's finder. Plain Node. */
import { statSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'

/**
 * The files named on a command line. Only what exists as a file, is no switch, and is not a part of the program itself:
 * the rest of the line belongs to Electron. What a file is is read from its content, as for any import, and later.
 * @param folder the folder that relative names start from: that of whoever started the program.
 * @param program the folder of the app, which a development start names too.
 */
export function filesOf(argv: readonly string[], folder: string, program: string): string[] {
  const named = argv
    .slice(1)
    .filter((word) => word !== '' && !word.startsWith('-') && !/^[a-z][a-z0-9+.-]+:\/\//i.test(word))
    .map((word) => (isAbsolute(word) ? word : resolve(folder, word)))
    .filter((path) => path !== program && !path.startsWith(`${program}/out/`) && isFile(path))
  return [...new Set(named)]
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
