/**
 * After a refused submission: the first field to correct takes the focus, and its error is read with it.
 * Waits for the render that marks the fields.
 */
export function focusFirstInvalid(form: HTMLElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
