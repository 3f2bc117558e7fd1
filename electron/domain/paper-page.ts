/** What every page that leaves for paper has in common: its frame, its style, its dates. Times are the computer's own. */
const MINUTE_MS = 60_000

export const two = (value: number): string => String(value).padStart(2, '0')

/** `24/11/2026`. */
export const dayOf = (iso: string): string => {
  const date = new Date(iso)
  return `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`
}

/** `24/11/2026 08:02`. */
export const momentOf = (iso: string): string => {
  const date = new Date(iso)
  return `${dayOf(iso)} ${two(date.getHours())}:${two(date.getMinutes())}`
}

export const minutesOf = (milliseconds: number): number => Math.max(0, Math.round(milliseconds / MINUTE_MS))

/** `38 min`, `2 h 05`, `3 j 4 h`. */
export function lengthOf(milliseconds: number): string {
  const minutes = minutesOf(milliseconds)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${two(minutes % 60)}` : `${Math.floor(hours / 24)} j ${hours % 24} h`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')

const STYLE = `
@page{size:A4;margin:16mm}*{box-sizing:border-box}
body{margin:0;font:9.5pt/1.35 "Atkinson Hyperlegible Next",system-ui,sans-serif;color:#1b1b1f}
h1{font-size:17pt;margin:0 0 2mm}h2{font-size:11.5pt;margin:6mm 0 1.5mm}p{margin:0 0 1mm}
table{width:100%;border-collapse:collapse;table-layout:fixed}
th,td{text-align:left;vertical-align:top;padding:1mm 2mm 1mm 0;border-bottom:.3mm solid #c9c9d1}
th{font-weight:600}footer{margin-top:5mm;color:#4a4a55;font-size:9pt}`

/** A whole HTML document for A4 paper: no script, nothing fetched. `style` comes after the common one. */
export const paperPage = (page: {
  readonly language: string
  readonly title: string
  readonly style: string
  readonly body: string
}): string => `<!doctype html>
<html lang="${page.language}"><head><meta charset="utf-8"><title>${escapeHtml(page.title)}</title><style>${STYLE}${page.style}</style></head>
<body>${page.body}</body></html>
`

/** A heading per column: its words, and the class that gives its width. */
export const headings = (...cells: readonly (readonly [word: string, width: string])[]): string =>
  `<thead><tr>${cells.map(([word, width]) => `<th scope="col" class="${width}">${word}</th>`).join('')}</tr></thead>`
