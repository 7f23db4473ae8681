import type { Language } from '../domain/language.ts'
import type { Catalogue } from './catalogue.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import { nb } from './nb.ts'

/** The texts of each language. */
export const texts: Record<Language, Catalogue> = { en, it, fr, nb, de, es }
