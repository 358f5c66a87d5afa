import { generateThemeStylesheet, type Theme } from '@cloudscape-design/components/theming'

// The same colours as tokens.css gives the pages that have no Cloudscape.
const accent = { light: '#0b6e4f', dark: '#5fd3a6' }
const accentStrong = { light: '#07533b', dark: '#8be3c1' }
const tint = { light: '#e8f4ef', dark: '#12332a' }
const onAccent = { light: '#ffffff', dark: '#06231a' }
const paper = { light: '#f6f7f5', dark: '#0f1519' }

const tokens: Theme['tokens'] = {
  fontFamilyBase: 'ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  borderRadiusButton: '8px',
  borderRadiusContainer: '12px',
  borderRadiusInput: '8px',
  colorBackgroundLayoutMain: paper,
  colorBackgroundButtonPrimaryDefault: accent,
  colorBackgroundButtonPrimaryHover: accentStrong,
  colorBackgroundButtonPrimaryActive: accentStrong,
  colorTextButtonPrimaryDefault: onAccent,
  colorTextButtonPrimaryHover: onAccent,
  colorTextButtonPrimaryActive: onAccent,
  colorBorderButtonNormalDefault: accent,
  colorBorderButtonNormalHover: accentStrong,
  colorBorderButtonNormalActive: accentStrong,
  colorTextButtonNormalDefault: accent,
  colorTextButtonNormalHover: accentStrong,
  colorTextButtonNormalActive: accentStrong,
  colorBackgroundButtonNormalHover: tint,
  colorBackgroundButtonNormalActive: tint,
  colorTextLinkDefault: accent,
  colorTextLinkHover: accentStrong,
  colorTextAccent: accent,
  colorBackgroundControlChecked: accent,
  colorBorderItemFocused: accent,
  colorBorderInputFocused: accent,
  colorBorderItemSelected: accent,
  colorBackgroundItemSelected: tint,
  colorBackgroundSegmentActive: accent,
  colorBorderSegmentActive: accent,
  colorTextSegmentActive: onAccent,
  colorBackgroundProgressBarValueDefault: accent,
}

export const stylesheet = (): string => generateThemeStylesheet({ theme: { tokens } })
