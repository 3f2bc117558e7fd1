import { FolderOpen, Globe, Server } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, ErrorState, useAction, useTaskRunner } from '../../bridge/index.ts'
import { Button, Dialog, Progress, RadioCards, TextField } from '../../ui/index.ts'
import styles from './share.module.css'

type Way = 'browser' | 'address' | 'folder'

/** Three ways in: signing in by the browser, an address with its password, or a folder of the network. */
export function AddPlace({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('share')
  const [way, setWay] = useState<Way>('browser')
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('add.title')} size="large">
      <div className={styles.form}>
        <RadioCards
          label={t('add.way')}
          labelHidden
          columns={1}
          value={way}
          onChange={setWay}
          options={[
            { id: 'browser', icon: Globe, title: t('add.browser.title'), detail: t('add.browser.detail') },
            { id: 'address', icon: Server, title: t('add.address.title'), detail: t('add.address.detail') },
            { id: 'folder', icon: FolderOpen, title: t('add.folder.title'), detail: t('add.folder.detail') },
          ]}
        />
        {way === 'browser' && <ByBrowser onDone={onClose} />}
        {way === 'address' && <ByAddress onDone={onClose} />}
        {way === 'folder' && <ByFolder onDone={onClose} />}
      </div>
    </Dialog>
  )
}

interface WayProps {
  readonly onDone: () => void
}

function ByBrowser({ onDone }: WayProps) {
  const { t } = useTranslation('share')
  const signIn = useTaskRunner('shares.signIn')
  const [address, setAddress] = useState('')
  const error = signIn.error ?? (signIn.task?.state === 'failed' ? signIn.task.error : null)
  if (signIn.task?.state === 'done') {
    return (
      <div className={styles.actions}>
        <p role="status">{t('add.browser.done')}</p>
        <Button variant="primary" onPress={onDone}>
          {t('add.browser.close')}
        </Button>
      </div>
    )
  }
  return (
    <>
      <TextField
        label={t('add.browser.label')}
        hint={t('add.browser.hint')}
        placeholder="https://nuage.example.fr"
        value={address}
        onChange={setAddress}
        autoComplete="off"
        spellCheck="false"
      />
      {error && <ErrorState error={error} />}
      {signIn.isRunning && <Progress label={t('add.browser.waiting')} done={0} total={0} />}
      <div className={styles.actions}>
        {signIn.isRunning && <Button onPress={signIn.cancel}>{t('add.browser.stop')}</Button>}
        <Button
          variant="primary"
          icon={Globe}
          isDisabled={address.trim() === ''}
          isPending={signIn.isRunning}
          onPress={() => void signIn.start({ address })}
        >
          {t('add.browser.action')}
        </Button>
      </div>
    </>
  )
}

function ByAddress({ onDone }: WayProps) {
  const { t } = useTranslation('share')
  const add = useAction('shares.addDav')
  const [form, setForm] = useState({ address: '', userName: '', password: '', label: '' })
  const field = (name: keyof typeof form, type: 'text' | 'password' = 'text') => (
    <TextField
      label={t(`add.address.${name}`)}
      hint={t(`add.address.${name}-hint`)}
      type={type}
      value={form[name]}
      onChange={(value) => setForm((before) => ({ ...before, [name]: value }))}
      autoComplete="off"
      spellCheck="false"
    />
  )
  const isReady = form.address.trim() !== '' && form.userName.trim() !== '' && form.password !== ''
  return (
    <>
      {field('address')}
      <div className={styles.pair}>
        {field('userName')}
        {field('password', 'password')}
      </div>
      {field('label')}
      {add.error && <ErrorState error={add.error} />}
      <div className={styles.actions}>
        <Button
          variant="primary"
          isDisabled={!isReady}
          isPending={add.isPending}
          onPress={() => add.mutate(form, { onSuccess: onDone })}
        >
          {t('add.address.action')}
        </Button>
      </div>
    </>
  )
}

function ByFolder({ onDone }: WayProps) {
  const { t } = useTranslation('share')
  const add = useAction('shares.addFolder')
  const choose = async () => {
    const folder = await call('packs.chooseFolder', undefined)
    if (folder !== null) add.mutate({ ticket: folder.ticket }, { onSuccess: onDone })
  }
  return (
    <>
      {add.error && <ErrorState error={add.error} />}
      <div className={styles.actions}>
        <Button variant="primary" icon={FolderOpen} isPending={add.isPending} onPress={() => void choose()}>
          {t('add.folder.action')}
        </Button>
      </div>
    </>
  )
}
