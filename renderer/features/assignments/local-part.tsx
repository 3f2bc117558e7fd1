import { CircleCheck, CopyPlus, PencilLine, RotateCcw, Trash2, Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AssignmentDetail, LocalState } from '../../../electron/contract/views.ts'
import { assignmentLink, linkTo, navigate } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Badge, Button, showToast, useFormat } from '../../ui/index.ts'
import styles from './assignment-detail.module.css'

/** Where a work of the teacher's own stands with the ENT: icon, word and colour. */
export function LocalBadge({ state, plain = false }: { readonly state: LocalState; readonly plain?: boolean }) {
  const { t } = useTranslation('local-work')
  return (
    <Badge
      tone={state === 'carried-over' ? 'ok' : 'warn'}
      icon={state === 'carried-over' ? CircleCheck : Upload}
      plain={plain}
    >
      {t(`state.${state}`)}
    </Badge>
  )
}

/** Opens the draft that `open` makes. */
export function useDraftOpener() {
  const open = useAction('workDrafts.open')
  const copy = useAction('workDrafts.copy')
  const goTo = (id: string) => navigate(linkTo('assignments', ['draft', id]))
  return {
    create: (classIds: readonly number[]) =>
      open.mutate({ groupId: null, classIds: [...classIds] }, { onSuccess: ({ id }) => goTo(id) }),
    change: (groupId: number) => open.mutate({ groupId, classIds: [] }, { onSuccess: ({ id }) => goTo(id) }),
    copy: (assignmentId: number) => copy.mutate({ assignmentId }, { onSuccess: ({ id }) => goTo(id) }),
    isPending: open.isPending || copy.isPending,
    error: open.error ?? copy.error,
  }
}

/** Of a work written here: its other classes, whether the ENT has it, what can be done with it. */
export function LocalPart(props: { readonly assignment: AssignmentDetail; readonly onRemoved: () => void }) {
  const { assignment, onRemoved } = props
  const { t } = useTranslation('local-work')
  const format = useFormat()
  const work = useChannel('assignments.local', { id: assignment.id })
  const mark = useAction('assignments.markCarriedOver')
  const remove = useAction('assignments.remove')
  const restore = useAction('assignments.restore')
  const drafts = useDraftOpener()
  if (assignment.localState === null) return null
  const { classes = [], groupId = null } = work.data ?? {}
  const own = classes.find(({ assignmentId }) => assignmentId === assignment.id)
  const others = classes.filter(({ assignmentId }) => assignmentId !== assignment.id)
  const isCarried = assignment.localState === 'carried-over'

  const markAll = (ids: number[], carriedOver: boolean) =>
    mark.mutate(
      { ids, carriedOver },
      {
        onSuccess: () =>
          showToast({
            tone: 'ok',
            title: t(carriedOver ? 'carry.marked' : 'carry.unmarked', { count: ids.length }),
            action: {
              label: t('undo'),
              isUndo: true,
              run: () => mark.mutate({ ids, carriedOver: !carriedOver }),
            },
          }),
      },
    )
  const removeIt = (ids: number[]) =>
    remove.mutate(
      { ids },
      {
        onSuccess: () => {
          onRemoved()
          navigate(linkTo('assignments'))
          showToast({
            tone: 'info',
            title: t('remove.done', { count: ids.length }),
            action: {
              label: t('undo'),
              isUndo: true,
              run: () => restore.mutate({ ids }, { onSuccess: () => navigate(assignmentLink(assignment.id)) }),
            },
          })
        },
      },
    )

  return (
    <section className={styles.local}>
      <div className={styles.localHead}>
        <LocalBadge state={assignment.localState} />
        <span className={styles.soft}>
          {own?.carriedOverAt ? t('carry.since', { when: format.dateTime(own.carriedOverAt) }) : t('carry.explained')}
        </span>
      </div>
      {others.length > 0 && (
        <p className={styles.soft}>
          {t('others')}{' '}
          {others.map(({ assignmentId, className, dueOn }, index) => (
            <span key={assignmentId}>
              {index > 0 && ', '}
              <a href={assignmentLink(assignmentId)}>{className}</a>
              {dueOn !== null && ` (${format.shortDay(dueOn)})`}
            </span>
          ))}
        </p>
      )}
      <div className={styles.localActions}>
        <Button
          icon={PencilLine}
          isDisabled={groupId === null}
          isPending={drafts.isPending}
          onPress={() => groupId !== null && drafts.change(groupId)}
        >
          {t('change')}
        </Button>
        <Button
          icon={isCarried ? RotateCcw : CircleCheck}
          isPending={mark.isPending}
          onPress={() => markAll([assignment.id], !isCarried)}
        >
          {t(isCarried ? 'carry.again' : 'carry.mark')}
        </Button>
        <Button icon={CopyPlus} onPress={() => drafts.copy(assignment.id)} isPending={drafts.isPending}>
          {t('copy')}
        </Button>
        <Button icon={Trash2} onPress={() => removeIt([assignment.id])} isPending={remove.isPending}>
          {t('remove.button', { name: assignment.className })}
        </Button>
      </div>
      {[work.error, mark.error, remove.error, restore.error, drafts.error].map(
        (error, index) =>
          error && <ErrorState key={['read', 'mark', 'remove', 'restore', 'open'][index]} error={error} />,
      )}
    </section>
  )
}
