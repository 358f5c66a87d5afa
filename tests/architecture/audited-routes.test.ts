import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { CONTROL_PLANE_SCHEMAS } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { openApiDocument } from '@tenantry/contracts/openapi.ts'
import { tenantApiDocument } from '@tenantry/infra/build/api-document.ts'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { AUDITED } from '../acceptance/audited/audited-changes.ts'

/** Routes of the platform that change nothing that the audit is about, and why. */
const UNPROVED =
  'A stranger whose address is unproved gets a code, which expires: the confirmation is what is recorded.'
const EXCEPTIONS: Record<string, string> = {
  'POST /registrations': UNPROVED,
  'POST /registrations/{id}/resend': UNPROVED,
}

const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ tags: z.array(z.string()) }))),
})

/** The routes of a document that are no mere reads. */
const changesIn = (document: unknown) =>
  Object.entries(z.parse(Document, document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { tags }]) =>
      method === 'get' ? [] : [{ route: `${method.toUpperCase()} ${path}`, service: tags[0] ?? '' }],
    ),
  )

const controlPlane = openApiDocument({
  title: '',
  description: '',
  version: '1.0.0',
  routes: CONTROL_PLANE_ROUTES.map((route) => ({ ...route, ...CONTROL_PLANE_SCHEMAS[route.operation] })),
})

/**
 * Services change their tenant's own data: each entity has a version, and each request a log line with its person. Which service it is makes no
 * difference, so the exception is by who declares the route (docs/decisions, "One record of every change").
 */
const ofPlatform = ({ service }: { service: string }) => PLATFORM_SERVICES.some(({ name }) => name === service)

test('each route that changes something is made by an acceptance test that finds its one audit record, or has a reason', () => {
  const changes = [...changesIn(controlPlane), ...changesIn(tenantApiDocument()).filter(ofPlatform)]
  const routes = changes.map(({ route }) => route)
  expect(routes.length).toBeGreaterThan(15)
  expect([...Object.keys(AUDITED), ...Object.keys(EXCEPTIONS)].toSorted()).toEqual(routes.toSorted())
})
