export { PortraitsCard } from './portraits-card.tsx'
export { PortraitsPage } from './portraits-page.tsx'
