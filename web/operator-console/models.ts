import type { AnswerOf } from '../shared/api/api-client.ts'
import type { CONTROL_PLANE_API } from '../shared/api/control-plane-api.ts'

type Api = typeof CONTROL_PLANE_API
export type Tenant = AnswerOf<Api, 'getTenant'>
export type TenantSummary = AnswerOf<Api, 'listTenants'>['items'][number]
export type TenantStatus = TenantSummary['status']
export type HistoryEntry = AnswerOf<Api, 'getHistory'>['items'][number]
export type AuditEntry = AnswerOf<Api, 'listAudit'>['items'][number]
export type TenantPerson = AnswerOf<Api, 'listPeople'>['items'][number]
export type Workflow = AnswerOf<Api, 'listWorkflows'>['items'][number]
export type ListedWorkflow = AnswerOf<Api, 'listAllWorkflows'>['items'][number]
export type TenantRequest = AnswerOf<Api, 'listRequests'>['items'][number]
export type Operator = AnswerOf<Api, 'listOperators'>['items'][number]
export type Tier = AnswerOf<Api, 'listTiers'>['items'][number]
export type Health = AnswerOf<Api, 'getHealth'>
export type Usage = AnswerOf<Api, 'listTenantUsage'>['items'][number]
export type ServedRequest = AnswerOf<Api, 'listBadRequests'>['items'][number]
export type Serving = AnswerOf<Api, 'getServing'>
export type Incidents = AnswerOf<Api, 'getIncidents'>
export type Story = AnswerOf<Api, 'tellStory'>
export type Alarm = AnswerOf<Api, 'listAlarms'>['items'][number]
