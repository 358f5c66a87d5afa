import { useTheme } from './theme.ts'
import { ThemeIcon } from './theme-icon.tsx'

export function ThemeButton() {
  const { theme, toggle } = useTheme()
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button type="button" className="button button-quiet" aria-label={`Use the ${other} theme`} onClick={toggle}>
      <ThemeIcon />
    </button>
  )
}
