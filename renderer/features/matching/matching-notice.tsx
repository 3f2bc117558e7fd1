import { UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { useChannel } from '../../bridge/index.ts'
import { Banner, ButtonLink, useFormat } from '../../ui/index.ts'

/** What several sources leave to the teacher: a banner while something waits, a plain link when all is decided. */
export function MatchingNotice() {
  const { t } = useTranslation('matching')
  const format = useFormat()
  const { data: counts } = useChannel('matches.counts')
  if (counts === undefined) return null
  const waiting = counts.questions + counts.differences
  const href = linkTo('sources', ['matching'])
  if (waiting > 0) {
    return (
      <Banner
        tone="info"
        icon={UsersRound}
        title={t('notice.title', { count: waiting, figure: format.number(waiting) })}
        actions={<ButtonLink href={href}>{t('notice.look')}</ButtonLink>}
      >
        {t('notice.detail')}
      </Banner>
    )
  }
  if (counts.merges === 0) return null
  return (
    <p>
      <ButtonLink variant="quiet" icon={UsersRound} href={href}>
        {t('notice.merged', { count: counts.merges, figure: format.number(counts.merges) })}
      </ButtonLink>
    </p>
  )
}
