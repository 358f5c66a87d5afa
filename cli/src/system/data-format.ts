import type { Application } from '@tenantry/local-cloud/core/data-format.ts'

/**
 * The format of the product's data in a data folder: its tables, what their items look like, the pools. It goes up with each change that
 * would leave the data of earlier versions behind, so that a folder of theirs is refused and never looks empty. Format 1 was before services
 * became folders, 2 before outboxes were keyed by event type, 3 before names were claimed with what
 * they look like, 4 before workflows kept what was asked for.
 */
export const APPLICATION: Application = { name: 'Tenantry', dataFormat: 5 }
