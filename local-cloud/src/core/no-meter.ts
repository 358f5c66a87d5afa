import type { BillMeter } from './faces.ts'

/** For a service that is built by itself. */
export const NO_METER: BillMeter = { add() {}, stand() {} }
