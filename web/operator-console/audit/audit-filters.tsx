import DatePicker from '@cloudscape-design/components/date-picker'
import { SearchBox } from '../../shared/app/search-box.tsx'
import type { AuditNarrowing } from './use-audit-filter.ts'
import './audit-filters.css'

const TEXTS = [
  { name: 'tenantId', placeholder: 'Tenant id' },
  { name: 'actor', placeholder: 'By: an id, an e-mail, or system' },
  { name: 'action', placeholder: 'Action, as tenant.suspended' },
  { name: 'object', placeholder: 'Object, as tier/Basic' },
] as const
const DAYS = [
  { name: 'from', label: 'First day' },
  { name: 'to', label: 'Last day' },
] as const

/** What the audit is narrowed to, above it. */
export function AuditFilters({ narrowing: { filter, set } }: { narrowing: AuditNarrowing }) {
  return (
    <div className="audit-filters">
      {TEXTS.map(({ name, placeholder }) => (
        <SearchBox
          key={name}
          value={filter[name] ?? ''}
          placeholder={placeholder}
          onSearch={(value) => set({ [name]: value })}
        />
      ))}
      {DAYS.map(({ name, label }) => (
        <DatePicker
          key={name}
          value={filter[name] ?? ''}
          format="iso"
          placeholder={`${label}, YYYY-MM-DD`}
          ariaLabel={label}
          openCalendarAriaLabel={() => `Choose the ${label.toLowerCase()}`}
          onChange={({ detail }) => {
            if (/^(\d{4}-\d\d-\d\d)?$/.test(detail.value)) set({ [name]: detail.value })
          }}
        />
      ))}
    </div>
  )
}
