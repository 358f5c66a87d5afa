import * as z from 'zod/mini'
import { activate } from './activate.ts'
import { type CompensationServices, compensate } from './compensate.ts'
import { createApiKey, type KeyServices } from './create-api-key.ts'
import { requestProvisioning } from './request-provisioning.ts'
import { StepInput, type StepResult } from './step.ts'

/** One step of a lifecycle's state machine. Every step may run again. */
export const runStep =
  (services: KeyServices & CompensationServices) =>
  async (event: unknown): Promise<StepResult> => {
    const input = z.parse(StepInput, event)
    switch (input.step) {
      case 'create-api-key':
        return createApiKey(services, input)
      case 'request-provisioning':
        return requestProvisioning(services, input)
      case 'activate':
        return activate(services, input)
      case 'compensate':
        return compensate(services, input)
      default:
        throw input satisfies never
    }
  }
