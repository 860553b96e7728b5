import { z } from 'zod'

// Zod compiles parsers with `new Function`, which the page's content policy forbids. It decides when a schema
// is made, so this module must be imported before any other.
z.config({ jitless: true })
