import { domainToUnicode } from 'node:url'
import { isMixedScript } from './mixed-script.ts'

/**
 * Where a link of a message may lead, as the browser itself would read it, or null. Only http, https, mailto and tel;
 * a message has no place of its own, so relative addresses lead nowhere. Names and passwords before the host are
 * taken out: they only pretend to be a host.
 */
export function linkTarget(href: string): string | null {
  const url = absolute(href)
  if (!url) return null
  if (url.protocol === 'tel:') return url.href
  if (url.protocol === 'mailto:') return mailTarget(url)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  url.username = ''
  url.password = ''
  return url.href
}

/**
 * Where a picture on the internet may be fetched from, or null. Never an address inside a house: no IP address, no
 * name without a dot, none of the names that mean this machine or this network (RFC 6761, RFC 6762, RFC 8375).
 */
export function pictureTarget(src: string): string | null {
  const url = absolute(src)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.href.length > 8192) return null
  const host = url.hostname.replace(/\.$/, '')
  if (!host.includes('.') || /^[\d.]+$/.test(host) || host.startsWith('[')) return null
  if (/\.(localhost|local|internal|lan|home|corp|intranet|arpa)$/.test(host)) return null
  url.username = ''
  url.password = ''
  return url.href
}

/**
 * What a link really leads to, when its visible text is itself an address that leads elsewhere, or when the host can
 * pass for another by letters of several scripts; null when text and target agree, or the text is no address.
 *
 * @param target as made by linkTarget
 */
export function realTarget(text: string, target: string): string | null {
  const visible = text.slice(0, 2000).replace(INVISIBLE, '').trim()
  const url = new URL(target)
  if (url.protocol === 'mailto:') return realRecipient(visible, url)
  if (url.protocol === 'tel:') return null
  const shown = shownHost(visible)
  const real = bare(url.hostname)
  if (shown === null)
    return /(^|\.)xn--/.test(real) && isMixedScript(domainToUnicode(real)) ? url.hostname : null
  // An address of other letters can be drawn like a known one (RFC 5890): then the host is said in its ASCII form.
  return shown === real && !/(^|\.)xn--/.test(real) ? null : url.hostname
}

/** zero-width, soft hyphen and direction marks: they hide in an address without being seen */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g

// "//host" and "\\host" have no scheme; browsers read both as an address on the network (WHATWG URL 4.4).
function absolute(text: string): URL | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the URL parser strips exactly these
  const trimmed = text.replace(/^[\u0000-\u0020]+/, '').replace(/[\t\n\r]/g, '')
  try {
    return /^[\\/]{2}/.test(trimmed) ? new URL(trimmed, 'https://relative.invalid') : new URL(trimmed)
  } catch {
    return null
  }
}

// RFC 6068 section 7: fields other than these may make a mail program attach files or forge.
function mailTarget(url: URL): string {
  const fields = url.search
    .slice(1)
    .split('&')
    .filter(field => /^(to|cc|bcc|subject|body)=/i.test(field))
  return `mailto:${url.pathname}${fields.length > 0 ? `?${fields.join('&')}` : ''}`
}

function realRecipient(visible: string, url: URL): string | null {
  const shown = /[^\s<>()"',;:@]+@[^\s<>()"',;:]+\.[^\s<>()"',;:]+/.exec(visible)
  if (!shown) return null
  let real = url.pathname
  try {
    real = decodeURIComponent(real)
  } catch {
    // half an escape: the raw text is the truth
  }
  return shown[0].toLowerCase() === real.toLowerCase() ? null : real.slice(0, 320)
}

function shownHost(visible: string): string | null {
  const said = /(?:https?:[\\/]{1,2}|www\.)[^\s<>"'()]+/i.exec(visible)
  const whole = /^[^\s/@:\\]+\.[a-z\u0080-\uffff]{2,}(?:[/?#:]\S*)?$/i.exec(visible)
  const found = said?.[0] ?? whole?.[0]
  if (!found) return null
  try {
    return bare(new URL(/^https?:/i.test(found) ? found : `http://${found}`).hostname)
  } catch {
    return '' // looks like an address and is none: the real one is shown
  }
}

function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '')
}
