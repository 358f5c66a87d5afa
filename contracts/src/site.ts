/** Where, on the public site, the people of a tenant sign in. Mails name it, so it stays. */
export const signInPath = (tenantName: string): string => `/sign-in?tenant=${encodeURIComponent(tenantName)}`
