// The switches inside the Electron binary that ships, set once the files are packed (reliability.md E2).
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

/** How the binary writes a fuse that is on or off: the characters 1 and 0. */
const ON = 0x31
const OFF = 0x30

/** What a release must have; everything that lets somebody run other code as Trousse is off. */
export const SHIPPED_FUSES = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  // Checked by macOS and Windows builds; Linux has no such check.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
}

export async function setShippedFuses(executable, { resetAdHocDarwinSignature }) {
  await flipFuses(executable, { version: FuseVersion.V1, resetAdHocDarwinSignature, ...SHIPPED_FUSES })
}

/** Names of the fuses of a packed program that are not as they must be. */
export async function wrongFuses(executable) {
  const wire = await getCurrentFuseWire(executable)
  return Object.entries(SHIPPED_FUSES)
    .filter(([fuse, on]) => wire[fuse] !== (on ? ON : OFF))
    .map(([fuse]) => FuseV1Options[fuse])
}
