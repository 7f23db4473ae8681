/** May this property stand in a message? Custom properties may: their values are checked like all others. */
export function isAllowedProperty(name: string): boolean {
  return PROPERTIES.has(name) || FAMILIES.test(name) || /^--[-\w]{1,100}$/.test(name)
}

/** The properties in which an address means a picture of the message. */
export function isPictureProperty(name: string): boolean {
  return name === 'background' || name === 'background-image'
}

const PROPERTIES = new Set(
  `
  color background color-scheme accent-color caret-color opacity visibility isolation mix-blend-mode zoom filter
  display position top right bottom left z-index float clear overflow overflow-x overflow-y clip clip-path
  width height min-width min-height max-width max-height box-sizing aspect-ratio object-fit object-position
  inline-size block-size min-inline-size min-block-size max-inline-size max-block-size
  vertical-align direction unicode-bidi writing-mode text-orientation white-space white-space-collapse
  line-height letter-spacing word-spacing word-break word-wrap overflow-wrap line-break tab-size
  hyphens hyphenate-character hyphenate-limit-chars quotes content counter-reset counter-increment counter-set
  table-layout caption-side empty-cells border-collapse border-spacing cursor appearance -webkit-appearance
  box-shadow list-style list-style-type list-style-position order gap row-gap transform transform-origin
  orphans widows shape-outside shape-margin print-color-adjust -webkit-print-color-adjust
  -webkit-text-size-adjust -ms-text-size-adjust text-size-adjust -webkit-text-fill-color
  -webkit-font-smoothing -moz-osx-font-smoothing -webkit-line-clamp -webkit-box-orient
  `
    .trim()
    .split(/\s+/),
)

const FAMILIES =
  /^(background-(color|image|repeat|position|position-x|position-y|size|clip|origin|attachment|blend-mode)|(border|outline)(-(?!image)[a-z]+)*|(margin|padding|inset|font|text|flex|grid|column|break|page-break|align|justify|place)(-[a-z]+)*|columns)$/

/** Functions that compute, paint or shape, and fetch nothing. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  `
  rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark
  calc min max clamp var counter counters fit-content minmax repeat
  linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient
  repeating-conic-gradient -webkit-linear-gradient -webkit-gradient -moz-linear-gradient
  translate translatex translatey translate3d scale scalex scaley rotate skew skewx skewy matrix
  blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
  circle ellipse inset polygon rect
  `
    .trim()
    .split(/\s+/),
)

/** Pseudo-classes that say where an element stands, not what the reader does. */
export const STATIC_PSEUDO: ReadonlySet<string> = new Set(
  'first-child last-child only-child nth-child nth-last-child first-of-type last-of-type only-of-type nth-of-type nth-last-of-type root empty not is where'.split(
    ' ',
  ),
)
