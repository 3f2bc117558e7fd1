/** A table for a spreadsheet: rows of text, the header apart, all of the same length. */
export interface Table {
  readonly title: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A class with what its exported files may hold: active pupils by name. */
export interface ExportClass {
  readonly id: number
  readonly name: string
  readonly kind: 'class' | 'group'
  readonly subject: string | null
}
