import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../bridge/index.ts'
import { Banner, Checkbox, RadioCards } from '../../ui/index.ts'
import { AddSourceForm, type FormField } from './add-form.tsx'
import styles from './add-source.module.css'

/** The service's own address: the same for every school. */
const ECOLE_DIRECTE = 'https://api.ecoledirecte.com/v3'

/** A timetable by its secret address; the address is masked like a password, because it is one. */
export function AddCalendar() {
  const { t } = useTranslation('ways')
  return (
    <AddSourceForm
      words="calendar"
      fields={[{ name: 'url', kind: 'secret' }]}
      build={({ label = '', url = '' }) => ({ kind: 'ical', label, url })}
      after={
        <section>
          <h2 className={styles.whereTitle}>{t('form.calendar.where')}</h2>
          <ul className={styles.where}>
            <li>{t('form.calendar.pronote')}</li>
            <li>{t('form.calendar.ecole-directe')}</li>
            <li>{t('form.calendar.moodle')}</li>
          </ul>
        </section>
      }
    />
  )
}

/** By the site's own page, by a key, or by a password that is exchanged for one at once. */
export function AddMoodle() {
  const { t } = useTranslation('ways')
  const [by, setBy] = useState<'password' | 'window' | 'token'>('password')
  const secrets: Readonly<Record<typeof by, readonly FormField[]>> = {
    password: [
      { name: 'username', kind: 'text' },
      { name: 'password', kind: 'secret' },
    ],
    window: [],
    token: [{ name: 'token', kind: 'secret' }],
  }
  return (
    <AddSourceForm
      words="moodle"
      fields={[{ name: 'url', kind: 'url' }, ...secrets[by]]}
      before={
        <RadioCards
          label={t('form.moodle.by')}
          options={[
            { id: 'password', title: t('form.moodle.by-password'), detail: t('form.moodle.by-password-detail') },
            { id: 'window', title: t('form.moodle.by-window'), detail: t('form.moodle.by-window-detail') },
            { id: 'token', title: t('form.moodle.by-token'), detail: t('form.moodle.by-token-detail') },
          ]}
          value={by}
          onChange={setBy}
        />
      }
      build={({ label = '', url = '', token = '', username = '', password = '' }) => ({
        kind: 'moodle',
        label,
        url,
        credentials: by === 'token' ? { by, token } : by === 'password' ? { by, username, password } : { by },
      })}
    />
  )
}

/** The teacher logs in by hand in the source's own window, once it is there. */
export function AddEdifice() {
  const { t } = useTranslation('ways')
  return (
    <AddSourceForm
      words="edifice"
      fields={[{ name: 'url', kind: 'url' }]}
      build={({ label = '', url = '' }) => ({ kind: 'edifice', label, url })}
      action={t('form.edifice.action')}
      onAdded={(source) => call('capture.open', { sourceId: source.id })}
    />
  )
}

export function AddEcoleDirecte() {
  const { t } = useTranslation('ways')
  const [accepted, setAccepted] = useState(false)
  return (
    <AddSourceForm
      words="ecole-directe"
      fields={[
        { name: 'login', kind: 'text' },
        { name: 'password', kind: 'secret' },
      ]}
      build={({ label = '', login = '', password = '' }) => ({
        kind: 'ecole-directe',
        label,
        url: ECOLE_DIRECTE,
        login,
        password,
        acceptedNotice: true,
      })}
      problem={accepted ? null : t('form.ecole-directe.accept-missing')}
      before={
        <Banner tone="warn" title={t('form.ecole-directe.notice')}>
          {t('form.ecole-directe.notice-detail')}
        </Banner>
      }
      after={
        <Checkbox isSelected={accepted} onChange={setAccepted}>
          {t('form.ecole-directe.accept')}
        </Checkbox>
      }
    />
  )
}

export function AddOneRoster() {
  return (
    <AddSourceForm
      words="oneroster"
      fields={[
        { name: 'url', kind: 'url' },
        { name: 'tokenUrl', kind: 'url' },
        { name: 'clientId', kind: 'text' },
        { name: 'clientSecret', kind: 'secret' },
      ]}
      build={({ label = '', url = '', tokenUrl = '', clientId = '', clientSecret = '' }) => ({
        kind: 'oneroster',
        label,
        url,
        tokenUrl,
        clientId,
        clientSecret,
      })}
    />
  )
}
