const today = new Date().toISOString().slice(0, 10)

/** By operation, the parameters that a list is not answered without. */
const NEEDED: Record<string, Record<string, string>> = {
  listCostLines: { day: today, service: 'AmazonDynamoDB' },
  listMargins: { month: today.slice(0, 7) },
}

export const neededQuery = (operation: string): Record<string, string> => NEEDED[operation] ?? {}
