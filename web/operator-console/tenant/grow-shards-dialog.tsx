import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { GrowShardsBody } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { MAX_SHARDS } from '@tenantry/contracts/ids.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { useSession } from '../session.tsx'
import type { TenantDialogProps } from './tenant-dialog-props.ts'
import { useTenantChange } from './use-tenant-change.ts'

/** Spreads a tenant's new data over more shards. */
export function GrowShardsDialog({ tenant, onClose }: TenantDialogProps) {
  const { controlPlane } = useSession()
  const { act, reload } = useTenantChange(tenant)
  const [typed, setTyped] = useState(String(Math.min(tenant.shards * 2, MAX_SHARDS)))
  const { data: body } = z.safeParse(GrowShardsBody, { shards: Number(typed) })
  const isReady = body !== undefined && body.shards > tenant.shards
  const grow = async () => {
    if (!body) return
    const input = { params: { id: tenant.tenantId }, body }
    await act((seen) => controlPlane('growShards', input, seen), `${tenant.name} is getting ${body.shards} shards.`)
  }
  return (
    <ConfirmDialog
      title={`Grow the shards of ${tenant.name}`}
      confirm="Grow"
      isReady={isReady}
      onConfirm={grow}
      onReload={reload}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>
          New data is spread over all shards, so more can be written in a second. Data that is there stays where it is.
          Lists read every shard, so they cost more. The number never shrinks.
        </div>
        <FormField
          label="Shards"
          constraintText={`It has ${tenant.shards}. At most ${MAX_SHARDS}.`}
          errorText={!isReady && `A whole number from ${tenant.shards + 1} to ${MAX_SHARDS}.`}
        >
          <Input value={typed} inputMode="numeric" autoFocus onChange={({ detail }) => setTyped(detail.value)} />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  )
}
