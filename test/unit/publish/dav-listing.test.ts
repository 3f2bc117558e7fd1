import { describe, expect, it } from 'vitest'
import { readListing } from '../../../electron/publish/dav-listing.ts'

const code = (wanted: string) => expect.objectContaining({ code: wanted })
const list = (rows: string, head = '<?xml version="1.0"?>') =>
  readListing(new TextEncoder().encode(`${head}<multistatus xmlns="DAV:">${rows}</multistatus>`), 'nuage.example')
const row = (href: string, props = '<getcontentlength>3</getcontentlength>', status = 'HTTP/1.1 200 OK') =>
  `<response><href>${href}</href><propstat><prop>${props}</prop><status>${status}</status></propstat></response>`

describe('a listing', () => {
  it('is read whatever the prefixes, with what a server refuses left out', () => {
    const rows = `<D:response xmlns:D="DAV:"><D:href>https://a.example/x/%C3%A9t%C3%A9.html</D:href>
      <D:propstat><D:prop><D:getcontentlength>12</D:getcontentlength><D:getetag>W/"a"</D:getetag>
      <D:getlastmodified>Tue, 24 Nov 2026 08:00:00 GMT</D:getlastmodified></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
      <D:propstat><D:prop><D:getetag>no</D:getetag></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response>
      ${row('/x/', '<resourcetype><collection/></resourcetype>')}`
    expect(list(rows)).toEqual([
      {
        ...{ name: 'été.html', path: '/x/%C3%A9t%C3%A9.html', isFolder: false, bytes: 12, etag: 'W/"a"' },
        modifiedAt: Date.parse('2026-11-24T08:00:00Z'),
      },
      { name: 'x', path: '/x/', isFolder: true, bytes: null, etag: null, modifiedAt: null },
    ])
  })

  it('gives no name that could lead elsewhere on a disk', () => {
    const names = ['/x/%2e%2e', '/x/..%2F..%2Fa', '/x/a%5Cb', '/x/a%00b', '/x/%FF', '/x/bon.html']
    expect(list(names.map((name) => row(name)).join('')).map(({ name }) => name)).toEqual(['bon.html'])
  })

  it('that is a bomb, a page or no XML is refused', () => {
    const bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
    expect(() => list('', bomb)).toThrow(code('response-unexpected'))
    for (const page of ['<html><body>Connexion</body></html>', '', 'non', '<a:b/>', '\uFFFD']) {
      expect(() => readListing(new TextEncoder().encode(page), 'a')).toThrow(code('response-unexpected'))
    }
    expect(() => readListing(Uint8Array.of(0xff, 0xfe, 0x3c), 'a')).toThrow(code('response-unexpected'))
    expect(() => list(row('/a').repeat(10_001))).toThrow(code('response-unexpected'))
  })
})
