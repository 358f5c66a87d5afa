// Runs before the first paint, so that a page in the dark theme never flashes: the choice of this browser, else the system's.
const chosen = localStorage.getItem('tenantry.theme')
const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.dataset.theme = dark ? 'dark' : 'light'
