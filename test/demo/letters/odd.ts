import type { Calendar } from '../calendar.ts'
import type { Scene } from '../scene.ts'

/** Junk, a trick with a name, a letter that a bad program wrote, and a letter inside a letter. */
export function oddLetters(c: Calendar): Scene[] {
  return [
    {
      ...{ id: 'phish', folder: 'Junk', day: 6, time: '04:17' },
      from: 'Banca dell’Adria avvisi@banca-adria.example <support@secure-login-adria.example>',
      ...{
        subject: 'Il tuo conto sarà BLOCCATO entro 24 ore',
        replyTo: 'Ufficio sicurezza <office@mail-verify.example>',
      },
      html: `<html><body style="font-family:Arial,sans-serif">
<p><img src="https://secure-login-adria.example/logo.png" width="180" height="40" alt="Banca dell'Adria"></p>
<p>Gentile Cliente,</p>
<p>abbiamo notato un <b>accesso insolito</b> al tuo conto. Per evitare il blocco conferma i tuoi dati entro 24 ore:</p>
<p><a href="https://secure-login-adria.example/verifica?u=maria" style="background:#c00;color:#fff;padding:10px 18px;text-decoration:none">https://www.banca-adria.example/sicurezza</a></p>
<p>Cordiali saluti<br>Servizio Clienti</p>
<form action="https://secure-login-adria.example/p" method="post"><input name="pin" type="password" placeholder="PIN"><button>Invia</button></form>
<script>document.forms[0].submit()</script>
</body></html>
`,
    },
    {
      ...{
        id: 'junk-1',
        folder: 'Junk',
        day: 2,
        time: '05:02',
        from: 'Premio Fedeltà <no-reply@premi-oggi.example>',
      },
      ...{ subject: '🎁 Maria, un pacco ti aspetta', life: '8 07:30 delete' },
      text: 'Complimenti! Il tuo indirizzo è stato estratto. Paga solo 1,95 euro di spedizione:\nhttps://premi-oggi.example/ritira\n',
    },
    {
      ...{
        id: 'junk-2',
        folder: 'Junk',
        day: 4,
        time: '02:48',
        from: 'Alex Martin <alex@grow-your-rank.example>',
      },
      subject: 'Quick question about yester.example',
      text: 'Hi there,\n\nI looked at your website and found 14 errors that keep you off the first page. Can I send you a free report?\n\nAlex\nSenior Growth Partner\n',
    },
    {
      ...{
        id: 'junk-3',
        folder: 'Junk',
        day: 9,
        time: '03:33',
        from: 'Hausverwaltung24 <info@schnellkredit-heute.example>',
      },
      subject: 'Sofortkredit ohne Prüfung, Frau Rossi',
      text: 'Bis 50.000 Euro in 30 Minuten auf Ihrem Konto. Antworten Sie einfach mit JA.\n',
    },
    {
      ...{
        id: 'false-junk',
        folder: 'Junk',
        day: 8,
        time: '11:11',
        from: 'Sandro Pahor <sandro@dorigo.example>',
      },
      ...{ subject: 'misure', life: '10 11:05 read; 10 11:06 move INBOX' },
      text: 'Ciao Maria sono Sandro della falegnameria, ti scrivo dal telefono di mio figlio. La nicchia a sinistra e 4 mm piu stretta in alto, la spalla la facciamo conica. Ok?\n',
    },
    {
      ...{
        id: 'broken',
        folder: 'INBOX',
        day: 3,
        time: '15:20',
        from: 'scanner@copisteria.example',
        subject: '',
      },
      ...{ life: '3 15:45 read', raw: head => brokenScan(head) },
    },
    {
      ...{
        id: 'forward',
        folder: 'INBOX',
        day: 9,
        time: '16:25',
        from: 'Piero Galli <piero@galli-impianti.example>',
        subject: '',
      },
      ...{ life: '9 17:00 read', raw: head => forwarded(head, c.date(5, 'en')) },
    },
    {
      ...{
        id: 'old-latin',
        folder: 'INBOX',
        day: 2,
        time: '12:20',
        from: 'Ferramenta Vascotto <vascotto@ferramenta.example>',
        subject: '',
      },
      ...{ life: '2 13:30 read; 6 08:31 move Receipts', raw: head => rawEightBit(head) },
    },
  ]
}

// What the copy shop's scanner sends: no final boundary, a charset that does not exist, a type nobody knows, a bare header.
function brokenScan({ date, id }: { date: string; id: string }): string {
  return `Received: from scanner (unknown [192.0.2.17])
\tby mx.yester.example; ${date}
Date: ${date}
From: scanner@copisteria.example
To: <maria@yester.example>
Subject: Scansione da copisteria (3 pagine)
Message-ID: <${id}>
X-Scanner
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=SCAN

--SCAN
Content-Type: text/plain; charset=x-scanner-1
Content-Transfer-Encoding: 8bit

Documento acquisito: planimetria catastale, via Cadorna 14.
Qualit\xe0: buona. Pagine: 3.

--SCAN
Content-Type: image/x-scan; name="pagina 1
Content-Transfer-Encoding: base64

SUkqAAgAAAABAA4BAgAcAAAAGgAAAAAAAABwbGFuaW1ldHJpYSB2aWEgQ2Fkb3JuYSAxNAA
`
}

function forwarded({ date, id }: { date: string; id: string }, day: string): string {
  return `Date: ${date}
From: Piero Galli <piero@galli-impianti.example>
To: Maria Rossi <maria@yester.example>
Subject: Fwd: Ceiling boxes, delivery
Message-ID: <${id}>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_fwd"

--=_fwd
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Maria, ti giro la risposta del fornitore: i rosoni per le lampade arrivano dopo le feste.
Ci arrangiamo con quelli di scorta?

Piero

--=_fwd
Content-Type: message/rfc822
Content-Disposition: attachment; filename="ceiling-boxes.eml"

Date: ${date}
From: Wholesale Desk <orders@elettro-nord.example>
To: Piero Galli <piero@galli-impianti.example>
Subject: Ceiling boxes, delivery
Message-ID: <inner.${id}>
MIME-Version: 1.0
Content-Type: text/plain; charset=us-ascii

Dear Mr Galli,

the boxes you ordered on ${day} are out of stock at the factory. The next delivery
is planned for the second week of January.

Regards
The order desk

--=_fwd--
`
}

// From a shop whose program has known no other charset since it was bought, and does not say which.
function rawEightBit({ date, id }: { date: string; id: string }): string {
  return `Date: ${date}
From: Ferramenta Vascotto <vascotto@ferramenta.example>
To: maria@yester.example
Subject: Scontrino n. 2291
Message-ID: <${id}>

Gentile cliente, grazie dell'acquisto.

 4 viti M6 x 40 inox      2,40 \x80
 1 colla vinilica 250 g   5,90 \x80
 1 lima mezzatonda        7,20 \x80

La restituzione \xe8 possibile entro quattordici giorni. Perch\xe9 buttare lo scontrino?
`
}
