/** What the export worker is asked and answers. */
import type { ErrorShape } from '../../contract/errors.ts'
import type { ExportPreview } from '../../contract/views.ts'
import type { PaperDocument } from '../../papers/paper.ts'
import type { MadeFile } from './make-file.ts'
import type { ExportMaterial } from './material.ts'

export interface ExportJob {
  readonly want: 'preview' | 'make'
  readonly material: ExportMaterial
}

export type ExportAnswer =
  | { readonly kind: 'preview'; readonly preview: ExportPreview }
  | { readonly kind: 'paper'; readonly document: PaperDocument }
  | {
      readonly kind: 'file'
      readonly title: string
      readonly extension: MadeFile['extension']
      readonly form: MadeFile['form']
      readonly bytes: Uint8Array
    }
  | { readonly kind: 'error'; readonly error: ErrorShape }
