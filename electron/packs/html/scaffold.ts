/** Everything of a self-opening page that is not data: the same for every pack, the head aside. */
import { createHash } from 'node:crypto'
import { html, nothing, type SafeHtml, trusted } from '../../domain/safe-html.ts'
import { PAGE_STYLE } from '../page/style.ts'
import { OPENER_SCRIPT } from './opener-script.ts'
import { OPENER_STYLE } from './opener-style.ts'
import { openerTexts } from './opener-texts.ts'
import type { PackHead } from './pack-index.ts'

const STYLE = `${PAGE_STYLE}${OPENER_STYLE}`
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** One program and one style, each known by its hash; no address is reachable, not even the file's own folder. */
const CONTENT_POLICY = [
  "default-src 'none'",
  // Pictures of instructions are in the sealed page itself.
  'img-src data:',
  `script-src ${hashOf(OPENER_SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** JSON that no HTML parser takes for the end of its element. */
const inert = (json: string): SafeHtml => trusted(json.replace(/</g, '\\u003c'))

/** The head as it stands in the page: these very characters are what the passphrase must prove. */
export const headText = (head: PackHead): string => inert(JSON.stringify(head)).markup

export const HEAD_OPEN = '<script type="application/json" id="head" data-check="'

export interface Scaffold {
  /** Up to the first chunk. */
  readonly before: string
  /** From the last one. */
  readonly after: string
}

/**
 * @param check base64 of the sealed nothing that proves a passphrase; empty in clear
 */
export function scaffold(head: PackHead, check: string): Scaffold {
  const texts = openerTexts(head.locale)
  const isClear = head.kdf === null
  const before = html`<!doctype html>
<html lang="${head.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${texts.title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<p id="expired" class="expired" role="note" hidden>${isClear ? texts.expiredClear : texts.expired}</p>
<div id="bar" class="bar" hidden><div class="wrap"><button type="button" id="print">${texts.print}</button>${
    isClear
      ? html`<button type="button" id="close" hidden></button>`
      : html`<button type="button" id="close">${texts.close}</button>`
  }</div></div>
<main id="lock" class="lock"><div class="lock-card">
<p class="lock-kind">${texts.title}</p>
${isClear ? nothing : html`<h1>${texts.heading}</h1><p>${texts.lead}</p>`}
<form id="form" hidden novalidate>
<label for="phrase">${texts.label}</label>
<input id="phrase" type="password" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="hint problem">
<small id="hint">${texts.hint}</small>
<p class="see"><input id="see" type="checkbox"><label for="see">${texts.see}</label></p>
<button type="submit" class="primary">${texts.open}</button>
</form>
<p id="state" class="state" role="status"></p>
<p id="problem" class="problem" role="alert"></p>
<noscript><p class="problem">${texts.noScript}</p></noscript>
</div></main>
<div id="page" hidden></div>
<script type="application/json" id="texts">${inert(JSON.stringify(texts))}</script>
${trusted(HEAD_OPEN)}${check}">${trusted(headText(head))}</script>
<script>${trusted(OPENER_SCRIPT)}</script>
`
  return { before: before.markup, after: '</body>\n</html>\n' }
}
