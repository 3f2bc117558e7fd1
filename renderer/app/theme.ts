import type { AppState } from '../../electron/contract/views.ts'

/** `system` follows the computer: the tokens then read its preference themselves. */
export function applyTheme(theme: AppState['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
