import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'

/** How the soak's SDK clients call: as the account administrator, once. A repeated call would hide what a kill did to the first. */
export const account = ({ aws, region, credentials }: Endpoints) => ({
  endpoint: aws,
  region,
  credentials,
  maxAttempts: 1,
})
