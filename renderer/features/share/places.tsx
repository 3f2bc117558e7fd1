import { FolderOpen, Server, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShareTarget } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Card, ConfirmDialog, IconButton } from '../../ui/index.ts'
import styles from './share.module.css'

/** The places this computer publishes to. */
export function Places({ targets, add }: { readonly targets: readonly ShareTarget[]; readonly add: ReactNode }) {
  const { t } = useTranslation('share')
  const [leaving, setLeaving] = useState<ShareTarget | null>(null)
  const remove = useAction('shares.removeTarget')
  return (
    <Card title={t('places.title')}>
      <ul className={styles.rows}>
        {targets.map((target) => (
          <li key={target.id} className={styles.row}>
            {target.kind === 'folder' ? <FolderOpen size={18} aria-hidden /> : <Server size={18} aria-hidden />}
            <span className={styles.what}>
              <span className={styles.name}>{target.label}</span>
              <span className={styles.soft}>
                {[target.where, t(target.links ? 'places.links' : 'places.no-links')].join(' · ')}
              </span>
            </span>
            <IconButton
              icon={Trash2}
              size="small"
              label={t('places.remove', { name: target.label })}
              onPress={() => setLeaving(target)}
            />
          </li>
        ))}
      </ul>
      <div className={styles.actions}>{add}</div>
      {leaving && (
        <ConfirmDialog
          isOpen
          onClose={() => setLeaving(null)}
          title={t('places.remove-title', { name: leaving.label })}
          confirmLabel={t('places.remove-action')}
          onConfirm={() => remove.mutateAsync({ id: leaving.id })}
        >
          <p>{t('places.remove-detail')}</p>
          {remove.error && <ErrorState error={remove.error} />}
        </ConfirmDialog>
      )}
    </Card>
  )
}
