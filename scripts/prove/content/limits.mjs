/** What the search does not see, in sentences for the report. */
export const LIMITS = [
  'Encrypted data is searched as it lies: what only a key can read is not seen.',
  'Packed data is opened when it is base64, hexadecimal, gzip, zlib (PNG and PDF streams too), a LevelDB table or a value of IndexedDB, up to three in one another. Brotli, LZ4, zstd, xz, bzip2 and raw deflate without a header are not opened.',
  'Files in zip archives are raw deflate and are not opened, unless they are stored unpacked.',
  'Pictures are recognised as JPEG, PNG, WebP, GIF (first picture), BMP, AVIF and as streams of a PDF. TIFF, ICO, JPEG XL, raw camera files and video formats (WebM, MP4) are not decoded; a video made of JPEG pictures is.',
  'A picture smaller than 24 pixels a side, or raw pixels in which a block of the texture is narrower than three pixels, are not recognised.',
  'A picture or packed stream that lies in several places of the disk is seen as far as its first place reaches; compressed bytes of the source, raw lines of pixels and points are found in every place.',
  'Raw pixels are recognised by lines of at least eight blocks of the texture: a copy that shows the bare face only, without hair, and is no picture file, is not. Pixels of two bytes or half floats are not recognised either.',
  'Landmarks are recognised as float32, float64, int16 and as decimal numbers, in pixels of the picture, of vision’s frame or as shares of it; after another arithmetic (differences, other units) they are not.',
  'Nothing longer than 8 MB is followed across the edge of a window of the search.',
]
