import { useTranslation } from 'react-i18next'
import type { ScreenProps } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Page, PageHeader, Skeleton } from '../../ui/index.ts'
import { PortraitsCard } from '../portraits/index.tsx'
import { DataCard } from './data-card.tsx'
import { DocumentsCard } from './documents-card.tsx'
import { InboxCard } from './inbox-card.tsx'
import { LookCard } from './look-card.tsx'
import { MailCard } from './mail-card.tsx'
import { NoticeCard } from './notice-card.tsx'
import { SendingCard } from './sending-card.tsx'
import { SyncCard } from './sync-card.tsx'
import { TeacherCard } from './teacher-card.tsx'

/** What the teacher can choose, from the everyday to the technical. */
export function Screen(_: ScreenProps) {
  const { t } = useTranslation('settings')
  const settings = useChannel('settings.read')
  const mail = useChannel('mail.settings')
  const inbox = useChannel('inbox.settings')
  return (
    <Page width="reading">
      <PageHeader title={t('title')} />
      {settings.error && <ErrorState error={settings.error} shape="page" onRetry={() => void settings.refetch()} />}
      {settings.isPending && <Skeleton lines={5} height="4rem" />}
      {settings.data && (
        <>
          <TeacherCard settings={settings.data} />
          {mail.data !== undefined && <MailCard stored={mail.data} settings={settings.data} />}
          {mail.error && <ErrorState error={mail.error} />}
          {inbox.data && <InboxCard key={inbox.data.user} stored={inbox.data} />}
          <SendingCard settings={settings.data} />
          <LookCard settings={settings.data} />
          <PortraitsCard settings={settings.data} />
          <NoticeCard />
          <SyncCard settings={settings.data} />
          <DocumentsCard />
          <DataCard />
        </>
      )}
    </Page>
  )
}
