declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

/** A person followed by movement alone in this session; never linked to an identity, gone when the session ends. */
export type PersonId = Id<'person'>
/** One entry of a scene. */
export type ItemId = Id<'item'>
/** A picture opened in this session. */
export type PictureId = Id<'picture'>

export const personId = (text: string): PersonId => text as PersonId
export const itemId = (text: string): ItemId => text as ItemId
export const pictureId = (text: string): PictureId => text as PictureId
