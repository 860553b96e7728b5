// For the proofs: the unpacked package of a kind, made when what it is made from has changed.
export { ensurePackage } from './makePackage.mjs'
