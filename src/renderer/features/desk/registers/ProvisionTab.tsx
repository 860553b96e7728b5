export function ProvisionTab() {
  return null
}
