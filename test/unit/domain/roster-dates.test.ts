import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoDay, parseBirthDate, serialDay } from '../../../electron/domain/roster-dates.ts'

const TODAY = '2026-11-24'

describe('birth dates', () => {
  it.each([
    ['12/05/2012', '2012-05-12'],
    ['1/2/2012', '2012-02-01'],
    ['12-05-2012', '2012-05-12'],
    ['12.05.12', '2012-05-12'],
    ['12/05/98', '1998-05-12'],
    ['2006-08-17', '2006-08-17'],
    ['2006-08-17T00:00:00', '2006-08-17'],
    ['12/05/2012 00:00', '2012-05-12'],
    ['12 mai 2012', '2012-05-12'],
    ['1er août 2011', '2011-08-01'],
    ['3 févr. 2011', '2011-02-03'],
    ['41041', '2012-05-12'],
  ])('%s', (text, iso) => {
    expect(parseBirthDate(text, TODAY)).toEqual({ kind: 'date', iso })
  })

  it.each([
    ['05/23/2012', 'date-impossible'],
    ['31/02/2012', 'date-impossible'],
    ['29/02/2011', 'date-impossible'],
    ['12/05/2027', 'date-future'],
    ['12/05/1812', 'date-unlikely'],
    ['mai', 'date-unreadable'],
    ['12 floréal 2012', 'date-unreadable'],
    ['=TODAY()', 'date-unreadable'],
    ['123', 'date-unreadable'],
  ])('%s is a problem', (text, problem) => {
    expect(parseBirthDate(text, TODAY)).toEqual({ kind: 'problem', problem })
  })

  it('an empty cell is no problem', () => {
    expect(parseBirthDate('  ', TODAY)).toEqual({ kind: 'none' })
  })

  it('day first, for every day of the calendar', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2026-11-23'), noInvalidDate: true })
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10)
        const [year, month, dayOfMonth] = iso.split('-')
        expect(parseBirthDate(`${dayOfMonth}/${month}/${year}`, TODAY)).toEqual({ kind: 'date', iso })
      }),
    )
  })
})

describe('day numbers of spreadsheets', () => {
  it('count from 1900, or from 1904 on old Macs', () => {
    expect(serialDay(41041)).toBe('2012-05-12')
    expect(serialDay(41041.75)).toBe('2012-05-12')
    expect(serialDay(41041 - 1462, true)).toBe('2012-05-12')
    expect(serialDay(Number.NaN)).toBeNull()
    expect(serialDay(1e15)).toBeNull()
  })
  it('know the calendar', () => {
    expect(isoDay(2012, 2, 30)).toBeNull()
  })
})
