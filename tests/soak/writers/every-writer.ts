import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Random } from '../random.ts'
import type { Writer } from '../writer.ts'
import { apiKeys } from './api-keys.ts'
import { events } from './events.ts'
import { executions } from './executions.ts'
import { items } from './items.ts'
import { logLines } from './log-lines.ts'
import { mails } from './mails.ts'
import { messages } from './messages.ts'
import { objects } from './objects.ts'
import { orders } from './orders.ts'
import { parameters } from './parameters.ts'
import { people } from './people.ts'
import { products } from './products.ts'

/** One writer for each place where something acknowledged must stay. */
export const everyWriter = (endpoints: Endpoints, random: Random): Writer[] => [
  products(endpoints, random),
  orders(endpoints, random),
  items(endpoints, random),
  objects(endpoints, random),
  parameters(endpoints, random),
  people(endpoints, random),
  mails(endpoints),
  logLines(endpoints),
  messages(endpoints, random),
  events(endpoints),
  executions(endpoints),
  apiKeys(endpoints, random),
]
