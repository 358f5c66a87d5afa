import Select, { type SelectProps } from '@cloudscape-design/components/select'
import { useQuery } from '@tanstack/react-query'
import { SearchBox } from '../../shared/app/search-box.tsx'
import type { Listing } from '../../shared/app/use-listing.ts'
import { useSession } from '../session.tsx'
import { STATUS_NAMES, STATUSES } from './tenant-status.tsx'
import './tenant-filters.css'
import type { TenantNarrowing } from './use-tenant-filter.ts'

const ANY_STATUS: SelectProps.Option = { value: '', label: 'Any state' }
const ANY_TIER: SelectProps.Option = { value: '', label: 'Any tier' }
const STATUS_OPTIONS = [ANY_STATUS, ...STATUS_NAMES.map((value) => ({ value, label: STATUSES[value].label }))]

/** What the list of tenants is narrowed by, above it. */
export function TenantFilters<Sort extends string>({
  filter,
  listing,
}: {
  filter: TenantNarrowing
  listing: Listing<Sort>
}) {
  const { controlPlane } = useSession()
  const { data } = useQuery({
    queryKey: ['tiers'],
    queryFn: ({ signal }) => controlPlane('listTiers', { query: { limit: 100 } }, { signal }),
    staleTime: 60_000,
  })
  const tiers = [ANY_TIER, ...(data?.items ?? []).map(({ name }) => ({ value: name, label: name }))]
  const chosen = (options: SelectProps.Option[], value = '') =>
    options.find((option) => option.value === value) ?? { value, label: value }
  return (
    <div className="tenant-filters">
      <SearchBox
        value={listing.search}
        placeholder="Names that begin with …"
        onSearch={(search) => listing.set({ search })}
      />
      <Select
        ariaLabel="State"
        options={STATUS_OPTIONS}
        selectedOption={chosen(STATUS_OPTIONS, filter.status)}
        onChange={({ detail }) => filter.set({ status: detail.selectedOption.value ?? '' })}
      />
      <Select
        ariaLabel="Tier"
        options={tiers}
        selectedOption={chosen(tiers, filter.tier)}
        onChange={({ detail }) => filter.set({ tier: detail.selectedOption.value ?? '' })}
      />
    </div>
  )
}
