import { CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../app/command-bus.ts'
import { linkTo, navigate, type ScreenName } from '../../app/router.ts'
import { IconButton, useFormat } from '../../ui/index.ts'
import { topicOf } from './topics.ts'

/** The "?" of every screen, at the same place on each: opens what the guide says of it. So does F1. */
export function HelpLink({ screen }: { readonly screen: ScreenName }) {
  const { t } = useTranslation('help')
  const { language } = useFormat()
  const open = () => {
    if (screen !== 'help') navigate(linkTo('help', [topicOf(screen, language)]))
  }
  useCommand('help', open)
  return <IconButton icon={CircleHelp} label={t('open')} onPress={open} isDisabled={screen === 'help'} />
}
