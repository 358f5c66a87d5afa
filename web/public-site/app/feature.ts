import type { TenantRole } from '@tenantry/contracts/roles.ts'
import type { ComponentType } from 'react'
import type { TenantClient, TenantOperation } from '../../shared/api/tenant-api.ts'

/** A part of the tenant app: its pages, and what it adds to the navigation, the home page and the description of roles. */
export interface Feature {
  /** Unique among the features. */
  name: string
  navigation: readonly NavigationEntry[]
  pages: readonly FeaturePage[]
  home?: HomeParts
  /** For each role, a sentence about what people of that role can do. Admins read it when they invite a person. */
  roles?: Record<TenantRole, string>
}

export interface NavigationEntry {
  text: string
  href: string
  /** The operation that the page needs. Roles that may not call it do not see the entry. */
  needs: TenantOperation
}

export interface FeaturePage {
  /** Below `/app/`, in React Router's notation. */
  path: string
  Page: ComponentType
  /** The operation that the page needs. For roles that may not call it, the page does not exist. */
  needs: TenantOperation
}

/** What a feature adds to the home page. */
export interface HomeParts {
  /** Buttons beside the title. */
  Actions?: ComponentType
  /** Blocks between the first steps and the facts of the tenant. */
  Sections?: ComponentType
  firstSteps?: readonly FirstStep[]
}

/** Something that the admin of a new tenant does once. */
export interface FirstStep {
  text: string
  /** The text of the link to the page where it is done. */
  action: string
  href: string
  isDone(api: TenantClient, signal: AbortSignal): Promise<boolean>
}
