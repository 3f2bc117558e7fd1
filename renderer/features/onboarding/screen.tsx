import type { ScreenProps } from '../../app/router.ts'
import { DataPage } from './data-page.tsx'
import { FirstClass } from './first-class.tsx'
import { RegisterPage } from './register-page.tsx'
import { isSchoolSystem } from './school-systems.ts'
import { WhichSchool } from './which-school.tsx'
import { WhichSystem } from './which-system.tsx'

/** `#/start`, then `…/<system>` for its shortest way, `…/unsure`, `…/data`, `…/register`. */
export function Screen({ path: [place = ''] }: ScreenProps) {
  if (place === 'data') return <DataPage />
  if (place === 'register') return <RegisterPage />
  if (place === 'unsure') return <WhichSystem />
  return isSchoolSystem(place) ? <FirstClass system={place} /> : <WhichSchool />
}
