/** What API keys and usage plans of this product are tagged with, so that policies can tell them from others in the account. */
export const GATEWAY_TAG = { Application: 'tenantry' } as const
