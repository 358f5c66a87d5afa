/** By operation, the parameters that a list is not answered without. */
export function neededQuery(operation: string): Record<string, string> {
  const today = new Date().toISOString().slice(0, 10)
  switch (operation) {
    case 'listCostLines':
      return { day: today, service: 'AmazonDynamoDB' }
    case 'listMargins':
      return { month: today.slice(0, 7) }
    default:
      return {}
  }
}
