/** Where the creation of the space is; kept by the app, as the space opens while its code is being read. */
export type SetUp =
  | { readonly step: 'none' }
  | { readonly step: 'creating' }
  | { readonly step: 'code'; readonly code: string }

export interface WelcomeProps {
  /** This computer has no keychain: a passphrase is asked at once. */
  readonly passphraseNeeded: boolean
  readonly onSetUp: (setUp: SetUp) => void
}
