import type { MessagePlan } from '../../../electron/contract/views.ts'

/** Families by what reaches them, for the sentence under the audience. */
export interface AudienceCounts {
  readonly pupils: number
  readonly messages: number
  readonly byEmail: number
  readonly byPhone: number
  readonly byPost: number
  readonly none: number
}

export function audienceCounts({ families, recipients }: Pick<MessagePlan, 'families' | 'recipients'>): AudienceCounts {
  const by = (channel: MessagePlan['families'][number]['channel']) =>
    families.filter((family) => family.channel === channel).length
  return {
    pupils: families.length,
    messages: recipients.length,
    byEmail: by('email'),
    byPhone: by('phone'),
    byPost: by('post'),
    // Whoever has an earlier message lacks nothing.
    none: families.filter(({ channel, why }) => channel === 'none' && why !== 'has-it').length,
  }
}

/** The first few names and how many more: "6e A, 3e B et 4 autres" is read, twenty names are not. */
export function shortList(
  names: readonly string[],
  shown = 3,
): { readonly names: readonly string[]; readonly more: number } {
  return names.length <= shown + 1 ? { names, more: 0 } : { names: names.slice(0, shown), more: names.length - shown }
}
