import type { Endpoints } from '../system/endpoints.ts'
import { tokensByAmplify } from '../system/sign-in.ts'
import { api, type Send } from './api.ts'

/** The control plane as the first operator calls it. */
export async function operatorApi(endpoints: Endpoints): Promise<Send> {
  const { controlPlaneApi, operator } = endpoints
  const { access } = await tokensByAmplify(endpoints, operator, {
    email: operator.username,
    password: operator.password,
  })
  return api(controlPlaneApi, async () => access)
}

/** Does work while a tier asks for an operator's approval; afterwards the tier is as it was. */
export async function whileApproved(operator: Send, tier: string, work: () => Promise<void>): Promise<void> {
  const { items } = await operator('GET', '/tiers')
  // Without the version that was read: it grows with the first of the two changes.
  const { approval, version: _, ...rest } = items.find(({ name }: { name: string }) => name === tier)
  if (approval) return work()
  await operator('PUT', `/tiers/${tier}`, { ...rest, approval: true })
  try {
    await work()
  } finally {
    await operator('PUT', `/tiers/${tier}`, { ...rest, approval })
  }
}
