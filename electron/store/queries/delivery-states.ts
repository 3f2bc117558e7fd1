import { deliveryState } from '../../contract/views.ts'

/** Every state a row of the ledger can be in, as the contract lists them. */
export const DELIVERY_STATES = deliveryState.options
