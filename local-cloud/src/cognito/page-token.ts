/** A list's continuation: the key of the last entry that was given. */
export const pageToken = (lastKey: string): string => Buffer.from(lastKey).toString('base64url')

/** The key that a list continues after; before all keys without a token. */
export const readPageToken = (token: string | undefined): string => Buffer.from(token ?? '', 'base64url').toString()
