import * as listed from './index.ts'

type Listed = typeof listed

/** The services that `index.ts` lists. */
export const SERVICES: readonly Listed[keyof Listed][] = Object.values(listed)
