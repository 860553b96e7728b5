import type { ReactNode } from 'react'
export function SettingsScreen({ chips }: { readonly chips: ReactNode }) {
  return <>{chips}</>
}
