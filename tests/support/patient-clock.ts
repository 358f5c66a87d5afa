import { leapingClock } from '@tenantry/local-cloud/core/clock.ts'

/** Functions, and who waits for one, get so many times as long as on AWS: a busy machine must not look like a failure. */
const PATIENCE = 6

/** A clock for a system under test, which can be put forward. */
export const patientClock = () => leapingClock({ patience: PATIENCE })
