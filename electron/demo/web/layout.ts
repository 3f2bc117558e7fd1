/** The frame of every page of the demonstration's platform. Plain HTML that needs no script. */

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')

const STYLE = `
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1d2433;background:#f3f5fa}
header{background:#23408e;color:#fff;padding:14px 28px;display:flex;gap:28px;align-items:baseline}
header strong{font-size:20px}header a{color:#fff}main{max-width:960px;margin:28px auto;padding:0 20px}
.carte{background:#fff;border:1px solid #d9deea;border-radius:8px;padding:20px 24px;margin-bottom:18px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:7px 10px;border-bottom:1px solid #e4e8f1}
label{display:block;margin:12px 0 4px}input{font:inherit;padding:8px;width:100%;max-width:340px;border:1px solid #7d879d;border-radius:5px}
button{font:inherit;margin-top:18px;padding:9px 20px;border:0;border-radius:5px;background:#23408e;color:#fff}
.date{font-weight:600}.note{color:#4d566b;font-size:14px}.alerte{background:#fff4e0;border-color:#e0b566}
footer{text-align:center;color:#4d566b;font-size:13px;padding:24px}`

export interface PageParts {
  readonly title: string
  readonly body: string
  readonly signedIn?: boolean
}

/** @param body HTML that is already safe. */
export function renderPage({ title, body, signedIn = false }: PageParts): string {
  const navigation = signedIn
    ? '<nav><a href="/classes">Mes classes</a> &nbsp; <a href="/travail">Travail à faire</a> &nbsp; <a href="/logout">Se déconnecter</a></nav>'
    : ''
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – Mon ENT (démonstration)</title><style>${STYLE}</style></head>
<body><header><strong>Mon ENT – démonstration</strong>${navigation}</header>
<main>${body}</main>
<footer>Lycée imaginaire : toutes les personnes et tous les travaux sont inventés.</footer></body></html>
`
}
