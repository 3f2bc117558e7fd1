// electron-builder calls this between laying out the program and making installers of it.
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setShippedFuses } from './fuses.mjs'

/** electron-builder's numbers for processors. */
const ARCH_NAMES = { 1: 'x64', 3: 'arm64' }

export default async function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const name = packager.appInfo.productFilename
  const executable = {
    win32: () => join(appOutDir, `${name}.exe`),
    darwin: () => join(appOutDir, `${name}.app`),
    linux: () => join(appOutDir, packager.executableName),
  }[electronPlatformName]()

  // Only where the current Electron cannot be had: the runtime in its place needs its own build of the module.
  const binding = process.env.TROUSSE_DIST_SQLITE_BINDING
  if (binding && electronPlatformName === 'linux') {
    const prebuilds = 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds'
    copyFileSync(binding, join(appOutDir, prebuilds, `linux-${ARCH_NAMES[arch]}.node`))
  }
  // The small program of a plain Electron, which electron-builder leaves in a distribution it did not fetch.
  if (electronPlatformName === 'linux') rmSync(join(appOutDir, 'resources/default_app.asar'), { force: true })
  await setShippedFuses(executable, { resetAdHocDarwinSignature: electronPlatformName === 'darwin' })
}
