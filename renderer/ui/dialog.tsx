import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from './button.tsx'
import { cx } from './cx.ts'
import styles from './dialog.module.css'

export interface DialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  /** Buttons at the bottom right, the main one last. */
  readonly footer?: ReactNode
  readonly size?: 'small' | 'medium' | 'large'
  readonly role?: 'dialog' | 'alertdialog'
  /** False while leaving would lose something: no cross, no Escape. */
  readonly canClose?: boolean
}

/** A modal dialog: the focus stays inside, Escape closes, and the focus goes back to where it was. */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, children, footer, size = 'medium', role = 'dialog', canClose = true } = props
  const { t } = useTranslation('common')
  return (
    <ModalOverlay
      className={styles.overlay ?? ''}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={false}
      isKeyboardDismissDisabled={!canClose}
    >
      <Modal className={cx(styles.modal, styles[size])}>
        <AriaDialog role={role} className={styles.dialog ?? ''}>
          <header className={styles.header}>
            <Heading slot="title" level={2} className={styles.title ?? ''}>
              {title}
            </Heading>
            {canClose && <IconButton icon={X} label={t('close')} size="small" onPress={onClose} />}
          </header>
          <div className={styles.body}>{children}</div>
          {footer && <footer className={styles.footer}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

export interface ConfirmDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  /** A verb: "Supprimer la source", never "OK". */
  readonly confirmLabel: string
  readonly cancelLabel?: string
  readonly tone?: 'primary' | 'danger'
  /** The dialog stays open and busy until it settles; a rejection leaves it open (show the error in `children`). */
  readonly onConfirm: () => Promise<unknown> | undefined
  readonly canConfirm?: boolean
}

/** Asks before something that cannot be undone. The safe choice has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onClose, title, children, confirmLabel, cancelLabel, tone = 'primary', onConfirm } = props
  const { t } = useTranslation('common')
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    try {
      await onConfirm()
      onClose()
    } catch {
      // Shown by the owner in `children`; the dialog stays.
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      size="small"
      role="alertdialog"
      canClose={!busy}
      footer={
        <>
          <Button autoFocus onPress={onClose} isDisabled={busy}>
            {cancelLabel ?? t('cancel')}
          </Button>
          <Button variant={tone} onPress={confirm} isPending={busy} isDisabled={props.canConfirm === false}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
