import { parseTemplate } from '@tenantry/cli/lint/template.ts'
import { refuseChanges } from '@tenantry/cli/released/refuse-changes.ts'
import { digestOf, type TablesDigest } from '@tenantry/cli/released/table-digest.ts'
import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { appPlaneData } from '@tenantry/infra/app-plane/data.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'

type Sorts = AnyEntity['sorts']
// biome-ignore lint/suspicious/noExplicitAny: a template as a test edits it
type Json = any

/** The tables of the app plane, synthesized, perhaps with other sorts of products, and then changed by hand. */
function tables(
  change: { sorts?: (sorts: Sorts) => Sorts; edit?: (products: Json, resources: Json) => void } = {},
): TablesDigest {
  const services = SERVICES.map((service: Service) => ({
    ...service,
    entities: service.entities.map((entity) =>
      entity.collection === 'products' && change.sorts ? { ...entity, sorts: change.sorts(entity.sorts) } : entity,
    ),
  }))
  const stack = new Stack(new App({ analyticsReporting: false }), 'Data')
  appPlaneData(stack, services)
  const template = Template.fromStack(stack).toJSON() as Json
  const [id = ''] = Object.keys(template.Resources).filter((one) => one.startsWith('ProductsTable'))
  change.edit?.(template.Resources[id], template.Resources)
  return digestOf([parseTemplate('Data', template)])
}

const released = tables()
const index = (name: string) => ({
  IndexName: name,
  KeySchema: [{ AttributeName: 'shardId', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
})
const indexesOf = ({ Properties }: Json): Json[] => Properties.GlobalSecondaryIndexes

test('the same tables are accepted, and so are another table and one more index', () => {
  expect(refuseChanges(released, tables())).toEqual([])
  const edit = (products: Json, resources: Json) => {
    resources.Another = structuredClone(products)
    indexesOf(products).push(index('another'))
  }
  expect(refuseChanges(released, tables({ edit }))).toEqual([])
})

test('a sort that is added, removed or put in the place of another changes no table', () => {
  const text = () => ''
  const stock = { slot: 3 as const, text }
  expect(refuseChanges(released, tables({ sorts: (sorts) => ({ ...sorts, stock }) }))).toEqual([])
  expect(refuseChanges(released, tables({ sorts: ({ name }) => ({ name }) as Sorts }))).toEqual([])
  expect(
    refuseChanges(released, tables({ sorts: ({ name }) => ({ name, stock: { slot: 2, text } }) as Sorts })),
  ).toEqual([])
})

test.each<[string, Parameters<typeof tables>[0], RegExp]>([
  [
    'a sort that moves to another slot',
    { sorts: ({ name, price }) => ({ name, price: { ...price, slot: 3 } }) as Sorts },
    /moves the sort price from slot2 to slot3/,
  ],
  [
    'another key',
    {
      edit: ({ Properties }) => {
        Properties.KeySchema[1].AttributeName = 'slot1'
      },
    },
    /would be replaced .* keys changed from shardId:S, id:S to shardId:S, slot1:S/,
  ],
  [
    'a key of another type',
    {
      edit: ({ Properties }) => {
        Properties.AttributeDefinitions[0].AttributeType = 'N'
      },
    },
    /would be replaced/,
  ],
  [
    'a name of its own',
    {
      edit: ({ Properties }) => {
        Properties.TableName = 'products'
      },
    },
    /its name changed from null/,
  ],
  [
    'another type of resource',
    {
      edit: (products) => {
        products.Type = 'AWS::DynamoDB::Table'
      },
    },
    /its type changed from AWS::DynamoDB::GlobalTable/,
  ],
  [
    'a local index',
    {
      edit: ({ Properties }) => {
        Properties.LocalSecondaryIndexes = [index('local')]
      },
    },
    /local indexes are fixed/,
  ],
  [
    'two more indexes',
    { edit: (products) => void indexesOf(products).push(index('one'), index('two')) },
    /adds or removes 2 indexes \(one, two\)/,
  ],
  [
    'an index in the place of another',
    { edit: (products) => void indexesOf(products).splice(0, 1, index('other')) },
    /adds or removes 2 indexes \(other, slot1\)/,
  ],
  [
    'an index by another key',
    {
      edit: (products) => {
        indexesOf(products)[0].KeySchema[1].AttributeName = 'id'
      },
    },
    /changes its index slot1/,
  ],
  [
    'an index that holds something else',
    {
      edit: (products) => {
        indexesOf(products)[0].Projection = { ProjectionType: 'KEYS_ONLY' }
      },
    },
    /changes its index slot1/,
  ],
  [
    'a table that is gone',
    {
      edit: (products, resources) => {
        for (const [id, resource] of Object.entries(resources)) if (resource === products) delete resources[id]
      },
    },
    /ProductsTable\w+ is gone/,
  ],
])('%s is refused, by a sentence that names the table', (_, change, complaint) => {
  const refused = refuseChanges(released, tables(change))
  expect(refused.length).toBeGreaterThan(0)
  for (const one of refused) expect(one).toMatch(/^Data\/ProductsTable/)
  expect(refused.join('\n')).toMatch(complaint)
})

test('the attribute of a time to live cannot be changed in one update', () => {
  const live = (name: string) =>
    tables({
      edit: ({ Properties }) => {
        Properties.TimeToLiveSpecification = { AttributeName: name, Enabled: true }
      },
    })
  expect(refuseChanges(released, live('expires'))).toEqual([])
  expect(refuseChanges(live('expires'), live('endsAt'))).toEqual([expect.stringMatching(/time to live/)])
})
