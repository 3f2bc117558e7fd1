/** The only way out to the computer's browser, mail program and file manager. */
import { shell } from 'electron'
import { TrousseError } from '../contract/errors.ts'
import { checkedExternalAddress } from './external-address.ts'

/** Throws `address-refused` for anything but https, mailto and tel. */
export async function openExternal(address: string): Promise<void> {
  await shell.openExternal(checkedExternalAddress(address))
}

/** Shows a file we wrote in the file manager, without opening it. */
export function revealFile(path: string): void {
  shell.showItemInFolder(path)
}

/** Opens a folder of ours in the file manager; a folder, never a file, so nothing is run. */
export async function openFolder(path: string): Promise<void> {
  const problem = await shell.openPath(path)
  if (problem !== '') throw new TrousseError('not-found', { what: 'folder' })
}
