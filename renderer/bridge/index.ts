/** How the window speaks with the main process. */
export { BridgeError, call, listen, shapeOf } from './client.ts'
export { currentDropClaim, type DropClaim, useDropClaim } from './drops.ts'
export { ErrorState, type ErrorStateProps, useErrorSentence } from './error-state.tsx'
export { askEarly, BridgeProvider, createBridgeClient } from './provider.tsx'
export type { ReadChannel } from './stale.ts'
export { type ChannelOptions, channelKey, useAction, useChannel } from './use-channel.ts'
export {
  cancelTask,
  retryTask,
  type TaskChannel,
  type TaskRunner,
  useTask,
  useTaskRunner,
  useTasks,
} from './use-task.ts'
