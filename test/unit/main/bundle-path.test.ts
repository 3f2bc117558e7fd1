import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleFile, bundlePath } from '../../../electron/main/bundle-path.ts'

describe('an address of the window', () => {
  it.each([
    ['app://trousse/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://trousse/index.html#/classes/12', 'index.html', 'text/html; charset=utf-8'],
    ['app://trousse/assets/index-B3x_9-aZ.js', 'assets/index-B3x_9-aZ.js', 'text/javascript; charset=utf-8'],
    ['app://trousse/assets/font.latin.woff2', 'assets/font.latin.woff2', 'font/woff2'],
  ])('%s names a file', (url, path, mediaType) => {
    expect(bundlePath(url)).toEqual({ path, mediaType })
  })

  it.each([
    ['parent', 'app://trousse/../package.json'],
    ['parent inside', 'app://trousse/assets/../../package.json'],
    ['encoded dots', 'app://trousse/%2e%2e/package.json'],
    ['encoded slash', 'app://trousse/..%2fpackage.json'],
    ['double encoded', 'app://trousse/%252e%252e%252fpackage.json'],
    ['backslash', 'app://trousse/..\\package.json'],
    ['encoded backslash', 'app://trousse/..%5cpackage.json'],
    ['NUL', 'app://trousse/index.html\0.js'],
    ['encoded NUL', 'app://trousse/index.html%00.js'],
    ['drive', 'app://trousse/C:/Windows/win.ini.json'],
    ['UNC', 'app://trousse//server/share/file.json'],
    ['absolute', 'app://trousse//etc/passwd.json'],
    ['other host', 'app://elsewhere/index.html'],
    ['host that starts like ours', 'app://trousse.example/index.html'],
    ['user name', 'app://user@trousse/index.html'],
    ['port', 'app://trousse:8080/index.html'],
    ['query', 'app://trousse/index.html?file=../package.json'],
    ['hidden file', 'app://trousse/.vite/manifest.json'],
    ['folder', 'app://trousse/assets/'],
    ['nothing', 'app://trousse/'],
    ['unknown kind', 'app://trousse/assets/index.js.map'],
    ['other scheme', 'file:///index.html'],
    ['end of line', 'app://trousse/index.html\n'],
  ])('%s names nothing', (_what, url) => {
    expect(bundlePath(url)).toBeNull()
  })
})

describe('the file behind it', () => {
  let parent = ''
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'trousse-bundle-'))
    await mkdir(join(parent, 'bundle'))
    await writeFile(join(parent, 'bundle', 'index.html'), 'ours')
    await writeFile(join(parent, 'secret.json'), 'not ours')
    await mkdir(join(parent, 'bundle-other'))
    await writeFile(join(parent, 'bundle-other', 'a.json'), 'not ours')
    await symlink(join(parent, 'secret.json'), join(parent, 'bundle', 'link.json'))
    await symlink(join(parent, 'bundle-other'), join(parent, 'bundle', 'folder'))
  })
  afterAll(() => rm(parent, { recursive: true, force: true }))

  it('is found in the bundle, not through a link that leads out of it', async () => {
    const root = join(parent, 'bundle')
    expect(await bundleFile(root, 'index.html')).toMatch(/bundle[/\\]index\.html$/)
    expect(await bundleFile(root, 'missing.html')).toBeNull()
    expect(await bundleFile(root, 'link.json')).toBeNull()
    expect(await bundleFile(root, 'folder/a.json')).toBeNull()
    expect(await bundleFile(root, '../secret.json')).toBeNull()
  })
})
