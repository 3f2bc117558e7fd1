import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  addSource,
  type LocalStore,
  openLocal,
  person,
  schoolClass,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

let store: LocalStore
let remove: () => Promise<void>
beforeEach(async () => {
  const temporary = await temporaryFolder()
  remove = temporary.remove
  store = await openLocal(temporary.folder)
  await synchronise(store, await addSource(store), [
    person('p'),
    schoolClass('a', { name: '6e A' }),
    schoolClass('b', { name: '6A', kind: 'group' }),
    schoolClass('c', { name: '1ère G2' }),
    schoolClass('d', { name: 'Chorale', kind: 'group' }),
    schoolClass('e', { name: 'CHORALE !', kind: 'group' }),
    schoolClass('f', { name: '7', kind: 'group' }),
    schoolClass('g', { name: '5ème B' }),
    schoolClass('h', { name: '5°B' }),
  ])
})
afterEach(async () => {
  store.database.close()
  await remove()
})

describe('a class by the name people write', () => {
  it.each([
    ['6eA', '6e A'],
    ['6ÈME A', '6e A'],
    // As it is written, it is the group.
    ['6A', '6A'],
    ['6 a', '6A'],
    ['1G2', '1ère G2'],
    ['1re g2', '1ère G2'],
    ['5ème B', '5ème B'],
  ])('%s finds %s', async (written, name) => {
    expect((await store.read.findClass(written))?.name).toBe(name)
  })

  it('an id wins over a name', async () => {
    const [first] = await store.read.listClasses()
    expect(await store.read.findClass(String(first?.id))).toEqual({ id: first?.id, name: first?.name })
    expect((await store.read.findClass('7'))?.name).toBe(
      (await store.read.listClasses()).find(({ id }) => id === 7)?.name,
    )
  })

  it.each(['5e B', 'chorale', '', '!', '9e Z'])('none, or several, fit %o', async (written) => {
    expect(await store.read.findClass(written)).toBeNull()
  })
})
