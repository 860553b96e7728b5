/** Article 12: the service owner's Customer Desk, as the policy names it. It has no telephone and no e-mail there, so none here. */
export const CUSTOMER_DESK = {
  name: '1SEC inc.',
  address: '6-13, Ohashi 1-chome, Meguro-ku, Tokyo, Japan',
} as const
