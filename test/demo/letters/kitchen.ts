import type { Calendar } from '../calendar.ts'
import { csv, ics, pdf, picture, zip } from '../files.ts'
import { floorPlan, kitchen, oak } from '../pictures.ts'
import { maria, type Scene } from '../scene.ts'

const kari = 'Kari Hansen <kari@hansen.example>'
const tor = 'Tor Hansen <tor@hansen.example>'
const elena = 'Elena Dorigo <elena@dorigo.example>'
const piero = 'Piero Galli <piero@galli-impianti.example>'
const place = 'Projects/Kitchen'

/** The kitchen of the Hansens: a long thread, the joiner and her invoice, the electrician. */
export function kitchenLetters(c: Calendar): Scene[] {
  const about = 'Kitchen in via Cadorna: where we are'
  const t = c.thursday
  const invoice = `${c.day(t - 2).slice(0, 4)}-0347`
  return [
    {
      ...{ id: 'kitchen-1', folder: place, day: -6, time: '09:20', from: kari, cc: tor, subject: about },
      text: `Dear Maria,

thank you for the drawings. We laid them out on the floor of the living room last night and walked
through the kitchen in our socks. The island is exactly right. Tor wants the hob by the window so that
whoever cooks can see the harbour; I would rather have the sink there. You are going to have to be the
judge.

Two other things. The oven at eye level: yes please. And the green: could we see it on a real board
before we say yes?

Kari`,
    },
    {
      ...{ id: 'kitchen-2', folder: 'Sent', day: -5, time: '11:05', from: maria, to: kari, cc: tor },
      ...{ subject: `Re: ${about}`, answers: ['kitchen-1'] },
      text: `Dear Kari, dear Tor,

the judge has decided for the sink. The extractor would sit right in front of the window and you would
look at a steel box instead of the harbour. The hob goes on the long wall, and whoever cooks looks at
the people sitting at the island. I think that is the nicer view anyway.

The plan with both changes is attached. The green board is ordered.

Maria

> Tor wants the hob by the window so that whoever cooks can see the harbour;
> I would rather have the sink there. You are going to have to be the judge.`,
      enclosures: [picture('plan-rev-C.png', floorPlan())],
    },
    {
      ...{ id: 'kitchen-3', folder: place, day: 1, time: '08:41', from: tor, to: maria, cc: kari },
      ...{
        subject: `Re: ${about}`,
        answers: ['kitchen-1', 'kitchen-2'],
        life: '1 09:10 read; 1 12:32 answered',
      },
      text: `I accept the verdict. With one condition: the lamps over the island have to be low enough that I can
read the newspaper there at six in the morning.

When does the joiner need our final word on the worktop? My brother swears by stone, but every time I
put my hand on the oak in your studio I want the oak.

Tor

> The plan with both changes is attached. The green board is ordered.`,
    },
    {
      ...{ id: 'kitchen-4', folder: 'Sent', day: 1, time: '12:32', from: maria, to: tor, cc: kari },
      ...{ subject: `Re: ${about}`, answers: ['kitchen-1', 'kitchen-2', 'kitchen-3'] },
      text: `Low lamps, noted: 70 cm above the worktop, on a dimmer.

Elena at the joinery needs your word by ${c.weekday(3, 'en')}. Oak wants oil twice in the first year and a
coaster under the red wine, and it forgives everything else. I have had mine for eleven years.

Maria`,
    },
    {
      ...{ id: 'kitchen-5', folder: place, day: 2, time: '21:18', from: kari, to: maria, cc: tor },
      ...{ subject: `Re: ${about}`, answers: ['kitchen-1', 'kitchen-2', 'kitchen-3', 'kitchen-4'] },
      life: '3 07:55 read; 3 07:56 flag; 5 10:00 unflag',
      text: `Oak it is! Tor is beaming.

And the green board came today. I have been carrying it from room to room like a tray. In the morning
light it is sage and in the evening it is nearly grey, and we love both.

Kari`,
    },
    {
      ...{ id: 'kitchen-6', folder: 'Sent', day: 3, time: '08:04', from: maria, to: elena },
      subject: 'Hansen: go ahead with the oak',
      text: `Ciao Elena,

they said yes: oak, oiled, 40 mm, with the rounded edge. Cut-outs as in plan C (sink under the window,
hob on the long wall). The list is attached; the two sizes in bold on the plan were measured again on
site, please trust those.

When can Sandro come and take the template?

Maria`,
      enclosures: [
        csv('hansen-worktop.csv', [
          ['piece', 'length mm', 'depth mm', 'thickness mm', 'edge', 'note'],
          ['long wall', 3420, 640, 40, 'r 4', 'hob cut-out 560 x 490, centred at 1710'],
          ['window', 1860, 640, 40, 'r 4', 'sink cut-out 740 x 400, undermount'],
          ['island', 2200, 900, 40, 'r 4', 'one piece, "calm" grain'],
          ['shelf', 1860, 220, 30, 'r 2', ''],
        ]),
      ],
    },
    {
      ...{ id: 'kitchen-7', folder: 'INBOX', day: 3, time: '10:26', from: elena },
      ...{ subject: 'Re: Hansen: go ahead with the oak', answers: ['kitchen-6'] },
      life: `3 10:40 read; 4 18:20 move ${place}`,
      text: `Ciao Maria,

Sandro can be in via Cadorna on ${c.weekday(5, 'en')} at half past nine; the invitation is attached. He needs
the old worktop off by then, otherwise he measures the past.

I picked the boards for the island myself this morning. One of them has a knot like a little sun. Photo
attached: tell me if it stays or goes.

Elena

Dorigo Joinery, Cividale
+39 0432 555 0134`,
      enclosures: [
        picture('board-island.png', oak()),
        ics('template.ics', {
          uid: 'template-hansen@dorigo.example',
          from: `${c.day(5).replaceAll('-', '')}T083000Z`,
          to: `${c.day(5).replaceAll('-', '')}T100000Z`,
          what: 'Hansen: template for the worktop',
          where: 'via Cadorna 14, Trieste',
        }),
      ],
    },
    {
      ...{ id: 'kitchen-8', folder: 'Sent', day: 3, time: '10:44', from: maria, to: elena },
      ...{ subject: 'Re: Hansen: go ahead with the oak', answers: ['kitchen-6', 'kitchen-7'] },
      text: 'The sun stays. Of course it stays.\n\nM.',
    },
    {
      ...{ id: 'kitchen-9', folder: 'INBOX', day: 5, time: '11:52', from: piero },
      subject: 'Hansen: punti luce sopra l’isola',
      life: `5 12:30 read; 5 14:02 answered; 6 08:30 move ${place}`,
      text: `Maria,

sono stato in via Cadorna con Sandro. Per le due lampade sopra l'isola il tubo c'è già, ma arriva
60 cm troppo a sinistra. Due possibilità:

1) spostiamo il foro nel controsoffitto (mezza giornata, 180 euro);
2) usiamo un rosone doppio e tiriamo il cavo di lato (niente lavori, ma si vede).

Io farei la prima. Fammi sapere entro domani che sono ancora lì.

Piero`,
    },
    {
      ...{ id: 'kitchen-10', folder: 'Sent', day: 5, time: '14:02', from: maria, to: piero },
      ...{ subject: 'Re: Hansen: punti luce sopra l’isola', answers: ['kitchen-9'] },
      text: 'La prima, senza dubbio. I clienti sono avvisati. Grazie Piero!\n\nMaria',
    },
    {
      ...{ id: 'kitchen-11', folder: 'INBOX', day: 6, time: '19:07', from: kari, cc: tor },
      ...{
        subject: `Re: ${about}`,
        answers: ['kitchen-1', 'kitchen-2', 'kitchen-3', 'kitchen-4', 'kitchen-5'],
      },
      life: `7 08:15 read; 7 08:16 flag; 7 13:40 answered; 9 18:00 move ${place}`,
      text: `Hei Maria,

Sandro was here with his cardboard and his pencil behind the ear, and for an hour our kitchen was made
of paper. It is going to be beautiful.

One last question before you close everything: is there room for a small drawer for the spice jars next
to the hob? They are 52 mm wide and there are, do not laugh, thirty-one of them.

Kari`,
    },
    {
      ...{ id: 'kitchen-12', folder: 'Sent', day: 7, time: '13:40', from: maria, to: kari, cc: tor },
      ...{ subject: `Re: ${about}`, answers: ['kitchen-1', 'kitchen-5', 'kitchen-11'] },
      text: `Thirty-one jars fit into a 300 mm drawer in four rows, with room for five more when you come home from
your next journey. It takes the place of the tray holder, which nobody ever uses.

Here is how it looks now. The drawings for the permit office are in the zip.

Maria`,
      enclosures: [
        picture('kitchen-view-island.png', kitchen()),
        zip('via-cadorna-drawings.zip', [
          { name: 'plan-rev-D.png', bytes: floorPlan() },
          {
            name: 'read-me.txt',
            bytes: Buffer.from(
              'Via Cadorna 14, second floor, right\nPlan D replaces plan C.\nScale 1:50 when printed on A3.\n',
            ),
          },
        ]),
      ],
    },
    {
      ...{ id: 'invoice', folder: 'INBOX', day: t - 2, time: '10:14' },
      ...{
        from: 'Dorigo Joinery <accounts@dorigo.example>',
        subject: `Invoice ${invoice}: oak worktop and fitting`,
      },
      life: 'T-2 10:41 read; T-2 10:42 flag; T 17:40 unflag; T 17:41 move Trash; T 17:42 delete',
      replyTo: 'Dorigo Joinery accounts <accounts@dorigo.example>',
      text: `Dear Ms Rossi,

please find attached our invoice ${invoice} for the new worktop of the kitchenette in your studio.

- Oak worktop, 2600 x 640 x 40 mm, oiled: 1,480.00
- Oak shelves, two, with brass supports: 720.00
- Delivery and fitting: 120.00
- VAT 22 %: 510.40

Total: 2,830.40 EUR

Payable within ten days to IT00 X000 0000 0000 0000 0000 034. Please give the number of the invoice.

With kind regards
Marta Dorigo, accounts`,
      enclosures: [invoicePdf(invoice, c.date(t - 2, 'en'))],
    },
    {
      ...{ id: 'reminder', folder: 'INBOX', day: 10, time: '18:05', from: elena },
      ...{ subject: 'Did our invoice reach you?', flags: [] },
      text: `Ciao Maria,

my sister in accounts asks whether invoice ${invoice} for your own worktop has reached you. She
sent it on ${c.weekday(t - 2, 'en')} and would like to put a tick next to it before she closes the month.

No hurry from my side. The Hansens' island is glued up, and the little sun looks splendid.

Elena`,
    },
    {
      ...{ id: 'kitchen-draft', folder: 'Drafts', day: 8, time: '22:10', from: maria, to: kari, cc: tor },
      ...{
        subject: 'Kitchen in via Cadorna: last costs',
        flags: ['\\Seen', '\\Draft'],
        life: '9 09:30 delete',
      },
      text: `Dear Kari, dear Tor,

here is what is still to come:

- worktops: as in Elena's offer (3,538)
- electrician: 180 for the lamps over the island
- tiles: `,
    },
    {
      ...{ id: 'kitchen-draft-2', folder: 'Drafts', day: 9, time: '09:30', from: maria, to: kari, cc: tor },
      ...{ subject: 'Kitchen in via Cadorna: last costs', flags: ['\\Seen', '\\Draft'] },
      text: `Dear Kari, dear Tor,

here is what is still to come:

- worktops: as in Elena's offer (3,538)
- electrician: 180 for the lamps over the island
- tiles: 12 square metres at 64, if Samir has them before Christmas
- handles: as agreed, brass, 19 pieces

That makes`,
    },
  ]
}

/** Number of the invoice that the demo's task is about, as its subject begins. */
export const invoiceScene = 'invoice'

function invoicePdf(number: string, date: string) {
  const rows: [string, string][] = [
    ['Oak worktop, 2600 x 640 x 40 mm, oiled', '1,480.00'],
    ['Shelf with brass supports, 1600 x 260 mm', '360.00'],
    ['Shelf with brass supports, 1600 x 260 mm', '360.00'],
    ['Delivery and fitting', '120.00'],
    ['VAT 22 %', '510.40'],
  ]
  return pdf(`invoice-${number}.pdf`, [
    { x: 60, y: 80, text: 'Dorigo Joinery', size: 22, bold: true },
    { x: 60, y: 98, text: 'via dei Falegnami 8, Cividale', size: 9 },
    { x: 60, y: 112, rule: 475 },
    { x: 60, y: 150, text: 'Studio Rossi, Maria Rossi' },
    { x: 60, y: 164, text: 'via San Nicolò 21, Trieste' },
    { x: 60, y: 214, text: `Invoice ${number}`, size: 15, bold: true },
    { x: 60, y: 232, text: `${date}. Fitted in the studio` },
    ...rows.flatMap(([what, sum], n) => [
      { x: 60, y: 270 + n * 22, text: what },
      { x: 480, y: 270 + n * 22, text: sum },
    ]),
    { x: 60, y: 394, rule: 475 },
    { x: 60, y: 414, text: 'Total', bold: true, size: 12 },
    { x: 468, y: 414, text: '2,830.40 €', bold: true, size: 12 },
    { x: 60, y: 460, text: 'Payable within ten days. Thank you.' },
  ])
}
