import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { AppointmentBody } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { useState } from 'react'
import * as z from 'zod/mini'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { refreshLists } from '../../shared/app/refresh-lists.ts'
import { useToast } from '../../shared/app/toasts.tsx'
import type { Tenant } from '../models.ts'
import { useSession } from '../session.tsx'

/** Makes somebody an admin of a tenant whose own admins are gone or out of reach. */
export function AppointAdmin({ tenant: { tenantId, name } }: { tenant: Tenant }) {
  const { controlPlane } = useSession()
  const queries = useQueryClient()
  const toast = useToast()
  const [isOpen, setOpen] = useState(false)
  const [email, setEmail] = useState('')
  const parsed = z.safeParse(AppointmentBody, { email })

  async function appoint() {
    if (!parsed.success) return
    await controlPlane('appointAdmin', { params: { id: tenantId }, body: parsed.data })
    await refreshLists(queries)
    toast('success', `${parsed.data.email} becomes an admin of ${name}.`)
    setEmail('')
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>Appoint an admin</Button>
      {isOpen && (
        <ConfirmDialog
          title={`Appoint an admin of ${name}`}
          confirm="Appoint"
          isReady={parsed.success}
          onConfirm={appoint}
          onClose={() => setOpen(false)}
        >
          <SpaceBetween size="m">
            <div>
              This person can manage the tenant's people and read all of its data. They get an invitation, and its
              admins see them among their people.
            </div>
            <FormField label="E-mail" description="Stands in the tenant's history, with your name.">
              <Input type="email" value={email} autoFocus onChange={({ detail }) => setEmail(detail.value)} />
            </FormField>
          </SpaceBetween>
        </ConfirmDialog>
      )}
    </>
  )
}
