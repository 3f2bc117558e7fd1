/** What a document of ours may load and run. reliability.md E7. */
import { createHash } from 'node:crypto'

/**
 * React Aria 1.22 adds this one style element (interactions/usePress); its text is fixed, so its hash is
 * allowed instead of every inline style. When an upgrade changes it, the e2e test that counts violations fails.
 */
const PRESSABLE_STYLE = `@layer {
  [data-react-aria-pressable] {
    touch-action: pan-x pan-y pinch-zoom;
  }
}`

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${sha256(PRESSABLE_STYLE)}`,
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ')
