/**
 * One session per source for what the teacher's ENT keeps: cookies and nothing else of lasting worth. No cache is
 * written, since a page of it holds pupils' names in clear (invariant 4).
 */
import { type Session, session } from 'electron'

const entSessions = new WeakSet<Session>()

/** Data that sites keep beside cookies; given up when the window closes. */
const NOT_COOKIES = ['filesystem', 'indexdb', 'localstorage', 'shadercache', 'serviceworkers', 'cachestorage'] as const

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/

/** The demonstration may reach this computer and nothing else. */
export const isLoopback = (url: string): boolean => URL.canParse(url) && LOOPBACK.test(new URL(url).hostname)

/** A page's address: no file, no program of the computer, no page of ours. */
export const isWebAddress = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return (protocol === 'https:' || protocol === 'http:') && hostname !== ''
}

/** The session of a partition, the same for the window and for what is asked over HTTP in the teacher's name. */
export function entSession(partition: string): Session {
  const found = session.fromPartition(partition, { cache: false })
  if (!entSessions.has(found)) {
    entSessions.add(found)
    // PRONOTE serves "incompatible browser" with status 200 to what does not name itself a browser.
    found.setUserAgent(found.getUserAgent().replace(/ (?:Trousse|trousse|Electron)\/\S+/g, ''))
  }
  return found
}

export const isEntSession = (candidate: Session): boolean => entSessions.has(candidate)

/** Requests that leave for anywhere else than allowed are cancelled, whoever makes them: page, frame, worker. */
export function restrictRequests(target: Session, loopbackOnly: boolean): void {
  target.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url)
    const inPage = protocol === 'data:' || protocol === 'blob:' || protocol === 'about:'
    const web = /^(?:https?|wss?):$/.test(protocol)
    answer({ cancel: !inPage && (!web || (loopbackOnly && !isLoopback(details.url))) })
  })
}

/** The teacher stays logged in; pages' own stores, which may hold names, do not stay on disk. */
export const forgetPages = (target: Session): Promise<void> =>
  target.clearStorageData({ storages: [...NOT_COOKIES] }).then(() => target.clearCache())

export async function forgetSession(partition: string): Promise<void> {
  const target = entSession(partition)
  await target.clearStorageData()
  await target.clearCache()
  await target.clearAuthCache()
}
