/** The look of the HTML newsletters: tables and inline styles, as such mail is made. */
export interface Look {
  /** colour of buttons and rules, of the ground and of the ink */
  accent: string
  ground: string
  ink: string
  font: string
}

/** A whole HTML letter, 600 pixels wide, with a line that lists show as a preview. */
export function newsletter(look: Look, preview: string, blocks: readonly string[], footer: string): string {
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<style>
  a { color: ${look.accent}; }
  @media (max-width: 620px) { .sheet { width: 100% !important; } .col { display: block !important; width: 100% !important; } }
</style>
</head>
<body style="margin:0;padding:0;background:${look.ground};">
<div style="display:none;max-height:0;overflow:hidden;">${preview}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${look.ground};">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" class="sheet" width="600" cellpadding="0" cellspacing="0" style="width:600px;max-width:100%;background:#ffffff;border-radius:6px;overflow:hidden;font-family:${look.font};color:${look.ink};">
${blocks.map(block => `<tr><td>${block}</td></tr>`).join('\n')}
<tr><td style="padding:20px 32px 28px;font-size:12px;line-height:18px;color:#8a8a86;border-top:1px solid #ecece6;">${footer}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

/** The name at the top, beside a mark (a cid picture) when there is one. */
export function masthead(look: Look, name: string, line: string, cid?: string): string {
  const mark =
    cid === undefined
      ? ''
      : `<td width="52" style="padding-right:12px;"><img src="cid:${cid}" width="40" height="40" alt="" style="display:block;"></td>`
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td style="padding:24px 32px;">
<table role="presentation" cellpadding="0" cellspacing="0"><tr>${mark}<td><div style="font-size:22px;line-height:26px;font-weight:bold;letter-spacing:0.3px;color:${look.ink};">${name}</div><div style="font-size:12px;line-height:18px;color:#8a8a86;">${line}</div></td></tr></table>
</td></tr></table>`
}

/** A picture over the whole width; `source` is a cid: or https: address. */
export function wide(source: string, alt: string, height: number): string {
  return `<img src="${source}" width="600" height="${height}" alt="${alt}" style="display:block;width:100%;height:auto;background:#e7e4dc;">`
}

/** A heading with paragraphs. */
export function article(look: Look, heading: string, paragraphs: readonly string[]): string {
  const text = paragraphs
    .map(one => `<p style="margin:0 0 14px;font-size:16px;line-height:25px;">${one}</p>`)
    .join('\n')
  return `<div style="padding:26px 32px 10px;"><h1 style="margin:0 0 12px;font-size:25px;line-height:31px;color:${look.ink};">${heading}</h1>
${text}</div>`
}

export function button(look: Look, words: string, address: string): string {
  return `<div style="padding:6px 32px 30px;"><a href="${address}" style="display:inline-block;background:${look.accent};color:#ffffff;text-decoration:none;font-size:15px;font-weight:bold;padding:12px 22px;border-radius:4px;">${words}</a></div>`
}

/** Things beside one another, each with a picture, a name and a price. */
export function shelf(
  look: Look,
  things: readonly { source: string; name: string; price: string }[],
): string {
  const cells = things.map(
    thing => `<td class="col" width="${Math.floor(100 / things.length)}%" valign="top" style="padding:8px;">
<img src="${thing.source}" width="168" height="168" alt="${thing.name}" style="display:block;width:100%;height:auto;border-radius:4px;background:#e7e4dc;">
<div style="padding:10px 2px 0;font-size:14px;line-height:20px;"><b>${thing.name}</b><br><span style="color:${look.accent};">${thing.price}</span></div></td>`,
  )
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td style="padding:4px 24px 22px;"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>${cells.join('')}</tr></table></td></tr></table>`
}

/** Rows of words and figures, as receipts and timetables have them. */
export function rows(look: Look, lines: readonly (readonly [string, string])[]): string {
  const cells = lines.map(
    ([left, right]) =>
      `<tr><td style="padding:10px 0;border-bottom:1px solid #ecece6;font-size:15px;line-height:21px;">${left}</td><td align="right" style="padding:10px 0;border-bottom:1px solid #ecece6;font-size:15px;line-height:21px;color:${look.accent};"><b>${right}</b></td></tr>`,
  )
  return `<div style="padding:4px 32px 26px;"><table role="presentation" width="100%" cellpadding="0" cellspacing="0">${cells.join('\n')}</table></div>`
}

/** Headlines with a line each and a small remote picture. */
export function headlines(
  look: Look,
  items: readonly { source: string; head: string; line: string }[],
): string {
  return items
    .map(
      item => `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>
<td width="136" valign="top" style="padding:12px 0 12px 32px;"><img src="${item.source}" width="120" height="80" alt="" style="display:block;background:#e7e4dc;border-radius:3px;"></td>
<td valign="top" style="padding:12px 32px 12px 8px;"><div style="font-size:17px;line-height:22px;font-weight:bold;color:${look.ink};">${item.head}</div><div style="font-size:14px;line-height:20px;color:#5d5d58;">${item.line}</div></td></tr></table>`,
    )
    .join('\n')
}
