import type { Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { operatorClient } from '../operator-client.ts'
import type { useSystem } from '../system.ts'

/** Moves the clock until the work is over that an operator has just asked for, or has changed, in a dialog of this page. */
export async function untilWorkEnds(system: ReturnType<typeof useSystem>, page: Page, tenantId: string): Promise<void> {
  const admin = operatorClient(system)
  // The dialog goes once the answer is there: until then, the clock would run ahead of the request.
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await eventually('the work on the tenant to end', async () => {
    system.leap(5)
    return (await admin.get(`/tenants/${tenantId}`)).body.workflowId === null
  })
}
