/** Where updates come from. Null until releases have an address and a signing key: Trousse then never asks. */

export interface UpdateConfig {
  /** Folder over https that holds the signed manifest, electron-builder's `latest*.yml` and the installers. */
  readonly feedUrl: string
  readonly channel: string
  /** PEM, Ed25519; the private half is kept offline. Two while one replaces the other. */
  readonly publicKeys: readonly string[]
}

export const updateConfig: UpdateConfig | null = null as UpdateConfig | null
