import { ApiError } from './api-error.ts'

/** What a caller sees for an id that is unknown, malformed, of another kind, or another tenant's: all the same. */
export const notFound = (what: string) => new ApiError('NOT_FOUND', `There is no such ${what}.`)
