import { describe, expect, it } from 'vitest'
import { onCommand, runCommand } from '../../../renderer/app/command-bus.ts'
import { keyNames } from '../../../renderer/features/shortcuts/key-names.ts'

describe('commands', () => {
  it('are answered by the part that came last, then by the one before it again', () => {
    const ran: string[] = []
    expect(runCommand('print')).toBe(false)
    // The window around registers after its screens, and answers only when none of them does.
    const stopTable = onCommand('print', () => ran.push('table'))
    const stopScreen = onCommand('print', () => ran.push('screen'), 'window')
    expect(runCommand('print')).toBe(true)
    stopTable()
    runCommand('print')
    stopScreen()
    expect(runCommand('print')).toBe(false)
    expect(ran).toEqual(['table', 'screen'])
  })

  it('are written with the keys of the computer at hand', () => {
    expect(keyNames('CmdOrCtrl+Plus', false)).toEqual(['Ctrl', '+'])
    expect(keyNames('CmdOrCtrl+K', true)).toEqual(['⌘', 'K'])
    expect(keyNames('Alt+Left', false)).toEqual(['Alt', '←'])
  })
})
