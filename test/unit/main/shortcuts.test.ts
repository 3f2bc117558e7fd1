/** One table of shortcuts: every key of it is answered once, on the keyboards of French and English schools. */
import { describe, expect, it } from 'vitest'
import { COMMAND_IDS, commandOf, type KeyPress, SHORTCUTS } from '../../../electron/contract/shortcuts.ts'

const press = (change: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  command: false,
  alt: false,
  shift: false,
  ...change,
})

describe('the table of shortcuts', () => {
  it('gives no key to two commands', () => {
    const keys = COMMAND_IDS.flatMap((id) => [...SHORTCUTS[id].keys])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each([
    ['Ctrl+K', press({ command: true, key: 'k', code: 'KeyK' }), 'palette'],
    ['Ctrl+K with the capitals lock', press({ command: true, key: 'K', code: 'KeyK' }), 'palette'],
    // The digits of an AZERTY keyboard write & é " without Shift.
    ['Ctrl+1 on AZERTY', press({ command: true, key: '&', code: 'Digit1' }), 'today'],
    ['Ctrl+1 on QWERTY', press({ command: true, key: '1', code: 'Digit1' }), 'today'],
    ['Ctrl+7 of the number pad', press({ command: true, key: '7', code: 'Numpad7' }), 'sources'],
    ['Ctrl+/ on AZERTY', press({ command: true, shift: true, key: '/', code: 'Period' }), 'shortcuts'],
    ['?', press({ shift: true, key: '?', code: 'KeyM' }), 'shortcuts'],
    ['Alt+←', press({ alt: true, key: 'ArrowLeft', code: 'ArrowLeft' }), 'back'],
    ['F1', press({ key: 'F1', code: 'F1' }), 'help'],
    ['Ctrl+,', press({ command: true, key: ',', code: 'KeyM' }), 'settings'],
  ])('%s', (_, pressed, command) => expect(commandOf(pressed)).toBe(command))

  it('takes nothing that a text field or the system owns', () => {
    for (const key of ['c', 'v', 'x', 'a', 'w', 'q']) expect(commandOf(press({ command: true, key }))).toBeNull()
    expect(commandOf(press({ command: true, shift: true, key: 'Z' }))).toBeNull()
    expect(commandOf(press({ key: 'k' }))).toBeNull()
    expect(commandOf(press({ command: true, alt: true, key: 'k' }))).toBeNull()
    expect(commandOf(press({ command: true, alt: true, key: '/' }))).toBeNull()
  })
})
