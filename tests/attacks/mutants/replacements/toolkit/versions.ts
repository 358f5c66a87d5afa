import type { ifVersionIn } from '@tenantry/toolkit/versions.ts'

/** A write has no condition on the version: what is read before it is compared alone. */
export const versionOutsideTheWrite: typeof ifVersionIn = (write) => write
