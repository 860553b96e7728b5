/** Something the caller can put right: its message is one sentence for the terminal, printed without a stack. */
export class Refusal extends Error {}
