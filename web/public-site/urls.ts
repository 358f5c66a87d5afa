// Every address of the public site, except those of features. Pages link by these functions, so that no address is written twice.

export const home = (): string => '/'
export const tiers = (): string => '/#tiers'
export const signUp = (tier?: string): string => `/sign-up${query({ tier })}`
export const registration = (id: string): string => `/sign-up/${encodeURIComponent(id)}`
/** `back` is where the person was going. */
export const signIn = (options: { tenant?: string; back?: string } = {}): string => `/sign-in${query(options)}`

export const app = (): string => '/app'
export const people = (): string => '/app/people'
export const account = (): string => '/app/account'
export const accountErrors = (): string => '/app/account/errors'
export const accountChanges = (): string => '/app/account/changes'
export const myData = (): string => '/app/my-data'

/** Only paths of the app itself: a link from elsewhere must not lead away after the sign-in. */
export const safeBack = (back: string | null): string =>
  back && /^\/app(\/[\w/-]*)?(\?[^#]*)?$/.test(back) ? back : app()

function query(values: Record<string, string | undefined>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  const text = new URLSearchParams(given).toString()
  return text && `?${text}`
}
