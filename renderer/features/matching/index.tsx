export { MatchingNotice } from './matching-notice.tsx'
export { MatchingPage } from './matching-page.tsx'
