import type { Calendar } from '../calendar.ts'
import { csv, picture, vcf } from '../files.ts'
import { harbour, table } from '../pictures.ts'
import { maria, type Scene } from '../scene.ts'

const mamma = 'Anna Rossi <anna@rossi-famiglia.example>'
const giulia = 'Giulia Rossi <giulia@rossi-famiglia.example>'
const paolo = 'Paolo Marin <paolo@marin.example>'
const yuki = '田中 由紀 <yuki@tanaka-studio.example>'
const ingrid = 'Ingrid Solberg <ingrid@solberg.example>'
const school = 'Scuola primaria Duca d’Aosta <segreteria@scuola-aosta.example>'

/** Family and friends: Italian, Norwegian, Japanese, English; most of it about a dinner. */
export function familyLetters(c: Calendar): Scene[] {
  const dinner = 'I settant’anni di papà'
  const on = c.weekday(9, 'it')
  return [
    {
      ...{
        id: 'dinner-1',
        folder: 'INBOX',
        day: 1,
        time: '19:50',
        from: mamma,
        to: `${maria}, ${giulia}, ${paolo}`,
      },
      ...{ subject: dinner, life: '1 20:30 read; 1 21:04 answered; 10 09:00 move Family' },
      text: `Care ragazze, caro Paolo,

papà compie settant'anni ${on} e dice che non vuole niente. Quindi facciamo una cena, da noi, alle otto.
Io faccio la jota e lo strudel. Giulia, tu pensi al vino? Maria, a te chiedo la torta, ma senza panna, che
lo sai come diventa.

Lui crede che veniate solo per un caffè. Mi raccomando.

Mamma`,
    },
    {
      ...{
        id: 'dinner-2',
        folder: 'Sent',
        day: 1,
        time: '21:04',
        from: maria,
        to: mamma,
        cc: `${giulia}, ${paolo}`,
      },
      ...{ subject: `Re: ${dinner}`, answers: ['dinner-1'] },
      text: `Torta di nocciole, senza panna, con il sette e lo zero. Porto anche la tovaglia buona, quella della nonna,
che da voi è sparita nel 2019 e da me è ricomparsa.

M.`,
    },
    {
      ...{
        id: 'dinner-3',
        folder: 'INBOX',
        day: 1,
        time: '22:12',
        from: giulia,
        to: `${mamma}, ${maria}, ${paolo}`,
      },
      ...{
        subject: `Re: ${dinner}`,
        answers: ['dinner-1', 'dinner-2'],
        life: '2 07:40 read; 10 09:00 move Family',
      },
      text: `Vino: Vitovska per noi e Terrano per papà, che tanto beve solo quello. Regalo: il barometro dell'antiquario
in via del Ponte, l'ho fatto mettere da parte. Sono 140 euro diviso tre.

Giulia`,
    },
    {
      ...{
        id: 'dinner-4',
        folder: 'INBOX',
        day: 2,
        time: '07:58',
        from: paolo,
        to: `${mamma}, ${maria}, ${giulia}`,
      },
      ...{ subject: `Re: ${dinner}`, answers: ['dinner-1', 'dinner-2', 'dinner-3'] },
      life: '2 08:15 read; 10 09:00 move Family',
      text: `Ci sto per il barometro. Lo passo a prendere io ${c.weekday(7, 'it')} dopo il lavoro, così Maria non deve attraversare la
città con i campioni di marmo nella borsa.

Paolo`,
    },
    {
      ...{
        id: 'dinner-5',
        folder: 'INBOX',
        day: 6,
        time: '13:30',
        from: mamma,
        to: `${maria}, ${giulia}, ${paolo}`,
      },
      ...{
        subject: `Re: ${dinner}`,
        answers: ['dinner-1', 'dinner-4'],
        life: '6 14:00 read; 10 09:00 move Family',
      },
      text: `Siamo in nove, vengono anche gli zii da Gorizia. Ho fatto la lista, così nessuno porta due volte il pane
come a Pasqua.`,
      enclosures: [
        csv('chi-porta-cosa.csv', [
          ['chi', 'cosa'],
          ['Anna', 'jota, strudel'],
          ['Giulia', 'vino, acqua'],
          ['Maria', 'torta di nocciole, tovaglia'],
          ['Paolo', 'barometro, pane'],
          ['zii', 'formaggi'],
        ]),
      ],
    },
    {
      ...{
        id: 'dinner-6',
        folder: 'INBOX',
        day: 10,
        time: '08:52',
        from: giulia,
        to: `${mamma}, ${maria}, ${paolo}`,
      },
      ...{
        subject: `Re: ${dinner}: le foto`,
        answers: ['dinner-1', 'dinner-5'],
        life: '10 09:30 read; 10 09:31 flag; 11 07:20 move Family',
      },
      text: `La faccia di papà quando ha visto gli zii dietro la porta! Ecco la tavola prima che arrivassimo noi. Le altre
foto stasera, quando ritrovo il cavo.

Ha già appeso il barometro. Segna tempesta, e lui è felicissimo.

Giulia`,
      enclosures: [picture('tavola.png', table())],
    },
    {
      ...{ id: 'leo-1', folder: 'INBOX', day: 3, time: '12:15', from: school },
      ...{
        subject: 'Gita al Carso: autorizzazione',
        life: '3 13:00 read; 3 13:01 flag; 7 08:00 unflag; 7 08:01 move Family',
      },
      text: `Gentili genitori,

la classe 4B andrà in gita a Basovizza ${c.weekday(c.workday(13), 'it')} ${c.date(c.workday(13), 'it')}. Partenza alle 8.15 davanti alla scuola, rientro alle
15.30. Servono scarpe robuste, pranzo al sacco e una giacca: sul Carso tira vento.

Si prega di restituire l'autorizzazione firmata entro ${c.weekday(c.workday(8), 'it')}.

La segreteria`,
    },
    {
      ...{ id: 'paolo-1', folder: 'INBOX', day: 4, time: '17:06', from: paolo, subject: 'Leo' },
      life: '4 17:15 read; 4 17:20 answered; 4 21:00 move Trash; 8 07:30 delete',
      text: 'Lo prendo io alle sei da judo, tu finisci tranquilla. C’è da comprare il latte?\n\nP.',
    },
    {
      ...{ id: 'paolo-2', folder: 'Sent', day: 4, time: '17:20', from: maria, to: paolo },
      ...{ subject: 'Re: Leo', answers: ['paolo-1'], text: 'Latte, sì. E il lievito. Grazie ♥' },
    },
    {
      ...{ id: 'yuki-1', folder: 'INBOX', day: 4, time: '03:12', from: yuki, offset: 540 },
      ...{ subject: '京都の展覧会のお知らせ', life: '4 08:30 read; 6 21:15 answered; 11 07:12 delete' },
      text: `マリアさん

ご無沙汰しております。京都はようやく紅葉が見頃になりました。

来年の三月に、木と光をテーマにした小さな展覧会を開くことになりました。以前トリエステで見せていただいた照明の模型を、ぜひ展示させていただけないでしょうか。輸送の手配はこちらでいたします。

ご都合のよい時に一度お話しできればうれしいです。日本時間の夕方でしたら、いつでも大丈夫です。

田中由紀`,
    },
    {
      ...{ id: 'yuki-2', folder: 'Sent', day: 6, time: '21:15', from: maria, to: yuki },
      ...{ subject: 'Re: 京都の展覧会のお知らせ', answers: ['yuki-1'] },
      text: `Dear Yuki,

how good to hear from you, and yes, of course! 由紀さん、ありがとう。 The model is on the shelf above my desk and
would love to see Kyoto. Shall we talk on ${c.weekday(c.workday(12), 'en')}, at five in the afternoon for you and nine in the
morning for me?

Maria`,
    },
    {
      ...{
        id: 'ingrid-1',
        folder: 'INBOX',
        day: 2,
        time: '20:40',
        from: ingrid,
        subject: 'Påsken på Ørsta?',
      },
      life: '2 22:00 read; 3 20:10 answered; 8 20:00 move Family',
      text: `Kjære Maria,

nå er hytta endelig ferdig, og vi har plass til åtte. Kan dere komme i påsken? Fjorden er på det fineste
da, det er snø til påskedag og sol til klokka åtte om kvelden. Leo kan låne skiene etter Sindre, de står bare
i boden og venter.

Pappa spør forresten om du husker hvordan man lager «den italienske kaffekaka». Han mener tiramisu.

Klem fra Ingrid`,
      enclosures: [
        vcf('ingrid.vcf', {
          name: 'Ingrid Solberg',
          firm: 'Solberg Arkitekter',
          phone: '+47 555 50 147',
          address: 'ingrid@solberg.example',
        }),
      ],
    },
    {
      ...{ id: 'ingrid-2', folder: 'Sent', day: 3, time: '20:10', from: maria, to: ingrid },
      ...{ subject: 'Re: Påsken på Ørsta?', answers: ['ingrid-1'] },
      text: `Kjære Ingrid,

ja! Alle tre. Jeg øver på norsken min på klientene mine, de er så høflige at de later som de forstår.
Hils faren din og si at hemmeligheten er at kaffen må være kald.

Klem, Maria`,
    },
    {
      ...{ id: 'ingrid-3', folder: 'INBOX', day: 8, time: '18:22', from: ingrid },
      ...{
        subject: 'Re: Påsken på Ørsta?',
        answers: ['ingrid-1', 'ingrid-2'],
        life: '8 19:30 read; 8 20:00 move Family',
      },
      text: `Hurra! Da bestiller jeg båten fra Ålesund til dere. Og kaffen var kald, sier pappa, men han hadde glemt
eggene. Vi spiste den med skje.

Ingrid`,
    },
    {
      ...{ id: 'dario', folder: 'INBOX', day: 4, time: '11:48', from: 'Dario Kosuta <dario@kosuta.example>' },
      ...{ subject: 'Tre scatole per te', life: '4 12:10 read; 5 08:00 move Trash; 8 07:30 delete' },
      text: `Ciao vicina,

il corriere ha lasciato da me tre scatole pesantissime dalla Spagna. Bora le fa la guardia. Passa quando vuoi,
anche tardi.

Dario`,
    },
    {
      ...{ id: 'giulia-trip', folder: 'INBOX', day: 7, time: '21:33', from: giulia, subject: 'Rovigno' },
      life: '7 22:05 read',
      text: `Guarda dove sono finita per lavoro. Due giorni di riunioni e poi questo, dalla finestra dell'albergo.

La prossima volta ci veniamo insieme, senza computer.

G.`,
      enclosures: [picture('dalla-finestra.png', harbour())],
    },
    {
      ...{
        id: 'book-club',
        folder: 'INBOX',
        day: 8,
        time: '10:10',
        from: 'Chiara Furlan <chiara@furlan.example>',
      },
      ...{
        to: `${maria}, Sara Zorzi <sara@zorzi.example>, ${giulia}`,
        subject: 'Gruppo di lettura: il prossimo',
        life: '8 12:30 read',
      },
      text: `Care lettrici,

ci vediamo ${c.weekday(13, 'it')} alle nove da Sara. Abbiamo votato: "La coscienza di Zeno", che nessuna di noi ha mai
finito e tutte hanno citato. Portate l'ultima sigaretta.

Chiara`,
    },
    {
      ...{
        id: 'dentist',
        folder: 'INBOX',
        day: 6,
        time: '09:00',
        from: 'Studio Dott.ssa Vidali <studio@vidali.example>',
      },
      ...{ subject: 'Promemoria appuntamento', life: '6 09:40 read; 9 10:00 move Trash' },
      text: `Gentile signora Rossi,

le ricordiamo l'appuntamento per Leo ${c.weekday(c.workday(9), 'it')} ${c.date(c.workday(9), 'it')} alle 16.40. Per spostarlo basta rispondere a questo messaggio.`,
    },
  ]
}
