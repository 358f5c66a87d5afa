const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

let last = { second: -1, text: '' }

/** The Common Log Format's time, `dd/MMM/yyyy:HH:mm:ss +0000`. */
export function requestTime(epoch: number): string {
  const second = Math.floor(epoch / 1000)
  if (last.second !== second) {
    const [date = '', time = ''] = new Date(second * 1000).toISOString().slice(0, 19).split('T')
    const [year, month, day] = date.split('-')
    last = { second, text: `${day}/${MONTHS[Number(month) - 1]}/${year}:${time} +0000` }
  }
  return last.text
}
