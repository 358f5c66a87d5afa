import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'

export const NO_EXPORT = { tenantId: '', exportId: '' }

/** Whether an export was named, rightly or not. */
export const isNamed = ({ tenantId, exportId }: typeof NO_EXPORT): boolean => tenantId !== '' || exportId !== ''

/** Names the export that a tenant is made from. Few are, so it is out of the way. */
export function FromExport({
  value,
  errorText,
  onChange,
}: {
  value: typeof NO_EXPORT
  errorText: string | null
  onChange(value: typeof NO_EXPORT): void
}) {
  return (
    <ExpandableSection headerText="From an export">
      <SpaceBetween size="m">
        <FormField
          label="Tenant"
          description="The id that it had, and gets again. The files of its export lie in this deployment's bucket of exports."
        >
          <Input
            value={value.tenantId}
            onChange={({ detail }) => onChange({ ...value, tenantId: detail.value.trim() })}
          />
        </FormField>
        <FormField label="Export" constraintText="Its id begins with wfl_." errorText={errorText}>
          <Input
            value={value.exportId}
            onChange={({ detail }) => onChange({ ...value, exportId: detail.value.trim() })}
          />
        </FormField>
      </SpaceBetween>
    </ExpandableSection>
  )
}
