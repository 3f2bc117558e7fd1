/** In the order an outage asks its questions. */
export const DRILL_STEPS = ['who', 'what', 'plan', 'preview', 'result'] as const
export type DrillStep = (typeof DRILL_STEPS)[number]

export const stepAfter = (step: DrillStep): DrillStep | null => DRILL_STEPS[DRILL_STEPS.indexOf(step) + 1] ?? null

export const stepBefore = (step: DrillStep): DrillStep | null => DRILL_STEPS[DRILL_STEPS.indexOf(step) - 1] ?? null
