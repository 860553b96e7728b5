/** Brightness of a colour whose parts are all told in one unit. Source: ITU-R BT.709. */
export const luma = (red: number, green: number, blue: number): number =>
  0.2126 * red + 0.7152 * green + 0.0722 * blue
