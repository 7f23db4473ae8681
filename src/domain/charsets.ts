/**
 * The charsets a reader may choose by hand for a text whose label is missing or wrong, most usual first. Names of the
 * WHATWG table, but for the last two, which only iconv-lite knows.
 */
export const CHARSETS = [
  ...(['utf-8', 'windows-1252', 'iso-8859-15', 'windows-1250', 'iso-8859-2'] as const),
  ...(['windows-1251', 'koi8-r', 'koi8-u', 'iso-8859-5', 'windows-1253', 'windows-1254'] as const),
  ...(['windows-1255', 'windows-1256', 'windows-1257', 'windows-1258', 'windows-874'] as const),
  ...(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'iso-2022-jp', 'euc-kr', 'utf-16le'] as const),
  ...(['macintosh', 'cp437', 'cp850'] as const),
]

export type Charset = (typeof CHARSETS)[number]

/** The charset of that name, or null when it is none that can be chosen. */
export function charsetNamed(name: string | null | undefined): Charset | null {
  return CHARSETS.find(one => one === name?.toLowerCase()) ?? null
}
