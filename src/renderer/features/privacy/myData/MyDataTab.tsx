export function MyDataTab() {
  return null
}
