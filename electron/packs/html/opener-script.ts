/**
 * The program inside a self-opening page: asks for the passphrase, opens the index, shows the page, opens
 * documents when they are asked for, saves what a pupil hands in. It is text, not a module: the browser runs it
 * from a file, with nothing beside it. Its twin in Node is `framing.ts`; tests open the one with the other.
 *
 * No network is ever asked for, and the page's policy would refuse it. Nothing here may hold a backslash, a
 * backtick or an end of script.
 */
import { HAND_BACK_FORMAT, HAND_BACK_MAX_BYTES, HAND_BACK_VERSION } from '../hand-back.ts'
import { HTML_FORMAT, HTML_VERSION } from './framing.ts'

/** Kinds a browser shows by itself and that run nothing. Any other is saved. */
const SHOWN_BY_BROWSERS = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  txt: 'text/plain;charset=utf-8',
} as const

const CRYPTO_PART = `
const fromBase64 = (text) => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
};
const utf8 = (text) => new TextEncoder().encode(text);
const prefix = utf8('${HTML_FORMAT}/${HTML_VERSION}');

const keyFrom = async (passphrase) => {
  const raw = await crypto.subtle.importKey('raw', utf8(passphrase), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: head.kdf.hash, salt: fromBase64(head.kdf.salt), iterations: head.kdf.rounds };
  return crypto.subtle.deriveKey(how, raw, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
};
const unseal = async (key, nonce, sealed, about) =>
  new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: about, tagLength: 128 }, key, sealed));

const passesCheck = (key) =>
  unseal(key, new Uint8Array(12).fill(255), fromBase64(headElement.dataset.check), utf8(headText)).then(() => true, () => false);

const openChunk = (stream, index, count, sealed) => {
  if (stream === null) return sealed;
  const about = new Uint8Array(prefix.length + 24);
  about.set(prefix);
  about.set(stream.id, prefix.length);
  const place = new DataView(about.buffer, prefix.length + 16);
  place.setUint32(0, index);
  place.setUint32(4, count);
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(8, index);
  return unseal(stream.key, nonce, sealed, about);
};

/* One chunk at a time: the page stays alive whatever the size, and each wait lets it draw. */
const openStream = async (stream, first, count, onProgress) => {
  const parts = [];
  for (let index = 0; index < count; index += 1) {
    const data = fromBase64(chunks[first + index].textContent);
    parts.push(new Blob([await openChunk(stream, index, count, data)]));
    onProgress(index + 1, count);
    await new Promise((next) => setTimeout(next, 0));
  }
  return parts;
};
`

const LOCK_PART = `
const say = (text, isError) => {
  $('state').textContent = isError ? '' : text;
  $('problem').textContent = isError ? text : '';
  if ($('phrase')) $('phrase').setAttribute('aria-invalid', String(isError));
};
const busy = (isBusy) => {
  $('lock').classList.toggle('busy', isBusy);
  for (const part of $('lock').querySelectorAll('input,button')) part.disabled = isBusy;
};

/* As dictated, as printed, with the spaces or capitals a phone puts in. */
const variants = (typed) => {
  const asWords = typed.trim().toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).join('-');
  return [...new Set([typed, typed.trim(), asWords])].filter((one) => one !== '');
};
const findKey = async (typed) => {
  for (const passphrase of variants(typed)) {
    const key = await keyFrom(passphrase);
    if (await passesCheck(key)) return key;
  }
  return null;
};

const openIndex = async (key) => {
  await loaded;
  chunks = document.querySelectorAll('script[type="application/x-trousse"]');
  if (chunks.length !== head.chunks) throw new Error('incomplete');
  const stream = key === null ? null : { id: fromBase64(head.id), key };
  const parts = await openStream(stream, 0, head.indexChunks, () => {});
  return JSON.parse(await new Blob(parts).text());
};

const unlock = async (typed) => {
  busy(true);
  say(texts.opening, false);
  let key = null;
  if (head.kdf !== null) {
    key = await findKey(typed);
    if (key === null) {
      busy(false);
      say(texts.wrong, true);
      $('phrase').focus();
      $('phrase').select();
      return;
    }
  }
  try {
    show(await openIndex(key));
  } catch (error) {
    busy(false);
    say(error.message === 'incomplete' ? texts.incomplete : texts.damaged, true);
  }
};
`

const PAGE_PART = `
const shown = ${JSON.stringify(SHOWN_BY_BROWSERS)};
const extensionOf = (name) => {
  const found = /[.]([a-z0-9]{1,10})$/i.exec(name);
  return found ? found[1].toLowerCase() : '';
};
const element = (name, content, values) => {
  const made = Object.assign(document.createElement(name), values);
  made.append(...content);
  return made;
};

/* Two real links once a document is open: any browser, any reader, any keyboard knows what to do with them. */
const offer = (item, button, file, parts) => {
  const kind = extensionOf(file.path);
  const type = shown[kind];
  const url = URL.createObjectURL(new Blob(parts, { type: type || 'application/octet-stream' }));
  const realKind = extensionOf(file.originalName || '');
  const name = !file.originalName ? file.path : kind === realKind ? file.originalName : file.originalName + '.' + kind;
  const links = [];
  if (type) links.push(element('a', [texts.view], { href: url, target: '_blank', className: 'act' }));
  links.push(element('a', [texts.save], { href: url, download: name, className: 'act' }));
  for (const link of links) link.setAttribute('aria-label', link.textContent + ' – ' + name);
  button.replaceWith(element('div', [...button.childNodes], { className: 'opened' }));
  item.append(element('span', links, { className: 'acts' }));
  links[0].focus();
  if (navigator.userActivation && navigator.userActivation.isActive) links[0].click();
};

const wireDocument = (link, entry, file) => {
  const item = link.closest('li') || link.parentElement;
  const button = element('button', [...link.childNodes], { type: 'button', className: 'document' });
  const state = element('span', [], { className: 'document-state' });
  state.setAttribute('role', 'status');
  link.replaceWith(button);
  item.append(state);
  button.addEventListener('click', async () => {
    button.disabled = true;
    state.textContent = texts.preparing;
    try {
      const seal = entry.seal === null ? null : {
        id: fromBase64(entry.seal.id),
        key: await crypto.subtle.importKey('raw', fromBase64(entry.seal.key), 'AES-GCM', false, ['decrypt']),
      };
      const parts = await openStream(seal, entry.first, entry.chunks, (done, all) => {
        if (all > 8) state.textContent = texts.preparing + ' ' + Math.floor((100 * done) / all) + ' %';
      });
      state.textContent = '';
      offer(item, button, file, parts);
    } catch {
      button.disabled = false;
      state.textContent = texts.damagedDocument;
    }
  });
};

const show = (index) => {
  const manifest = JSON.parse(index.manifest);
  const parsed = new DOMParser().parseFromString(index.body, 'text/html');
  for (const one of parsed.querySelectorAll('script,iframe,object,embed,link,meta,base,style')) one.remove();
  document.title = index.title;
  $('lock').remove();
  $('page').replaceChildren(...parsed.body.childNodes);
  $('page').hidden = false;
  $('bar').hidden = false;
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  let first = head.indexChunks;
  const entries = new Map();
  for (const stream of index.streams) {
    entries.set(stream.path, { ...stream, first });
    first += stream.chunks;
  }
  for (const link of $('page').querySelectorAll('a[href]')) {
    const path = link.getAttribute('href');
    if (entries.has(path)) wireDocument(link, entries.get(path), files.get(path));
    else if (/^https:/.test(path)) link.target = '_blank';
  }
  if ($('rendu')) wireHandBack(manifest);
  window.scrollTo(0, 0);
  const main = $('contenu');
  if (main) main.focus({ preventScroll: true });
};
`

const HAND_BACK_PART = `
const toBase64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
const fileNameOf = (text) =>
  text.normalize('NFC').split(String.fromCharCode(92)).join(' ').replace(/[<>:"/|?*]|[^ -~À-ɏ’–]/g, ' ').replace(/ +/g, ' ').trim().slice(0, 90);

const wireHandBack = (manifest) => {
  const form = $('rendu');
  const state = $('rendu-etat');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const which = $('rendu-travail');
    const files = [...$('rendu-fichiers').files];
    const answer = $('rendu-texte').value;
    which.setAttribute('aria-invalid', String(which.value === ''));
    if (which.value === '') {
      state.textContent = texts.chooseWork;
      which.focus();
      return;
    }
    if (answer.trim() === '' && files.length === 0) {
      state.textContent = texts.nothingToSave;
      $('rendu-texte').focus();
      return;
    }
    if (files.reduce((sum, file) => sum + file.size, 0) > ${HAND_BACK_MAX_BYTES}) {
      state.textContent = texts.tooLarge;
      $('rendu-fichiers').focus();
      return;
    }
    const title = which.selectedOptions[0].textContent;
    const told = {
      format: '${HAND_BACK_FORMAT}',
      version: ${HAND_BACK_VERSION},
      packId: head.id,
      className: manifest.class.name,
      pupil: manifest.recipient,
      assignment: { id: which.value === '0' ? null : Number(which.value), title },
      savedAt: new Date().toISOString(),
      text: answer,
    };
    try {
      const parts = [JSON.stringify(told).slice(0, -1), ',"files":['];
      for (const [place, file] of files.entries()) {
        const facts = { name: file.name, mediaType: file.type || null, bytes: file.size };
        parts.push(place === 0 ? '' : ',', JSON.stringify(facts).slice(0, -1), ',"base64":"', await toBase64(file), '"}');
      }
      parts.push(']}');
      const { familyName, givenName } = manifest.recipient;
      const name = fileNameOf(familyName + ' ' + givenName + ' - ' + title) + '.rendu.json';
      const url = URL.createObjectURL(new Blob(parts, { type: 'application/json' }));
      const link = element('a', [name], { href: url, download: name });
      state.replaceChildren(texts.saved + ' ', link);
      link.click();
    } catch {
      state.textContent = texts.unreadableFile;
    }
  });
};
`

const START_PART = `
if (head.expiresAt !== null && Date.now() > Date.parse(head.expiresAt)) $('expired').hidden = false;
$('print').addEventListener('click', () => window.print());
$('close').addEventListener('click', () => location.reload());
if (head.version > ${HTML_VERSION}) say(texts.damaged, true);
else if (head.kdf === null) unlock('');
else if (!globalThis.crypto || !crypto.subtle) {
  say(texts.noCrypto, true);
  $('form').remove();
} else {
  $('form').hidden = false;
  $('see').addEventListener('change', () => { $('phrase').type = $('see').checked ? 'text' : 'password'; });
  $('form').addEventListener('submit', (event) => {
    event.preventDefault();
    if ($('phrase').value.trim() === '') {
      say(texts.empty, true);
      $('phrase').focus();
    } else unlock($('phrase').value);
  });
}
`

export const OPENER_SCRIPT = `(() => {
'use strict';
const $ = (id) => document.getElementById(id);
const texts = JSON.parse($('texts').textContent);
const headElement = $('head');
const headText = headElement.textContent;
const head = JSON.parse(headText);
let chunks = [];
const loaded = new Promise((done) => {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', done);
  else done();
});
${CRYPTO_PART}${LOCK_PART}${PAGE_PART}${HAND_BACK_PART}${START_PART}})();
`
