/** Markup as tagged templates. htm and Preact only ever make nodes and set properties: no HTML string is parsed. */
export { html } from 'htm/preact'
