/**
 * What `Authorization` holds: the scheme in any case, and a JSON web token in its three parts. API Gateway checks it, so that whatever
 * cannot be a token reaches no function.
 */
export const BEARER = String.raw`[Bb][Ee][Aa][Rr][Ee][Rr] +([\w-]+\.[\w-]+\.[\w-]+)`

const WHOLE = new RegExp(`^${BEARER}$`)

/** The token of the header; null where there is none. */
export const bearerToken = (authorization: string): string | null => WHOLE.exec(authorization)?.[1] ?? null
