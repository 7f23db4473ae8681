import type { Schema } from 'hast-util-sanitize'

/** Elements that go with all they hold; every other unknown element goes and leaves its text. */
export const DROPPED: readonly string[] = (
  'script svg math template noscript noembed noframes iframe frameset frame title ' +
  'applet embed param portal fencedframe input select datalist canvas dialog selectedcontent'
).split(' ')

// no size that makes a frame grow without end
const LENGTH = /^\s*\d{1,4}(\.\d*)?\s*(px|em|%|\*)?\s*$/i

/**
 * What may stand in a message. `background`, `src`, `srcSet`, `href`, `style`, ids and names pass here only to be
 * rewritten one by one in safe-html-attributes.ts: no value of theirs comes out as it came in.
 */
export const SCHEMA: Schema = {
  strip: [...DROPPED],
  allowComments: false,
  allowDoctypes: false,
  clobber: [],
  clobberPrefix: '',
  protocols: {},
  required: {},
  ancestors: { source: ['picture'] },
  tagNames: (
    'html head body style ' +
    'a abbr acronym address area article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn ' +
    'details dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li listing ' +
    'main map mark menu nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup ' +
    'table tbody td tfoot th thead time tr tt u ul var wbr'
  ).split(' '),
  attributes: {
    '*': [
      'className',
      'id',
      'dir',
      'lang',
      'title',
      'align',
      'vAlign',
      'bgColor',
      'style',
      'hidden',
      ['width', LENGTH],
      ['height', LENGTH],
      'ariaLabel',
      'ariaHidden',
      ['role', ...'presentation none img heading article separator group list listitem note'.split(' ')],
    ],
    body: [
      'background',
      'text',
      'link',
      'vLink',
      'aLink',
      'topMargin',
      'leftMargin',
      'marginWidth',
      'marginHeight',
    ],
    style: ['media', 'type'],
    a: ['href', 'name', 'hrefLang'],
    area: ['href', 'shape', 'coords', 'alt'],
    map: ['name'],
    img: [
      'src',
      'srcSet',
      'sizes',
      'alt',
      ['border', LENGTH],
      ['hSpace', LENGTH],
      ['vSpace', LENGTH],
      'useMap',
    ],
    source: ['srcSet', 'sizes', 'media', 'type'],
    font: ['color', 'face', 'size'],
    hr: [['size', LENGTH], 'noShade', 'color'],
    br: ['clear'],
    blockquote: [['type', /^cite$/i]],
    ol: [['start', /^-?\d{1,6}$/], 'type', 'reversed', 'compact'],
    ul: ['type', 'compact'],
    li: ['type', ['value', /^-?\d{1,6}$/]],
    details: ['open'],
    time: ['dateTime'],
    table: [
      'background',
      ['border', LENGTH],
      ['cellPadding', LENGTH],
      ['cellSpacing', LENGTH],
      'frame',
      'rules',
      'summary',
      'borderColor',
    ],
    thead: ['background'],
    tbody: ['background'],
    tfoot: ['background'],
    tr: ['background'],
    td: ['background', 'noWrap', 'abbr', 'scope', ['colSpan', /^\d{1,3}$/], ['rowSpan', /^\d{1,3}$/]],
    th: ['background', 'noWrap', 'abbr', 'scope', ['colSpan', /^\d{1,3}$/], ['rowSpan', /^\d{1,3}$/]],
    col: [['span', /^\d{1,3}$/]],
    colgroup: [['span', /^\d{1,3}$/]],
  },
}
